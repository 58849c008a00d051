/// The words a person can type, and how answers are printed, without knowing where they are typed and
/// printed: the shell, a pipe and the command line all use the one table of commands in
/// [org.taskmaster.commands.CommandTable].
///
/// May use: `model`, `control`, `events`. Start reading at [org.taskmaster.commands.Commands].
@NullMarked
package org.taskmaster.commands;

import org.jspecify.annotations.NullMarked;
