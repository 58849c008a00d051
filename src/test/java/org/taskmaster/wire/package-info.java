@NullMarked
package org.taskmaster.wire;

import org.jspecify.annotations.NullMarked;
