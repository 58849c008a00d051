/// Tests of what answers command lines, and of the script that asks it.
@NullMarked
package org.taskmaster.ctl;

import org.jspecify.annotations.NullMarked;
