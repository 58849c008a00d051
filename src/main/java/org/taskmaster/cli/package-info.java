/// The program `taskmasterctl`: one command and its exit status, or the shell when there is none. It
/// lives for a moment only, so everything here is about starting quickly: no foreign calls, and nothing
/// of the server.
///
/// May use: `model`, `control`, `events`, `commands`, `json`, `client`, `shell`, `config`, `passwords`, `signals`.
/// Start reading at [org.taskmaster.cli.Ctl].
@NullMarked
package org.taskmaster.cli;

import org.jspecify.annotations.NullMarked;
