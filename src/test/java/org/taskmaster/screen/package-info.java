@NullMarked
package org.taskmaster.screen;

import org.jspecify.annotations.NullMarked;
