package org.taskmaster.control;

import java.nio.file.Path;
import org.taskmaster.model.Shown;

/// The supervisor itself.
///
/// @param version as in `0.1.0`
/// @param configFile the file that a reload reads
/// @param logFile its activity log
/// @param identifier what distinguishes it from other supervisors
/// @param shown how its settings are shown
public record SupervisorInfo(String version, long pid, Path configFile, Path logFile, String identifier, Shown shown) {

    /// One that holds nothing of the environment.
    public SupervisorInfo(String version, long pid, Path configFile, Path logFile, String identifier) {
        this(version, pid, configFile, logFile, identifier, Shown.NOTHING);
    }

    /// The same for those who may not see the values of the environment.
    public SupervisorInfo withoutSecrets() {
        return new SupervisorInfo(version, pid, configFile, shown.of(logFile), identifier);
    }
}
