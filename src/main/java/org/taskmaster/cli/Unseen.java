package org.taskmaster.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.taskmaster.client.Endpoint;
import org.taskmaster.config.SupervisorName;

/// A supervisor that runs although there is no socket to find it by.
final class Unseen {

    private static final int ROOT = 0;

    private Unseen() {}

    /// What to say about it; empty when nothing tells of one.
    static Optional<List<String>> lines(Whereabouts where) {
        if (where.configuration().isEmpty() || !(where.endpoint() instanceof Endpoint.Unix(Path socket))) {
            return Optional.empty();
        }
        int us = ourUid();
        return SupervisorName.find(where.configuration().get(), uid -> us == ROOT || uid == us || uid == ROOT)
                .map(holder -> lines(holder.pid(), where.configuration().get(), socket));
    }

    private static List<String> lines(OptionalLong pid, Path configuration, Path socket) {
        String who = pid.isPresent() ? " with pid " + pid.getAsLong() : "";
        String hangUp =
                pid.isPresent() ? "kill -HUP " + pid.getAsLong() : "send it SIGHUP, as the user it runs as or as root";
        return List.of(
                "a supervisor of " + configuration.toAbsolutePath().normalize() + " runs" + who
                        + ", but nobody listens at its socket " + socket,
                "a socket that was removed comes back by itself in a moment: try again; if it does not, see the activity"
                        + " log, and then: " + hangUp);
    }

    private static int ourUid() {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException _) {
            // Without /proc nothing is found either.
            return ROOT;
        }
    }
}
