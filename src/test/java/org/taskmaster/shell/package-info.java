/// Tests of the shell.
@NullMarked
package org.taskmaster.shell;

import org.jspecify.annotations.NullMarked;
