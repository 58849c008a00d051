@NullMarked
package org.taskmaster.linux;

import org.jspecify.annotations.NullMarked;
