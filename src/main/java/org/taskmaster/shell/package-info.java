/// The prompt, in the foreground and of taskmasterctl: line editing, history, completion, and events above the
/// line that is being typed; and the plain reader of commands when there is no terminal.
///
/// May use: `model`, `control`, `events`, `commands`, and JLine, which is loaded only when there is a
/// terminal. Start reading at [org.taskmaster.shell.Shell].
@NullMarked
package org.taskmaster.shell;

import org.jspecify.annotations.NullMarked;
