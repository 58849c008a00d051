@NullMarked
package org.taskmaster.journal;

import org.jspecify.annotations.NullMarked;
