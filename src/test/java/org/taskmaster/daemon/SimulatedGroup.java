package org.taskmaster.daemon;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.taskmaster.daemon.Behaviour.Appetite;
import org.taskmaster.daemon.Behaviour.Leaves;
import org.taskmaster.host.StdinResult;
import org.taskmaster.host.Terminal;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.LeftProcess;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;
import org.taskmaster.model.Stdin;

/// A process group, and the truth about it.
final class SimulatedGroup {

    /// As on Linux.
    private static final int PIPE_BYTES = 64 * 1024;

    final ProcessId id;
    final String command;
    final Behaviour behaviour;
    final long run;
    boolean leaderLives = true;
    boolean othersLive;
    boolean stopped;
    /// What was sent to it while it was stopped.
    final List<Signal> pending = new ArrayList<>();
    /// What came by its standard input; empty when that is neither a pipe nor a terminal.
    final Optional<ByteArrayOutputStream> stdin;

    Optional<Terminal> terminal;

    SimulatedGroup(ProcessId id, String command, Behaviour behaviour, Stdin stdin, long run) {
        this.id = id;
        this.stdin = stdin == Stdin.NONE ? Optional.empty() : Optional.of(new ByteArrayOutputStream());
        this.terminal = stdin == Stdin.TERMINAL ? Optional.of(new SimulatedTerminal()) : Optional.empty();
        this.command = command;
        this.behaviour = behaviour;
        this.run = run;
        this.othersLive = behaviour.leaves() != Leaves.NOTHING;
    }

    /// Bytes come by its standard input. Who reads does so at once.
    StdinResult write(byte[] bytes) {
        if (stdin.isEmpty()) {
            return new StdinResult.NoPipe();
        }
        int unread =
                behaviour.appetite() instanceof Appetite.Nothing ? stdin.get().size() : 0;
        int waiting = Math.max(0, unread - PIPE_BYTES);
        if (waiting + bytes.length > StdinResult.MOST_WAITING) {
            return new StdinResult.Full(waiting);
        }
        if (behaviour.appetite() instanceof Appetite.Closed) {
            return new StdinResult.Closed();
        }
        stdin.get().writeBytes(bytes);
        return new StdinResult.Taken();
    }

    /// How it ends, when it has read all that it wanted.
    Optional<ExitStatus> hasReadEnough() {
        return stdin.isPresent()
                        && behaviour.appetite() instanceof Appetite.UpTo(int enough, int code)
                        && stdin.get().size() >= enough
                ? Optional.of(new ExitStatus.Code(code))
                : Optional.empty();
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
