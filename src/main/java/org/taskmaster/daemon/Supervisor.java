package org.taskmaster.daemon;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.taskmaster.core.Decision;
import org.taskmaster.core.Effect;
import org.taskmaster.core.Input;
import org.taskmaster.core.Input.Fact;
import org.taskmaster.core.ProcessEvent;
import org.taskmaster.core.ProcessMachine;
import org.taskmaster.core.ProcessState;
import org.taskmaster.events.Event;
import org.taskmaster.host.Channels;
import org.taskmaster.host.Delivery;
import org.taskmaster.host.Host;
import org.taskmaster.host.HostEvent;
import org.taskmaster.host.SpawnResult;
import org.taskmaster.journal.End;
import org.taskmaster.journal.Journal;
import org.taskmaster.model.Autorestart;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;
import org.taskmaster.model.StartPolicy;
import org.taskmaster.model.StateName;

/// Asks the state machine what to do with an input, stores the answer and does it.
final class Supervisor {

    private static final Predicate<Slot> NOTHING = _ -> false;

    private final Host host;
    private final Outbox outbox;
    private final Reporter reporter;
    private final Fleet fleet;
    private final Deadlines deadlines;
    private final ActivePlans plans;
    private final Outputs outputs;
    private final Journal journal;
    private final Consumer<HostEvent> news;
    /// What stays down from now on when it is down.
    private Predicate<Slot> down = NOTHING;
    private boolean handsOver;
    /// What was being stopped by hand before that.
    private Set<Slot> stoppedByHand = Set.of();

    /// @param news where a death goes that is found while something else is done
    Supervisor(
            Reporter reporter,
            Fleet fleet,
            Deadlines deadlines,
            ActivePlans plans,
            Outputs outputs,
            Journal journal,
            Consumer<HostEvent> news) {
        this.host = reporter.host();
        this.outbox = reporter.outbox();
        this.reporter = reporter;
        this.fleet = fleet;
        this.deadlines = deadlines;
        this.plans = plans;
        this.outputs = outputs;
        this.journal = journal;
        this.news = news;
    }

    /// From now on, what ends by itself stays down, and so does what is down, or on its way there, and would be
    /// started again.
    void keepDown() {
        keepDown(_ -> true);
    }

    /// As [#keepDown], for good: a next supervisor is told so, should this be cut off.
    void end() {
        handsOver = false;
        journal.ends(End.STOPPING);
        keepDown();
    }

    private void keepDown(Predicate<Slot> which) {
        down = which;
        stoppedByHand = fleet.slots().stream()
                .filter(slot -> slot.state() instanceof ProcessState.Stopping(var _, var _, var _, var _, var then)
                        && then instanceof ProcessState.AfterStop.Rest)
                .collect(Collectors.toSet());
        for (Slot slot : fleet.slots().stream().filter(which).toList()) {
            boolean wouldComeUp = switch (slot.state()) {
                case ProcessState.Spawning _, ProcessState.Backoff _, ProcessState.Stopping _ -> true;
                case ProcessState.Stopped _,
                        ProcessState.Starting _,
                        ProcessState.Running _,
                        ProcessState.Exited _,
                        ProcessState.Fatal _ -> false;
            };
            if (wouldComeUp) {
                order(slot, new Input.Order.Stop());
            }
        }
    }

    /// From now on, what ends by itself is started again as its policy says.
    void restartAgain() {
        down = NOTHING;
        stoppedByHand = Set.of();
    }

    /// As [#keepDown], for what ends with the supervisor; a next one starts it again, and takes over the rest.
    ///
    /// @param how to whom
    /// @return why it would not know of it, so that nothing was done
    Optional<String> handOver(Predicate<Slot> which, End how) {
        // All of it: somebody may have cut the file off.
        fleet.slots().forEach(this::note);
        journal.ends(how);
        Optional<String> lack = journal.lack();
        if (lack.isEmpty()) {
            handsOver = true;
            keepDown(which);
        } else {
            journal.ends(End.NONE);
        }
        return lack;
    }

