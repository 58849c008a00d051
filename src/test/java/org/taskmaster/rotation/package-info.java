/// Tests of what is done with output.
@NullMarked
package org.taskmaster.rotation;

import org.jspecify.annotations.NullMarked;
