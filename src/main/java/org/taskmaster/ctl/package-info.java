/// The server's part of `taskmasterctl`: does a command line that comes as a whole, and answers with the very
/// text and exit status that the client would print and exit with, for a caller that needs no JVM to show
/// them (`ctl.pl`).
///
/// May use: `model`, `control`, `commands`, `http`. Start reading at [org.taskmaster.ctl.CtlResource].
@NullMarked
package org.taskmaster.ctl;

import org.jspecify.annotations.NullMarked;
