/// Tests of `control`.
@NullMarked
package org.taskmaster.control;

import org.jspecify.annotations.NullMarked;
