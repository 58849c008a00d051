@NullMarked
package org.taskmaster.attach;

import org.jspecify.annotations.NullMarked;
