package org.taskmaster.core;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.taskmaster.core.Decision.Next;
import org.taskmaster.core.Input.Fact;
import org.taskmaster.core.Input.Group;
import org.taskmaster.core.Input.Order;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;

/// What must hold whatever happens, computed from what was seen and not from the machine's own books.
final class WalkRules {

    private static final Duration KILL_AGAIN = Duration.ofSeconds(1);
    private static final Duration NO_SPIN = Duration.ofMillis(100);

    private final Policy policy;
    private final Deque<Moment> automaticSpawns = new ArrayDeque<>();
    private boolean ordered;
    private boolean stopped = true;
    private int failures;
    private int failuresBefore;
    private Moment failedAt = new Moment(0);
    private Moment bornAt = new Moment(0);
    private boolean lastRunSucceeded;
    private Optional<Moment> signalledAt = Optional.empty();
    private boolean killed;

    /// A rule that was broken.
    static final class Violation extends RuntimeException {
        private static final long serialVersionUID = 1;

        Violation(String rule) {
            super(rule);
        }
    }

    WalkRules(Policy policy) {
        this.policy = policy;
    }

    static void require(boolean holds, String rule) {
        if (!holds) {
            throw new Violation(rule);
        }
    }

    /// Looks at one decision before its effects are performed.
    void decided(ProcessState before, Input input, Decision decision, Moment now) {
        note(before, input, now);
        noteOrder(before, input, decision instanceof Decision.Refused);
        Next next = switch (decision) {
            case Decision.Refused _ -> Decision.ignored(before);
            case Next taken -> taken;
        };
        boolean spawns = next.effects().stream().anyMatch(Effect.Spawn.class::isInstance);
        boolean down = before.live().isEmpty() && !(before instanceof ProcessState.Spawning);
        boolean asksForStart = input instanceof Order.Start || input instanceof Order.Restart;
        require(!(asksForStart && down) || spawns, "what is down is started when that is ordered");
        require(!spawns || next.state() instanceof ProcessState.Spawning, "a process is made while SPAWNING");
        checkState(before, next.state(), now);
        checkBell(input, next, now);
        checkEnd(before, input, next, spawns, now);
    }

    /// Looks at a spawn that is about to be done.
    void spawns(Moment now) {
        require(!stopped, "after a stop nothing is spawned before the next start or restart");
        if (ordered) {
            forgetFailures();
        } else {
            checkAutomaticSpawn(now);
        }
        ordered = false;
        failuresBefore = failures;
        bornAt = now;
        lastRunSucceeded = false;
        signalledAt = Optional.empty();
        killed = false;
    }

    private void forgetFailures() {
        failures = 0;
        failuresBefore = 0;
        automaticSpawns.clear();
    }

    /// Looks at a signal that is about to be sent because of `input`.
    void signals(Signal signal, Input input, Moment now) {
        if (signal.equals(Signal.KILL)) {
            boolean due = input instanceof Fact.TimeUp && isDue(now);
            require(input instanceof Order.Kill || due, "nothing is killed before its time is over");
        }
        signalledAt = Optional.of(now);
        killed = signal.equals(Signal.KILL);
    }

    private void note(ProcessState before, Input input, Moment now) {
        boolean up = before instanceof ProcessState.Spawning && input instanceof Fact.Spawned;
        if (up) {
            bornAt = now;
        }
        boolean startEnded = before instanceof ProcessState.Starting(var id, var _, var _) && isDeathOf(input, id);
        boolean outlivedStart = hasOutlivedStart(input, now);
        boolean bell = before instanceof ProcessState.Starting && input instanceof Fact.TimeUp;
        boolean neverRan = (before instanceof ProcessState.Starting || before instanceof ProcessState.Running)
                && before.live().filter(id -> isDeathOf(input, id)).isPresent()
                && input instanceof Fact.Died(var _, ExitStatus.NeverRan _, var _, var _, var _);
        if (neverRan) {
            failures = failuresBefore + 1;
            failedAt = now;
            lastRunSucceeded = false;
        } else if (input instanceof Fact.SpawnFailed || (startEnded && !outlivedStart)) {
            failures++;
            failedAt = now;
        } else if ((startEnded || bell || up) && outlivedStart) {
            failures = 0;
            lastRunSucceeded = true;
        }
    }

