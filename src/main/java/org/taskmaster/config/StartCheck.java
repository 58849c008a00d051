package org.taskmaster.config;

import java.util.List;
import java.util.Optional;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Obstacle;

/// Tells what would keep processes from starting on this machine, for whoever checks a file before anything runs.
@FunctionalInterface
public interface StartCheck {

    /// Nobody asks.
    StartCheck NONE = (_, _) -> List.of();

    /// Looks; nothing is made or changed.
    ///
    /// @param supervisor whom the supervisor is to become, if the file says it
    List<Obstacle> of(Optional<String> supervisor, Launch launch);
}
