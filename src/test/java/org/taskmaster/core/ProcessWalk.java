package org.taskmaster.core;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.taskmaster.core.Input.Fact;
import org.taskmaster.core.Input.Group;
import org.taskmaster.core.Input.Order;
import org.taskmaster.core.WalkRules.Violation;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;

/// A random life of one process in a small world: groups with a leader and others, deaths that are told
/// late, facts that are told twice, spawns that fail, processes that cannot be killed at first. The
/// world knows the truth; after every step the state is compared with it.
final class ProcessWalk {

    private static final int REMEMBERED = 20;

    private final Decider decider;
    private final Policy policy;
    private final long seed;
    private final Random random;
    private final WalkRules rules;

    private Moment now = new Moment(0);
    private ProcessState state = new ProcessState.Stopped(ProcessState.StopReason.NOT_STARTED);
    private Optional<Run> run = Optional.empty();
    private boolean spawnUnderWay;
    private Optional<ProcessId> stray = Optional.empty();
    private long incarnations;
    private final List<Fact> told = new ArrayList<>();
    private final Deque<Step> latest = new ArrayDeque<>();

    private record Step(Moment at, ProcessState before, Input input, Decision decision) {}

    /// The truth about the latest process group.
    private static final class Run {
        final ProcessId id;
        boolean leaderLives = true;
        boolean othersLive;
        boolean cannotBeKilled;
        ExitStatus exit = new ExitStatus.Unknown();
        Moment endedAt = new Moment(0);
        boolean deathTold;
        boolean knownGone;

        Run(ProcessId id, boolean othersLive, boolean cannotBeKilled) {
            this.id = id;
            this.othersLive = othersLive;
            this.cannotBeKilled = cannotBeKilled;
        }

        boolean lives() {
            return leaderLives || othersLive;
        }
    }

    ProcessWalk(Decider decider, Policy policy, long seed) {
        this.decider = decider;
        this.policy = policy;
        this.seed = seed;
        this.random = new Random(seed);
        this.rules = new WalkRules(policy);
    }

    /// Walks that many steps and then to the end of everything.
    void walk(int steps) {
        try {
            for (int i = 0; i < steps; i++) {
                step();
                compareWithTheWorld();
            }
            endEverything();
        } catch (Violation violation) {
            throw new AssertionError(story(String.valueOf(violation.getMessage())), violation);
        }
    }

    private void step() {
        int dice = random.nextInt(100);
        if (dice < 30 && !spawnUnderWay || dice < 10) {
            letTimePass();
        } else if (dice < 42) {
            feed(anyOrder());
        } else if (dice < 55) {
            run.filter(one -> one.leaderLives).ifPresent(this::leaderEnds);
        } else if (dice < 60) {
            run.ifPresent(one -> one.othersLive = false);
        } else if (dice < 90) {
            if (spawnUnderWay) {
                answerSpawn();
            } else {
                tellWhatHappened();
            }
        } else if (dice < 96 && !told.isEmpty()) {
            feed(told.get(random.nextInt(told.size())));
        } else {
            feed(new Fact.TimeUp());
        }
    }

    private void letTimePass() {
        Optional<Moment> deadline = state.deadline(policy);
        Duration some = Duration.ofMillis(random.nextInt(random.nextBoolean() ? 60 : 3_000));
        boolean toDeadline =
                random.nextInt(3) == 0 && deadline.isPresent() && deadline.get().reached(now);
        now = toDeadline ? deadline.get() : now.plus(some);
        if (random.nextInt(5) > 0) {
            feed(new Fact.TimeUp());
        }
    }

