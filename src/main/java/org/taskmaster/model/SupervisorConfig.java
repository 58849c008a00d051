package org.taskmaster.model;

import java.nio.file.Path;
import java.util.Optional;

/// The `taskmaster:` section: settings of the supervisor itself.
///
/// @param user whom to become when started as root; empty: not configured
/// @param statedir where the supervisor keeps what it must remember
public record SupervisorConfig(ActivityLogConfig log, Optional<String> user, Path statedir) {}
