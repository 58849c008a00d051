package org.taskmaster.model;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Everything the kernel needs to start a process, and where its output goes then. A change needs a
/// restart to take effect, unless it is one that [#goesOnAs] allows.
///
/// @param command the words of the command, the first of which names the program; never empty
/// @param environment what the configuration adds to, or replaces in, the supervisor's own environment, in
///     its order
/// @param workingdir empty: the supervisor's own
/// @param umask empty: the supervisor's own; else 0 to 0777
/// @param user empty: the supervisor's own
/// @param shown how all this is shown to people; makes no difference otherwise
public record Launch(
        List<String> command,
        Map<String, String> environment,
        Optional<Path> workingdir,
        OptionalInt umask,
        Optional<String> user,
        Stdin stdin,
        Output stdout,
        Output stderr,
        Shown shown) {

    /// One that holds nothing of the environment.
    public Launch(
            List<String> command,
            Map<String, String> environment,
            Optional<Path> workingdir,
            OptionalInt umask,
            Optional<String> user,
            Stdin stdin,
            Output stdout,
            Output stderr) {
        this(command, environment, workingdir, umask, user, stdin, stdout, stderr, Shown.asItIs(command));
    }

    /// One that inherits everything, has no input, and whose output goes nowhere.
    public static Launch of(List<String> command) {
        return new Launch(
                command,
                Map.of(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Stdin.NONE,
                new Output.Discard(),
                new Output.Discard());
    }

    public Launch {
        command = List.copyOf(command);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a command needs at least one word");
        }
    }

    /// Where it writes to `stream`.
    public Output output(Stream stream) {
        return switch (stream) {
            case STDOUT -> stdout;
            case STDERR -> stderr;
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Launch launch
                && command.equals(launch.command)
                && environment.equals(launch.environment)
                && workingdir.equals(launch.workingdir)
                && umask.equals(launch.umask)
                && user.equals(launch.user)
                && stdin == launch.stdin
                && stdout.equals(launch.stdout)
                && stderr.equals(launch.stderr);
    }

    @Override
    public int hashCode() {
        return Objects.hash(command, environment, workingdir, umask, user, stdin, stdout, stderr);
    }

    /// Whether both streams go one way: into the same file, or through the same channel. They are then
    /// kept in the order in which they are written.
    public boolean joined() {
        return Output.joined(stdout, stderr);
    }

    /// Whether a process that was started so can go on under `other`. It can when all that differs is
    /// what the supervisor does with output that goes through it: the channels that the process holds
    /// stay the same.
    public boolean goesOnAs(Launch other) {
        return command.equals(other.command)
                && environment.equals(other.environment)
                && workingdir.equals(other.workingdir)
                && umask.equals(other.umask)
                && user.equals(other.user)
                && stdin == other.stdin
                && joined() == other.joined()
                && stdout.goesOnAs(other.stdout)
                && stderr.goesOnAs(other.stderr);
    }
}
