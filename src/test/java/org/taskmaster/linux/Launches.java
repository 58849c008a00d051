package org.taskmaster.linux;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Output;
import org.taskmaster.model.Stdin;

/// Launches for tests, changed one part at a time.
record Launches(Launch launch) {

    static Launches of(String... command) {
        return new Launches(new Launch(
                List.of(command),
                Map.of(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Stdin.NONE,
                new Output.Discard(),
                new Output.Discard()));
    }

    static Launches shell(String script) {
        return of("/bin/sh", "-c", script);
    }

    Launches environment(String name, String value) {
        Map<String, String> all = new HashMap<>(launch.environment());
        all.put(name, value);
        return new Launches(new Launch(
                launch.command(),
                all,
                launch.workingdir(),
                launch.umask(),
                launch.user(),
                launch.stdin(),
                launch.stdout(),
                launch.stderr()));
    }

    Launches in(Path workingdir) {
        return new Launches(new Launch(
                launch.command(),
                launch.environment(),
                Optional.of(workingdir),
                launch.umask(),
                launch.user(),
                launch.stdin(),
                launch.stdout(),
                launch.stderr()));
    }

    Launches umask(int umask) {
        return new Launches(new Launch(
                launch.command(),
                launch.environment(),
                launch.workingdir(),
                OptionalInt.of(umask),
                launch.user(),
                launch.stdin(),
                launch.stdout(),
                launch.stderr()));
    }

    Launches user(String user) {
        return new Launches(new Launch(
                launch.command(),
                launch.environment(),
                launch.workingdir(),
                launch.umask(),
                Optional.of(user),
                launch.stdin(),
                launch.stdout(),
                launch.stderr()));
    }

    Launches piped() {
        return new Launches(new Launch(
                launch.command(),
                launch.environment(),
                launch.workingdir(),
                launch.umask(),
                launch.user(),
                Stdin.PIPE,
                launch.stdout(),
                launch.stderr()));
    }

    /// With a terminal, which is logged to a file.
    Launches terminal(Output log) {
        return new Launches(new Launch(
                launch.command(),
                launch.environment(),
                launch.workingdir(),
                launch.umask(),
                launch.user(),
                Stdin.TERMINAL,
                log,
                log));
    }

    Launches to(Path stdout, Path stderr) {
        return new Launches(new Launch(
                launch.command(),
                launch.environment(),
                launch.workingdir(),
                launch.umask(),
                launch.user(),
                launch.stdin(),
                new Output.ToFile(stdout),
                new Output.ToFile(stderr)));
    }
}