    private void noteOrder(ProcessState before, Input input, boolean refused) {
        switch (input) {
            case Order.Restart _ when before instanceof ProcessState.Spawning -> forgetFailures();
            case Order.Start _, Order.Restart _ -> {
                ordered |= !refused;
                stopped &= refused;
            }
            case Order.Stop _, Order.Kill _ -> {
                ordered = false;
                stopped = true;
            }
            case Fact _ -> {
                // not an order
            }
        }
    }

    private void checkState(ProcessState before, ProcessState next, Moment now) {
        boolean unchanged = next.equals(before);
        require(
                next.rests()
                        || next instanceof ProcessState.Spawning
                        || next.deadline(policy).isPresent()
                        || next.live().isPresent(),
                "what does not rest has a process, is to have one, or has a deadline");
        switch (next) {
            case ProcessState.Fatal _ ->
                require(
                        unchanged || failures == policy.start().startretries() + 1,
                        "FATAL comes after startretries + 1 failed starts in a row");
            case ProcessState.Backoff backoff -> {
                require(failures <= policy.start().startretries(), "no retry beyond startretries");
                require(backoff.streak().failedStarts() == failures, "every failed start is counted, once");
            }
            case ProcessState.Starting starting ->
                require(starting.streak().failedStarts() == failures, "a start by a person forgets the failures");
            case ProcessState.Running _ ->
                require(now.since(bornAt).compareTo(policy.start().starttime()) >= 0, "RUNNING comes after starttime");
            case ProcessState.Stopped _, ProcessState.Spawning _, ProcessState.Stopping _, ProcessState.Exited _ -> {
                // judged by what comes of it
            }
        }
    }

    private void checkBell(Input input, Next decision, Moment now) {
        if (input instanceof Fact.TimeUp && decision.state() instanceof ProcessState.Stopping && isDue(now)) {
            require(
                    decision.effects().stream()
                            .anyMatch(effect -> effect instanceof Effect.SignalGroup(var _, var signal)
                                    && signal.equals(Signal.KILL)),
                    "what is not gone in time is killed, again and again");
        }
    }

    private void checkEnd(ProcessState before, Input input, Next decision, boolean spawns, Moment now) {
        boolean own = (before instanceof ProcessState.Running || before instanceof ProcessState.Starting)
                && before.live().filter(id -> isDeathOf(input, id)).isPresent();
        boolean success = hasOutlivedStart(input, now);
        if (own
                && success
                && input instanceof Fact.Died(var _, var exit, var group, var _, var _)
                && group == Group.EMPTY
                && !(exit instanceof ExitStatus.NeverRan)) {
            boolean again = spawns || decision.state() instanceof ProcessState.Backoff;
            require(again == restarts(exit), "autorestart decides what follows the end of a successful run");
        }
    }

    private void checkAutomaticSpawn(Moment now) {
        if (lastRunSucceeded) {
            require(
                    restarts(new ExitStatus.Unknown()),
                    "autorestart: never does not restart what had started successfully");
        }
        require(
                failures == 0 || now.since(failedAt).toSeconds() >= failures,
                "a retry waits as many seconds as starts have failed");
        automaticSpawns.addLast(now);
        if (automaticSpawns.size() == 3) {
            Moment first = automaticSpawns.removeFirst();
            require(now.since(first).compareTo(NO_SPIN) >= 0, "three restarts in a row take 100 ms or more");
        }
    }

    private boolean isDue(Moment now) {
        Duration patience = killed ? KILL_AGAIN : policy.stop().stoptime();
        return signalledAt.filter(at -> now.since(at).compareTo(patience) >= 0).isPresent();
    }

    private boolean restarts(ExitStatus exit) {
        return switch (policy.autorestart()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case UNEXPECTED -> !policy.expects(exit);
        };
    }

    /// How long a process lived counts, not when its death was told.
    private boolean hasOutlivedStart(Input input, Moment now) {
        Moment at = input instanceof Fact.Died died ? now.plus(died.ago().negated()) : now;
        return at.since(bornAt).compareTo(policy.start().starttime()) >= 0;
    }

    private static boolean isDeathOf(Input input, ProcessId id) {
        return input instanceof Fact.Died(var dead, var _, var _, var _, var _) && dead.equals(id);
    }
}
