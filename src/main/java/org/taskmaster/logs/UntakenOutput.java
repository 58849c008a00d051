package org.taskmaster.logs;

/// What a stream still had in its channel when the supervisor ended, since its log could not be written. It is
/// lost when the last process that has the channel open ends, unless another supervisor takes it before.
///
/// @param stream `stdout`, also where both streams are one, or `stderr`
/// @param bytes more than 0
public record UntakenOutput(String process, String stream, long bytes) {}
