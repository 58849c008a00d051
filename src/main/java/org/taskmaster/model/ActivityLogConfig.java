package org.taskmaster.model;

import java.nio.file.Path;

/// The supervisor's own log.
///
/// @param maxBytes the size at which it is rotated; 0: never
/// @param backups how many old files are kept; 0: the file is emptied instead
public record ActivityLogConfig(Path file, ByteSize maxBytes, int backups, LogLevel level) {}