    /// Gives an order to a process as it is now.
    ///
    /// @return why it does not apply; empty when it was taken
    Optional<Decision.Refusal> order(Slot slot, Input.Order order) {
        hearOf(slot);
        return feed(slot, order);
    }

    /// The deadline of a process may have passed.
    void timeUp(Slot slot) {
        hearOf(slot);
        feed(slot, new Fact.TimeUp());
    }

    /// Feeds one input to one process and performs everything that follows from it.
    ///
    /// @return why an order does not apply; empty when it was taken, and for facts
    Optional<Decision.Refusal> feed(Slot slot, Input input) {
        Moment now = host.now();
        return switch (ProcessMachine.decide(policyOf(slot), slot.state(), input, now)) {
            case Decision.Refused(Decision.Refusal why) -> Optional.of(why);
            case Decision.Next(ProcessState next, List<Effect> effects) -> {
                if (effects.isEmpty() && next.equals(slot.state())) {
                    deadlines.update(slot, next.deadline(policyOf(slot)));
                } else {
                    become(slot, next, effects, now);
                }
                yield Optional.empty();
            }
        };
    }

    private void become(Slot slot, ProcessState next, List<Effect> effects, Moment now) {
        Optional<ProcessId> liveBefore = slot.state().live();
        slot.store(next, now, host.wallClock());
        fleet.noteChange(slot, liveBefore);
        if (!(next instanceof ProcessState.Spawning)) {
            // A start is written down when it is known which run it begins.
            note(slot);
            report(slot, next);
        }
        deadlines.update(slot, next.deadline(policyOf(slot)));
        try {
            effects.forEach(effect -> perform(slot, effect));
        } finally {
            // What an effect has fed back was seen already.
            if (slot.state() == next) {
                plans.stored(slot);
            }
        }
    }

    /// Writes down how it is with a process, for the next supervisor: what is done about it comes afterwards.
    ///
    /// What is stopped because the supervisor ends is not written down as stopped: should that be cut off, the next
    /// supervisor starts it as at every start, or sees its stop through and starts it again. Where the rest
    /// is handed over to it, it starts this, too.
    void note(Slot slot) {
        if (!down.test(slot) || stoppedByHand.contains(slot)) {
            journal.keep(slot.entry());
        } else if (!slot.state().rests()) {
            journal.keep(slot.entry().startedAgain());
        } else if (handsOver) {
            journal.keep(slot.entry().toBeStarted(host.now(), "the supervisor was replaced"));
        } else {
            journal.drop(slot.key());
        }
        journal.news().ifPresent(text -> reporter.say(LogLevel.WARN, text));
    }

    /// Reports a state to whoever follows the fleet, unless it is called as the one before.
    private void report(Slot slot, ProcessState state) {
        StateName before = slot.reported();
        StateName now = Slot.nameOf(state);
        slot.reported(now);
        if (outbox.isFollowed() && now != before) {
            outbox.publish(new Event.StateChanged(
                    host.wallClock(), slot.name(), before, now, Slot.pidOf(state), slot.detailOf(state)));
        }
    }

    /// Hears of the death of a process that has died already, though nobody has told so yet: else it would be
    /// found up and running, told to stop, or taken for a success, while it is dead.
    void hearOf(Slot slot) {
        slot.state().live().ifPresent(id -> host.takeDeath(id).forEach(news));
    }

    /// Takes changed settings into account: deadlines follow from them, and so does what is shown.
    void noteRetuned(Slot slot) {
        outputs.take(slot);
        note(slot);
        deadlines.update(slot, slot.state().deadline(policyOf(slot)));
        fleet.noteChange(slot, slot.state().live());
    }

    /// Takes a process into account that is in a state which was not decided on here.
    void refresh(Slot slot) {
        deadlines.update(slot, slot.state().deadline(policyOf(slot)));
    }

    /// Puts a process into a state that follows from what another supervisor has left undone.
    void restore(Slot slot, ProcessState state) {
        become(slot, state, List.of(), host.now());
    }

