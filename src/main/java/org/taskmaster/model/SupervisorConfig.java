package org.taskmaster.model;

import java.nio.file.Path;
import java.util.Optional;

/// The `taskmaster:` section: settings of the supervisor itself.
///
/// @param user whom to become when started as root; empty: not configured
/// @param statedir where the supervisor keeps what it must remember
/// @param pidfile holds the pid of the supervisor, and is locked by it
/// @param identifier what distinguishes it from other supervisors
/// @param detachKeys what is typed to leave the terminal of a process
/// @param shown how all this is shown to people
public record SupervisorConfig(
        ActivityLogConfig log,
        Optional<String> user,
        Path statedir,
        Path pidfile,
        String identifier,
        DetachKeys detachKeys,
        ServerConfig server,
        Shown shown) {

    /// One that holds nothing of the environment.
    public SupervisorConfig(
            ActivityLogConfig log,
            Optional<String> user,
            Path statedir,
            Path pidfile,
            String identifier,
            DetachKeys detachKeys,
            ServerConfig server) {
        this(log, user, statedir, pidfile, identifier, detachKeys, server, Shown.NOTHING);
    }

    /// The identifier of a supervisor that was given none; supervisord's.
    public static final String DEFAULT_IDENTIFIER = "supervisor";
}
