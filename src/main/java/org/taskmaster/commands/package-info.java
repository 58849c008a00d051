/// The commands that a person can type, without knowing where they are typed and printed: the shell, a pipe and
/// the command line all use the one table of commands in [org.taskmaster.commands.CommandTable]. Each command
/// is one thing: how it is explained, what it does, and its answer in words, in JSON and as an exit status.
///
/// May use: `model`, `control`, `events`, `json`. Start reading at [org.taskmaster.commands.Command];
/// the text of `status` is in `StatusTable`.
@NullMarked
package org.taskmaster.commands;

import org.jspecify.annotations.NullMarked;
