package org.taskmaster.control;

import java.nio.file.Path;

/// The supervisor itself.
///
/// @param version as in `0.1.0`
/// @param configFile the file that a reload reads
/// @param logFile its activity log
/// @param identifier what tells it from other supervisors
public record SupervisorInfo(String version, long pid, Path configFile, Path logFile, String identifier) {}
