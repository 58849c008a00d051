package org.taskmaster.logs;

import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Stream;

/// What a stream still had in its channel when the supervisor ended, since its log could not be written. It is
/// lost when the last process that has the channel open ends, unless another supervisor takes it before.
///
/// @param stream standard output also where both streams are one
/// @param bytes more than 0
public record UntakenOutput(ProcessName process, Stream stream, long bytes) {}