    /// A process leaves the fleet.
    void forget(Slot slot) {
        fleet.remove(slot);
        journal.drop(slot.key());
        outputs.forget(slot);
    }

    private void perform(Slot slot, Effect effect) {
        switch (effect) {
            case Effect.Spawn _ -> spawn(slot);
            case Effect.SignalGroup(ProcessId id, Signal signal) -> signalGroup(slot, id, signal);
            case Effect.CheckGroup(ProcessId id) -> {
                if (!host.runLives(id)) {
                    feed(slot, new Fact.GroupEnded(id));
                }
            }
            case Effect.Publish(ProcessEvent event) ->
                outbox.publish(new Event.OfProcess(host.wallClock(), slot.name(), event));
            case Effect.Ended(ExitStatus exit) -> {
                slot.remember(exit, host.wallClock());
                if (slot.state().rests()) {
                    note(slot);
                }
            }
            case Effect.Passed(ProcessState state) -> report(slot, state);
        }
    }

    /// Makes a process when its channels are there, which may take longer than this turn. An order to stop that comes
    /// before withdraws it.
    private void spawn(Slot slot) {
        long attempt = slot.beginAttempt();
        outputs.prepare(slot, prepared -> spawnLate(slot, attempt, prepared))
                .ifPresentOrElse(prepared -> feed(slot, spawned(slot, prepared)), () -> report(slot, slot.state()));
    }

    private void spawnLate(Slot slot, long attempt, Outputs.Prepared prepared) {
        if (slot.isSpawning(attempt)) {
            switch (prepared) {
                case Outputs.Prepared.Failed _ -> feed(slot, spawned(slot, prepared));
                // Its settings may have changed meanwhile.
                case Outputs.Prepared.Ready _ -> spawn(slot);
            }
        }
    }

    private Fact spawned(Slot slot, Outputs.Prepared prepared) {
        return switch (prepared) {
            case Outputs.Prepared.Failed(String reason) ->
                new Fact.SpawnFailed("its output cannot be taken: " + reason);
            case Outputs.Prepared.Ready(Channels channels) -> spawn(slot, channels);
        };
    }

    private Fact spawn(Slot slot, Channels channels) {
        slot.begin(host.wallClock(), host.nextRun());
        note(slot);
        return switch (host.spawn(slot.config().launch(), identityOf(slot), channels)) {
            case SpawnResult.Spawned(ProcessId id) -> {
                host.takeTerminal(id).ifPresent(terminal -> outputs.opened(slot, id, terminal));
                yield new Fact.Spawned(id);
            }
            case SpawnResult.SpawnFailed(String reason) ->
                new Fact.SpawnFailed(slot.config().launch().shown().of(reason));
        };
    }

    private void signalGroup(Slot slot, ProcessId id, Signal signal) {
        switch (host.signal(id, signal, Host.Reach.RUN)) {
            case Delivery.Delivered _ -> {
                // its death will be told
            }
            case Delivery.NoSuchProcess _ -> feed(slot, new Fact.GroupEnded(id));
            case Delivery.Refused(String reason) -> {
                slot.trouble("cannot be signalled: " + reason);
                fleet.noteChange(slot, slot.state().live());
                reporter.say(
                        LogLevel.CRITICAL,
                        "cannot send " + signal + " to " + slot.name() + " (" + id.pid() + "): " + reason);
            }
        }
    }

    /// What tells a program that it is supervised, by the names supervisord gave it
    /// (docs/reference/supervisord-facts.md#environment).
    private static Map<String, String> identityOf(Slot slot) {
        return Map.of(
                "SUPERVISOR_ENABLED", "1",
                "SUPERVISOR_PROCESS_NAME", slot.name().within(),
                "SUPERVISOR_GROUP_NAME", slot.name().group());
    }

    private Policy policyOf(Slot slot) {
        Policy policy = slot.config().policy();
        if (!down.test(slot)) {
            return policy;
        }
        return new Policy(
                policy.priority(),
                policy.autostart(),
                Autorestart.NEVER,
                policy.exitcodes(),
                new StartPolicy(policy.start().starttime(), 0),
                policy.stop());
    }
}
