package org.taskmaster.main;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.taskmaster.control.SupervisorInfo.Upgrade;
import org.taskmaster.daemon.Successor;
import org.taskmaster.http.Server;
import org.taskmaster.linux.KeptDescriptor;
import org.taskmaster.main.CommandLine.Face;
import org.taskmaster.model.SupervisorConfig;

/// How builds of the supervisor follow one another in this process: what the one before has left, and what this one
/// leaves.
///
/// ```
///   this build ─ Rehearsals ─▶ the next one, as a process of its own: RehearsedStart
///       │ ◀──────────────────── how to become it, or why it cannot go on
///       │ what runs is handed over; all is closed but what is Carried
///       └─ execve ─▶ the next one, in this process: takes what is carried, and what the journal tells
/// ```
final class Succession {

    private final String program;
    private final Path file;
    private final Launcher launcher;
    private final Optional<Carried> former = Carried.ofThisProcess();
    private boolean root;
    private Optional<Rehearsals> rehearsals = Optional.empty();
    private Optional<Departure> departure = Optional.empty();

    /// Who follows, and with what.
    private record Departure(NextBuild next, Carried carried) {}

    /// @param file the configuration
    Succession(String program, Path file, Launcher launcher) {
        this.program = program;
        this.file = file.toAbsolutePath();
        this.launcher = launcher;
        former.ifPresent(Carried::takeDescriptors);
    }

    /// What the supervisor has left that this process was.
    Optional<Carried> former() {
        return former;
    }

    /// The machine that the start finds.
    Machine machine() {
        Machine machine =
                former.isPresent() ? Machine.goingOn(file, former.get().root()) : Machine.atStart(file);
        root = former.map(Carried::root).orElse(machine.maySwitchUser());
        return machine;
    }

    /// When this process became this build, and which one it was before.
    Optional<Upgrade> note() {
        return former.map(it -> new Upgrade(Instant.now(), it.name()));
    }

    /// What stood at the prompt of the supervisor that this process was.
    Optional<String> lineLeft() {
        return former.map(Carried::line);
    }

    /// Has other builds rehearse, until the supervisor ends.
    Rehearsals rehearsals(SupervisorConfig config, Face face) {
        // What a reader of plain lines has read ahead would be lost.
        Optional<String> objection = face == Face.SHELL && !TerminalSide.isOnTerminal()
                ? Optional.of("its commands are read from a pipe or a file, and some may have been read ahead")
                : Optional.empty();
        Rehearsals all = new Rehearsals(program, words(face), carried(config, Map.of(), ""), objection);
        rehearsals = Optional.of(all);
        return all;
    }

    /// What a start has that goes on as this one: relative names meant what they meant at our start.
    private List<String> words(Face face) {
        return switch (face) {
            case SHELL -> List.of(file.toString());
            case NO_SHELL ->
                program.equals(Taskmasterd.NAME)
                        ? List.of("-n", "-c", file.toString())
                        : List.of("--no-shell", file.toString());
            case DETACHED -> {
                List<String> words = new ArrayList<>(List.of(Taskmasterd.DETACHED, "-c", file.toString()));
                words.addAll(launcher.guarded());
                yield words;
            }
        };
    }

    /// From now on this process is to become another build when it ends. Comes before anything is closed but the shell.
    ///
    /// @param line what stands at its prompt
    void leave(Successor successor, SupervisorConfig config, Server server, Held held, String line) {
        Map<String, List<Integer>> descriptors = new HashMap<>(held.leave());
        List<Integer> addresses = server.leave();
        // What is closed with the server stays open by another number.
        descriptors.put(Carried.SOCKET, List.of(KeptDescriptor.another(addresses.getFirst())));
        if (addresses.size() > 1) {
            descriptors.put(Carried.PORT, List.of(KeptDescriptor.another(addresses.get(1))));
        }
        departure = Optional.of(new Departure((NextBuild) successor, carried(config, descriptors, line)));
    }

    private Carried carried(SupervisorConfig config, Map<String, List<Integer>> descriptors, String line) {
        return new Carried(Carried.places(config), Build.name(), root, descriptors, line);
    }

    /// Becomes the other build, if one is to follow; all else has ended.
    ///
    /// @param status what this process is to end with, if none is
    int end(int status) {
        rehearsals.ifPresent(Rehearsals::end);
        if (departure.isEmpty()) {
            return status;
        }
        String why = departure.get().next().become(departure.get().carried());
        Console.complain(program + ": this process could not become "
                + departure.get().next().name() + ": " + why + "; what runs goes on, and the next start takes it over");
        return Main.NOT_UPGRADED;
    }
}
