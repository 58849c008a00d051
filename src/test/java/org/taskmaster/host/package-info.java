@NullMarked
package org.taskmaster.host;

import org.jspecify.annotations.NullMarked;
