package org.taskmaster.control;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.taskmaster.model.Shown;

/// The supervisor itself.
///
/// @param version as in `0.1.0`
/// @param build distinguishes it from others of that version; empty when it is not known
/// @param upgrade how it came to be this build, if its process was another one before
/// @param configFile the file that a reload reads
/// @param logFile its activity log
/// @param identifier what distinguishes it from other supervisors
/// @param shown how its settings are shown
public record SupervisorInfo(
        String version,
        String build,
        Optional<Upgrade> upgrade,
        long pid,
        Path configFile,
        Path logFile,
        String identifier,
        Shown shown) {

    /// An upgrade in place.
    ///
    /// @param from the build before, for people
    public record Upgrade(Instant at, String from) {}

    /// One that holds nothing of the environment.
    public SupervisorInfo(
            String version,
            String build,
            Optional<Upgrade> upgrade,
            long pid,
            Path configFile,
            Path logFile,
            String identifier) {
        this(version, build, upgrade, pid, configFile, logFile, identifier, Shown.NOTHING);
    }

    /// One of which the version is all there is to tell.
    public SupervisorInfo(String version, long pid, Path configFile, Path logFile, String identifier) {
        this(version, "", Optional.empty(), pid, configFile, logFile, identifier);
    }

    /// The same for those who may not see the values of the environment.
    public SupervisorInfo withoutSecrets() {
        return new SupervisorInfo(version, build, upgrade, pid, configFile, shown.of(logFile), identifier);
    }
}
