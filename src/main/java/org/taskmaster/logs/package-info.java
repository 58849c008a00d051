/// Output of processes that is captured: from a named pipe to where it is kept.
///
/// - Channels: the pipes ([org.taskmaster.logs.Channel]) and the thread that empties them
///   ([org.taskmaster.logs.Pump]).
/// - Lines: writing them as a file wants them ([org.taskmaster.logs.Rewriter]), and giving them to
///   whatever else wants them ([org.taskmaster.logs.LineTarget]).
///
/// May use: `model`, `host`, `rotation`. Start reading at [org.taskmaster.logs.Captures].
@NullMarked
package org.taskmaster.logs;

import org.jspecify.annotations.NullMarked;
