package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.taskmaster.host.HostEvent;
import org.taskmaster.host.HostEvent.ChildDied;
import org.taskmaster.linux.Children.Child;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Stdin;

/// The processes that other supervisors had started, in the queue that the loop sleeps on.
final class AdoptedProcesses {

    /// In their tokens, above their pids.
    private static final long TOKEN = 1L << 32;

    private final Libc libc;
    private final Arena arena;
    private final Epoll epoll;
    private final Children children;
    private final Runs runs;
    private final PseudoTerminals terminals;
    private final Block writing;
    /// Those that are dead, and it is not known yet how they ended.
    private final List<Child> unexplained = new ArrayList<>();

    /// @param writing what the kernel is given to write, for the moment of a call
    AdoptedProcesses(
            Libc libc,
            Arena arena,
            Epoll epoll,
            Children children,
            Runs runs,
            PseudoTerminals terminals,
            Block writing) {
        this.libc = libc;
        this.arena = arena;
        this.epoll = epoll;
        this.children = children;
        this.runs = runs;
        this.terminals = terminals;
        this.writing = writing;
    }

    /// As [org.taskmaster.host.Host#adopt].
    boolean adopt(ProcessId id, long run, Stdin stdin) {
        runs.adopt(id, run);
        Optional<AdoptedProcess> process = AdoptedProcess.open(libc, arena, id, stdin);
        process.ifPresent(adopted -> {
            Optional<StdinPipe> pipe = adopted.openStdin().map(end -> new StdinPipe(end, epoll, id.pid(), writing));
            children.add(new Child(id, pipe, process));
            terminals.claim(id, run);
            LinuxError.check(
                    epoll.add(adopted.descriptor(), TOKEN | id.pid()), "epoll_ctl", "watching a process taken over");
        });
        if (process.isEmpty()) {
            runs.diedUnseen(id);
            terminals.abandon(run);
        }
        return process.isPresent();
    }

    /// As [org.taskmaster.host.Host#keep].
    boolean keep(ProcessId id, long run, Stdin stdin) {
        if (!ProcessTree.isChild(id)) {
            return false;
        }
        runs.adopt(id, run);
        Optional<StdinPipe> pipe = AdoptedProcess.open(libc, arena, id, stdin).flatMap(process -> {
            try (process) {
                return process.openStdin().map(end -> new StdinPipe(end, epoll, id.pid(), writing));
            }
        });
        children.add(new Child(id, pipe, Optional.empty()));
        terminals.claim(id, run);
        return true;
    }

    /// Whether a token, which is none of the negative ones, is that of one of these.
    static boolean owns(long token) {
        return (token & TOKEN) != 0;
    }

    /// Something has happened to the one whose token this is.
    void take(long token, List<HostEvent> seen) {
        children.find((int) token).ifPresent(child -> bury(child, seen));
    }

    /// Whether [#lookAgain] has to be called every now and then.
    boolean someAreUnexplained() {
        return !unexplained.isEmpty();
    }

    /// Looks whether it is known meanwhile how the dead ones ended.
    void lookAgain(List<HostEvent> seen) {
        List.copyOf(unexplained).forEach(child -> bury(child, seen));
    }

    /// Reports a death, as soon as it is known how it came. Meanwhile the descriptor, which goes on to say that its
    /// process is dead, is not in the queue.
    void bury(Child child, List<HostEvent> seen) {
        Optional<AdoptedProcess> adopted = child.adopted().filter(AdoptedProcess::isDead);
        if (adopted.isEmpty()) {
            return;
        }
        boolean known = unexplained.contains(child);
        if (!known) {
            epoll.remove(adopted.get().descriptor());
        }
        Optional<ExitStatus> exit = adopted.get().exit();
        if (exit.isPresent()) {
            unexplained.remove(child);
            children.remove(child);
            child.stdin().ifPresent(StdinPipe::close);
            terminals.remove(child.id());
            adopted.get().close();
            seen.add(new ChildDied(child.id(), exit.get(), runs.outlives(child.id(), seen), Duration.ZERO));
        } else if (!known) {
            unexplained.add(child);
        }
    }
}
