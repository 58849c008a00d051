/// The process state machine: decides, never does.
///
/// May use: `model`. Knows no clock, no thread, no file and no logger, so that every decision can be tried in a
/// table. Start reading at [org.taskmaster.core.ProcessMachine].
@NullMarked
package org.taskmaster.core;

import org.jspecify.annotations.NullMarked;
