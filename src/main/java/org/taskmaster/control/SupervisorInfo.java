package org.taskmaster.control;

import java.nio.file.Path;

/// The supervisor itself.
///
/// @param version as in `0.1.0`
/// @param configFile the file that a reload reads
/// @param logFile its activity log
public record SupervisorInfo(String version, long pid, Path configFile, Path logFile) {}
