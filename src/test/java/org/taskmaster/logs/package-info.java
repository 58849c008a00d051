/// Tests of what is done with output.
@NullMarked
package org.taskmaster.logs;

import org.jspecify.annotations.NullMarked;
