/// End to end: the packaged program, started by its launcher, with real programs, real signals and
/// a real terminal.
///
/// Every test has a [org.taskmaster.e2e.Sandbox] of its own, which starts a
/// [org.taskmaster.e2e.Taskmaster] or a [org.taskmaster.e2e.Terminal] in its directory; closing that
/// fails when anything is left running. Start reading at [org.taskmaster.e2e.Sandbox].
@NullMarked
package org.taskmaster.e2e;

import org.jspecify.annotations.NullMarked;
