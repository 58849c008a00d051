package org.taskmaster.linux;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.taskmaster.host.HostEvent;
import org.taskmaster.host.HostEvent.ChildDied;
import org.taskmaster.linux.Children.Child;
import org.taskmaster.linux.Reaper.Reaped;
import org.taskmaster.model.ExitStatus;

/// Reaps children of ours that have died: those that a signal named at once, the others in a sweep.
final class ChildDeaths {

    /// How many deaths one sweep takes at most.
    private static final int MOST_SWEPT = 256;

    private final Children children;
    private final Reaper reaper;
    private final Runs runs;
    private final Spawner spawner;
    private final PseudoTerminals terminals;
    private Sweep sweep = Sweep.DUE;
    /// Whether what is taken now should have been taken long ago.
    private boolean late;

    private enum Sweep {
        /// SIGCHLD came in this turn.
        ASKED,
        DUE,
        DONE
    }

    ChildDeaths(Children children, Reaper reaper, Runs runs, Spawner spawner, PseudoTerminals terminals) {
        this.children = children;
        this.reaper = reaper;
        this.runs = runs;
        this.spawner = spawner;
        this.terminals = terminals;
    }

    /// Whether what is reaped from now on should have been reaped long ago.
    void areLate(boolean now) {
        late = now;
    }

    /// SIGCHLD came: others than the one that it named may have died, too.
    void askForSweep() {
        sweep = Sweep.ASKED;
    }

    /// Whether a sweep is still to be done.
    boolean areUnswept() {
        return sweep != Sweep.DONE;
    }

    /// Nothing, when it lives: one that stopped, or is dead but traced, which is reported to its tracer first,
    /// and to us by another SIGCHLD when that lets go.
    boolean reap(Child child, List<HostEvent> seen) {
        int pid = child.id().pid();
        Duration ago = late && reaper.isDead(pid) ? DeathTime.ago(pid) : Duration.ZERO;
        Optional<Reaped> reaped = reaper.reap(pid);
        if (reaped.isEmpty()) {
            return false;
        }
        // Reported before anything else can go wrong: a death is not seen twice.
        children.remove(child);
        ExitStatus exit = spawner.verdict(pid, reaped.get().exit());
        seen.add(new ChildDied(child.id(), exit, runs.outlives(child.id(), seen), ago));
        child.stdin().ifPresent(StdinPipe::close);
        terminals.remove(child.id());
        return true;
    }

    /// Looks for deaths that no signal named. Without SIGCHLD it is always time to look.
    ///
    /// @param signals whether SIGCHLD comes to us
    void sweepIfDue(boolean signals, List<HostEvent> seen) {
        if (sweep == Sweep.DONE && signals) {
            return;
        }
        // What is known is dealt with first: the sweep looks at every child there is.
        if (sweep == Sweep.ASKED && !seen.isEmpty()) {
            sweep = Sweep.DUE;
            return;
        }
        sweep = Sweep.DONE;
        for (int i = 0; i < MOST_SWEPT; i++) {
            int pid = reaper.someDeadChild();
            if (pid == 0 || !reapSwept(pid, seen)) {
                return;
            }
        }
        sweep = Sweep.DUE;
    }

    private boolean reapSwept(int pid, List<HostEvent> seen) {
        Optional<Child> child = children.find(pid);
        if (child.isPresent()) {
            return reap(child.get(), seen);
        }
        if (children.isHelper(pid)) {
            children.removeHelper(pid);
            return reaper.reap(pid).isPresent();
        }
        return runs.reapOrphan(pid, seen);
    }
}