    private Order anyOrder() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2, 3 -> new Order.Start();
            case 4, 5 -> new Order.Stop();
            case 6 -> new Order.Restart();
            default -> new Order.Kill();
        };
    }

    private void leaderEnds(Run one) {
        int code = random.nextInt(4);
        end(
                one,
                switch (code) {
                    case 2 -> new ExitStatus.Killed(new Signal(11), true);
                    case 3 -> new ExitStatus.NeverRan("no such interpreter");
                    default -> new ExitStatus.Code(code);
                });
        one.othersLive &= random.nextBoolean();
    }

    private void end(Run one, ExitStatus exit) {
        if (one.leaderLives) {
            one.leaderLives = false;
            one.exit = exit;
            one.endedAt = now;
        }
    }

    private void tellWhatHappened() {
        if (run.isEmpty() || run.get().leaderLives || run.get().knownGone) {
            return;
        }
        Run one = run.get();
        if (!one.deathTold) {
            one.deathTold = true;
            one.knownGone = !one.othersLive;
            Group group = one.othersLive ? Group.LIVES : Group.EMPTY;
            tell(new Fact.Died(one.id, one.exit, group, now.since(one.endedAt), Optional.empty()));
        } else if (!one.othersLive) {
            tellGroupEnded(one);
        }
    }

    private void tellGroupEnded(Run one) {
        one.knownGone = one.deathTold;
        tell(new Fact.GroupEnded(one.id));
    }

    private void tell(Fact fact) {
        told.addLast(fact);
        if (told.size() > 6) {
            told.removeFirst();
        }
        feed(fact);
    }

    private void feed(Input input) {
        ProcessState before = state;
        Decision decision = decider.decide(policy, before, input, now);
        latest.addLast(new Step(now, before, input, decision));
        if (latest.size() > REMEMBERED) {
            latest.removeFirst();
        }
        rules.decided(before, input, decision, now);
        if (decision instanceof Decision.Next(var next, var effects)) {
            state = next;
            effects.forEach(effect -> perform(effect, input));
            if (spawnUnderWay && !(state instanceof ProcessState.Spawning)) {
                withdrawSpawn();
            }
        }
    }

    private void perform(Effect effect, Input cause) {
        switch (effect) {
            case Effect.Spawn _ -> spawn();
            case Effect.SignalGroup(ProcessId id, Signal signal) -> signal(id, signal, cause);
            case Effect.CheckGroup(ProcessId id) ->
                run.filter(one -> one.id.equals(id) && !one.lives()).ifPresent(this::tellGroupEnded);
            case Effect.Ended _, Effect.Passed _, Effect.Publish _ -> {
                // nothing happens in the world
            }
        }
    }

    private void spawn() {
        WalkRules.require(!spawnUnderWay, "nothing is spawned while a process is being made");
        WalkRules.require(run.filter(one -> !one.knownGone).isEmpty(), "never two live processes in one slot");
        rules.spawns(now);
        spawnUnderWay = true;
        if (random.nextInt(4) > 0) {
            answerSpawn();
        }
    }

    /// Nobody waits for the process any more; now and then it is there already.
    private void withdrawSpawn() {
        spawnUnderWay = false;
        if (random.nextInt(4) == 0) {
            ProcessId id = new ProcessId(4, ++incarnations);
            stray = Optional.of(id);
            feed(new Fact.Spawned(id));
            WalkRules.require(stray.isEmpty(), "a process that nobody waits for is killed");
        }
    }

    private void answerSpawn() {
        spawnUnderWay = false;
        if (random.nextInt(5) == 0) {
            feed(new Fact.SpawnFailed("out of memory"));
            return;
        }
        ProcessId id = new ProcessId(1 + random.nextInt(3), ++incarnations);
        run = Optional.of(new Run(id, random.nextInt(3) == 0, random.nextInt(20) == 0));
        feed(new Fact.Spawned(id));
    }

    private void signal(ProcessId id, Signal signal, Input cause) {
        if (stray.filter(id::equals).isPresent() && signal.equals(Signal.KILL)) {
            stray = Optional.empty();
            return;
        }
        WalkRules.require(
                run.filter(one -> one.id.equals(id) && !one.knownGone).isPresent(),
                "no signal to a group that is known to be gone");
        rules.signals(signal, cause, now);
        Run one = run.get();
        if (!one.lives()) {
            tellGroupEnded(one);
        } else if (signal.equals(Signal.KILL)) {
            one.cannotBeKilled &= random.nextBoolean();
            if (!one.cannotBeKilled) {
                end(one, new ExitStatus.Killed(Signal.KILL, false));
                one.othersLive = false;
            }
        } else if (random.nextBoolean()) {
            end(one, new ExitStatus.Killed(signal, false));
            one.othersLive &= random.nextInt(3) == 0;
        }
    }

    private void compareWithTheWorld() {
        Optional<ProcessId> live = state.live();
        WalkRules.require(
                live.isEmpty()
                        || run.filter(one -> one.id.equals(live.get()) && !one.knownGone)
                                .isPresent(),
                "a state has no process that is known to be gone");
        WalkRules.require(
                run.filter(Run::lives).isEmpty() || run.map(one -> one.id).equals(live),
                "no live process is forgotten");
    }

    private void endEverything() {
        feed(new Order.Stop());
        for (int i = 0; i < 100 && !state.rests(); i++) {
            tellWhatHappened();
            state.deadline(policy).filter(at -> at.reached(now)).ifPresent(at -> now = at);
            feed(new Fact.TimeUp());
        }
        WalkRules.require(state.rests(), "a stop comes to an end");
        compareWithTheWorld();
    }

    private String story(String rule) {
        return "broken: %s%nseed %d, %s%n%s"
                .formatted(
                        rule,
                        seed,
                        policy,
                        latest.stream()
                                .map(step -> "  %8.3f s  %s%n              %s%n              %s"
                                        .formatted(
                                                step.at().nanos() / 1e9,
                                                Rendering.of(step.before()),
                                                Rendering.of(step.input()),
                                                Rendering.of(step.before(), step.decision())))
                                .collect(Collectors.joining("\n")));
    }
}
