package org.taskmaster.control;

/// Who asks, as the activity log tells it.
///
/// @param name as in `the shell`, or `SIGHUP from process 4711 (user 1000)`
public record Requester(String name) {}
