/// Output of processes: the files it is kept in, and its lines.
///
/// - Files: reading a part of one ([org.taskmaster.logs.LogFile]), a file that rotates itself,
///   setting files aside ([org.taskmaster.logs.SetAside]) and compressing them.
/// - Lines: writing them as a file wants them ([org.taskmaster.logs.Rewriter]), and giving them to
///   whatever else wants them ([org.taskmaster.logs.LineTarget]).
///
/// May use: `model`, `host`. Start reading at [org.taskmaster.logs.LogFile].
@NullMarked
package org.taskmaster.logs;

import org.jspecify.annotations.NullMarked;
