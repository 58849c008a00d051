package org.taskmaster.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.taskmaster.client.Endpoint;
import org.taskmaster.config.SupervisorName;
import org.taskmaster.model.ShellWord;

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
        String runs = "a supervisor of " + configuration.toAbsolutePath().normalize() + " runs" + who
                + ", but nobody listens at its socket " + socket;
        Optional<Path> other = inTheWay(socket);
        if (other.isPresent()) {
            String place = ShellWord.of(other.get());
            return List.of(
                    runs,
                    "something else is in the place of " + other.get() + ": mv " + place + " "
                            + ShellWord.of(other.get() + ".aside") + (pid.isPresent() ? " && " : "; then ") + hangUp);
        }
        return List.of(
                runs,
                "a socket that was removed comes back by itself in a moment: try again; if it does not, see the activity"
                        + " log, and then: " + hangUp);
    }

    /// What is no socket, or no directory, where there should be.
    private static Optional<Path> inTheWay(Path socket) {
        Path directory = Objects.requireNonNullElse(socket.toAbsolutePath().getParent(), socket);
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(directory)) {
            return Optional.of(directory);
        }
        boolean other = Files.isDirectory(socket, LinkOption.NOFOLLOW_LINKS)
                || Files.isRegularFile(socket, LinkOption.NOFOLLOW_LINKS)
                || Files.isSymbolicLink(socket);
        return other ? Optional.of(socket.toAbsolutePath()) : Optional.empty();
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
