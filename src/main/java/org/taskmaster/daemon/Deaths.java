package org.taskmaster.daemon;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.taskmaster.core.Input.Fact;
import org.taskmaster.core.Input.Group;
import org.taskmaster.core.ProcessState.Leader;
import org.taskmaster.core.ProcessState.Stopping;
import org.taskmaster.host.Host;
import org.taskmaster.host.HostEvent;
import org.taskmaster.model.LeftProcess;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Moment;

/// Takes the deaths of processes to the slots they belong to, and finds out when the last of a run is gone.
final class Deaths {

    /// So often is looked for the end of what ends without a word.
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Host host;
    private final Fleet fleet;
    private final Supervisor supervisor;
    private final Outputs outputs;
    private final Reporter reporter;
    private final Guard guard;
    private final FailedDeaths failed = new FailedDeaths();
    /// Those of whom an orphan died in this turn.
    private final Set<Slot> shrunk = new HashSet<>();
    /// Those whose leader was taken over and is dead: what is left of them ends without a word to us.
    private final Set<Slot> silent = new HashSet<>();
    /// Whether one died that is not known to belong to a slot.
    private boolean orphansReaped;

    Deaths(Host host, Fleet fleet, Supervisor supervisor, Outputs outputs, Reporter reporter, Guard guard) {
        this.host = host;
        this.fleet = fleet;
        this.supervisor = supervisor;
        this.outputs = outputs;
        this.reporter = reporter;
        this.guard = guard;
    }

    /// A process that was spawned has ended. One whose handling meets a defect is handled again later.
    void take(HostEvent.ChildDied death) {
        if (!guard.run(() -> handle(death))) {
            failed.add(death, host.now());
        }
    }

    /// An orphan that came to us has ended, which may have been the last of a run that is being stopped.
    void take(HostEvent.StrangerReaped orphan) {
        Optional<Slot> its = orphan.run().flatMap(fleet::withLive);
        its.ifPresentOrElse(shrunk::add, () -> orphansReaped = true);
        String text = its.map(slot -> "reaped pid " + orphan.pid() + ", which " + slot.name() + " had started")
                .orElseGet(() -> "reaped unknown pid " + orphan.pid());
        reporter.say(LogLevel.DEBUG, text + " (" + orphan.exit().text() + ")");
    }

    /// When there is something to do here, or `other` when that is earlier.
    Optional<Moment> orEarlier(Optional<Moment> other) {
        if (orphansReaped) {
            return Optional.of(host.now());
        }
        Optional<Moment> next = failed.orEarlier(other);
        Moment look = host.now().plus(LOOK);
        return silent.isEmpty() || next.filter(look::reached).isPresent() ? next : Optional.of(look);
    }

    /// Handles those again whose handling met a defect, when it is time.
    void handleFailedAgain() {
        failed.again(host.now(), death -> guard.run(() -> handle(death)));
    }

    /// Looks whether runs have ended of whom an orphan died. Comes after everything that is due, once for all
    /// that died in a turn.
    void lookForEndedRuns() {
        shrunk.addAll(silent);
        if (!orphansReaped && shrunk.isEmpty()) {
            return;
        }
        List<Slot> slots = orphansReaped ? List.copyOf(fleet.slots()) : List.copyOf(shrunk);
        orphansReaped = false;
        shrunk.clear();
        for (Slot slot : slots) {
            if (slot.state() instanceof Stopping stopping
                    && stopping.leader() instanceof Leader.Dead
                    && !host.runLives(stopping.id())) {
                supervisor.feed(slot, new Fact.GroupEnded(stopping.id()));
            }
        }
        silent.removeIf(
                slot -> !(slot.state() instanceof Stopping stopping && stopping.leader() instanceof Leader.Dead));
    }

    private void handle(HostEvent.ChildDied died) {
        Group group = died.othersLive() ? Group.LIVES : Group.EMPTY;
        Optional<LeftProcess> left =
                died.othersLive() ? host.left(died.id()).stream().findFirst() : Optional.empty();
        Optional<Slot> its = fleet.withLive(died.id());
        outputs.ended(died, its);
        its.ifPresent(slot -> {
            left.filter(LeftProcess::outside)
                    .ifPresent(process -> reporter.say(
                            LogLevel.WARN, slot.name() + " left " + process.text() + ", which is stopped, too"));
            supervisor.feed(slot, new Fact.Died(died.id(), died.exit(), group, died.ago(), left));
            if (died.othersLive() && slot.isAdopted(died.id())) {
                silent.add(slot);
            }
        });
    }
}
