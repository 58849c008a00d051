package org.taskmaster.daemon;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.taskmaster.daemon.Behaviour.Leaves;
import org.taskmaster.host.Terminal;
import org.taskmaster.model.LeftProcess;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;
import org.taskmaster.model.Stdin;

/// A process group, and the truth about it.
final class SimulatedGroup {
    final ProcessId id;
    final String command;
    final Behaviour behaviour;
    boolean leaderLives = true;
    boolean othersLive;
    boolean stopped;
    /// What was sent to it while it was stopped.
    final List<Signal> pending = new ArrayList<>();
    /// What came by its standard input; empty when that is neither a pipe nor a terminal.
    final Optional<ByteArrayOutputStream> stdin;

    Optional<Terminal> terminal;

    SimulatedGroup(ProcessId id, String command, Behaviour behaviour, Stdin stdin) {
        this.id = id;
        this.stdin = stdin == Stdin.NONE ? Optional.empty() : Optional.of(new ByteArrayOutputStream());
        this.terminal = stdin == Stdin.TERMINAL ? Optional.of(new SimulatedTerminal()) : Optional.empty();
        this.command = command;
        this.behaviour = behaviour;
        this.othersLive = behaviour.leaves() != Leaves.NOTHING;
    }

    Optional<Terminal> takeTerminal() {
        Optional<Terminal> taken = terminal;
        terminal = Optional.empty();
        return taken;
    }

    /// Those of it that are left when its leader is dead.
    List<LeftProcess> left() {
        return othersLive
                ? List.of(new LeftProcess(id.pid() + 1_000, "left", behaviour.leaves() == Leaves.OUTSIDE))
                : List.of();
    }

    /// It is not stopped any more.
    ///
    /// @return what was sent to it meanwhile
    List<Signal> goOn() {
        stopped = false;
        List<Signal> taken = List.copyOf(pending);
        pending.clear();
        return taken;
    }

    boolean lives() {
        return leaderLives || othersLive;
    }
}
