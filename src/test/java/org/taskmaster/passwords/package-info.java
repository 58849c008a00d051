/// Tests of how passwords are kept.
@NullMarked
package org.taskmaster.passwords;

import org.jspecify.annotations.NullMarked;
