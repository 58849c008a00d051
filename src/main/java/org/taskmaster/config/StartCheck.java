package org.taskmaster.config;

import java.util.List;
import java.util.Optional;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Obstacle;

/// Finds what would keep processes from starting on this machine, for a check of a file before anything runs.
@FunctionalInterface
public interface StartCheck {

    /// Finds nothing, as where only the file itself is checked.
    StartCheck NONE = (_, _) -> List.of();

    /// Looks; nothing is made or changed.
    ///
    /// @param supervisor whom the supervisor is to become, if the file says it
    List<Obstacle> of(Optional<String> supervisor, Launch launch);
}
