package org.taskmaster.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.taskmaster.core.Input.Fact;
import org.taskmaster.core.Input.Group;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;

/// One process in virtual time: answers spawns, rings the bell, and keeps a list of what was done.
final class Trial {

    private Policy policy;
    private ProcessState state = new ProcessState.Stopped(ProcessState.StopReason.NOT_STARTED);
    private Moment now = new Moment(0);
    private Optional<String> spawnTrouble = Optional.empty();
    private int incarnation;
    private final List<Signal> signals = new ArrayList<>();
    private final List<Duration> spawns = new ArrayList<>();
    private final List<Decision.Refusal> refusals = new ArrayList<>();

    Trial(Policy policy) {
        this.policy = policy;
    }

    /// Every further spawn fails.
    Trial spawnsFail(String reason) {
        spawnTrouble = Optional.of(reason);
        return this;
    }

    Trial spawnsWork() {
        spawnTrouble = Optional.empty();
        return this;
    }

    /// Another policy is in force, as after a reload.
    Trial policy(Policy changed) {
        policy = changed;
        return this;
    }

    Trial order(Input.Order order) {
        return feed(order);
    }

    Trial start() {
        return feed(new Input.Order.Start());
    }

    Trial stop() {
        return feed(new Input.Order.Stop());
    }

    Trial restart() {
        return feed(new Input.Order.Restart());
    }

    /// The process that is up ends, and nothing of its group is left.
    Trial dies(ExitStatus exit) {
        return feed(new Fact.Died(id(), exit, Group.EMPTY));
    }

    Trial exits(int code) {
        return dies(new ExitStatus.Code(code));
    }

    /// The process that is up ends, others of its group do not.
    Trial leaderExits(int code) {
        return feed(new Fact.Died(id(), new ExitStatus.Code(code), Group.LIVES));
    }

    Trial groupEnds() {
        return feed(new Fact.GroupEnded(id()));
    }

    /// Time goes by; every deadline on the way rings.
    Trial passes(Duration duration) {
        Moment end = now.plus(duration);
        Optional<Moment> deadline = state.deadline(policy);
        while (deadline.isPresent() && end.reached(deadline.get())) {
            now = now.reached(deadline.get()) ? now : deadline.get();
            feed(new Fact.TimeUp());
            deadline = state.deadline(policy);
        }
        now = end;
        return this;
    }

    /// Time goes by up to the next deadline, and no further.
    Trial passesToDeadline() {
        Moment deadline = state.deadline(policy).orElseThrow(() -> new AssertionError("no deadline in " + state));
        return passes(deadline.since(now));
    }

    /// Time goes by, and the bell does not ring.
    Trial passesUnnoticed(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    Trial rings() {
        return feed(new Fact.TimeUp());
    }

    Trial feed(Input input) {
        switch (ProcessMachine.decide(policy, state, input, now)) {
            case Decision.Refused(var why) -> refusals.add(why);
            case Decision.Next(var next, var effects) -> {
                state = next;
                effects.forEach(this::perform);
            }
        }
        return this;
    }

    ProcessState state() {
        return state;
    }

    ProcessId id() {
        return state.live().orElseThrow(() -> new AssertionError("no process is up in " + state));
    }

    /// The signals sent, in order.
    List<Signal> signals() {
        return signals;
    }

    /// When processes were spawned, or were to be, counted from the beginning.
    List<Duration> spawns() {
        return spawns;
    }

    List<Decision.Refusal> refusals() {
        return refusals;
    }

    private void perform(Effect effect) {
        switch (effect) {
            case Effect.Spawn _ -> {
                spawns.add(now.since(new Moment(0)));
                feed(spawnTrouble
                        .<Fact>map(reason -> new Fact.SpawnFailed(reason))
                        .orElseGet(() -> new Fact.Spawned(new ProcessId(100, ++incarnation))));
            }
            case Effect.SignalGroup(ProcessId _, Signal signal) -> signals.add(signal);
            case Effect.CheckGroup _, Effect.Ended _, Effect.Passed _, Effect.Publish _ -> {
                // nothing to note
            }
        }
    }
}
