package org.taskmaster.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.taskmaster.core.Decision.Next;
import org.taskmaster.core.Input.Fact;
import org.taskmaster.core.Input.Group;
import org.taskmaster.core.Input.Order;
import org.taskmaster.core.ProcessState.AfterStop;
import org.taskmaster.core.ProcessState.Leader;
import org.taskmaster.model.Autorestart;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;

/// Copies of the machine with one mistake each, by name. A walk that does not notice one is too tame.
final class BrokenMachines {

    private static final Decider SOUND = ProcessMachine::decide;

    private BrokenMachines() {}

    static Map<String, Decider> all() {
        Map<String, Decider> all = new LinkedHashMap<>();
        all.put("takes any death for its own", BrokenMachines::takesAnyDeathForItsOwn);
        all.put("takes the end of any group for that of its own", BrokenMachines::takesAnyGroupForItsOwn);
        all.put("starts while the old process is stopping", BrokenMachines::startsWhileStopping);
        all.put("never sends SIGKILL", BrokenMachines::neverKills);
        all.put("sends SIGKILL only once", BrokenMachines::killsOnlyOnce);
        all.put("kills without waiting", BrokenMachines::believesEveryBell);
        all.put("drops the pause before a retry", BrokenMachines::dropsThePause);
        all.put(
                "ignores startretries",
                (policy, state, input, now) ->
                        SOUND.decide(Policies.start(policy, policy.start().starttime(), 1_000), state, input, now));
        all.put("gives up one try too early", BrokenMachines::givesUpTooEarly);
        all.put("keeps the failures after a start by a person", BrokenMachines::keepsTheFailures);
        all.put("forgets that a start has failed", BrokenMachines::forgetsFailedStarts);
        all.put(
                "restarts under autorestart: never",
                (policy, state, input, now) ->
                        SOUND.decide(Policies.autorestart(policy, Autorestart.ALWAYS), state, input, now));
        all.put(
                "does not restart a crash",
                (policy, state, input, now) ->
                        SOUND.decide(Policies.autorestart(policy, Autorestart.NEVER), state, input, now));
        all.put("forgets the group its leader left behind", BrokenMachines::forgetsTheGroup);
        all.put("signals a group that is gone", BrokenMachines::signalsWhatIsGone);
        all.put("starts again after a stop", BrokenMachines::startsAfterAStop);
        all.put("starts what was to be refused", BrokenMachines::obeysWhatIsToBeRefused);
        all.put("spawns twice while it is spawning", BrokenMachines::spawnsTwice);
        all.put("forgets a process that was made after a stop", BrokenMachines::forgetsWhatItSpawned);
        all.put("forgets what a new run continues", BrokenMachines::losesTheStreak);
        all.put("spins when a program ends at once", BrokenMachines::spins);
        all.put("takes a late bell for a failed start", BrokenMachines::distrustsLateBells);
        all.put("judges a death by when it was told", BrokenMachines::judgesLateDeathsByTheirNews);
        all.put("loses an order to start", BrokenMachines::losesStarts);
        all.put("loses the deaths of what it stops", BrokenMachines::losesDeaths);
        all.put("takes a program that never ran for one that ended", BrokenMachines::takesNeverRanForAnEnd);
        return all;
    }

    private static Decision takesAnyDeathForItsOwn(Policy policy, ProcessState state, Input input, Moment now) {
        Input seen = input instanceof Fact.Died(var _, var exit, var group, var ago, var left)
                        && state.live().isPresent()
                ? new Fact.Died(state.live().get(), exit, group, ago, left)
                : input;
        return SOUND.decide(policy, state, seen, now);
    }

    private static Decision takesNeverRanForAnEnd(Policy policy, ProcessState state, Input input, Moment now) {
        Input seen = input instanceof Fact.Died(var id, ExitStatus.NeverRan _, var group, var _, var _)
                ? new Fact.Died(id, new ExitStatus.Code(127), group)
                : input;
        return SOUND.decide(policy, state, seen, now);
    }

    private static Decision takesAnyGroupForItsOwn(Policy policy, ProcessState state, Input input, Moment now) {
        Input seen = input instanceof Fact.GroupEnded && state.live().isPresent()
                ? new Fact.GroupEnded(state.live().get())
                : input;
        return SOUND.decide(policy, state, seen, now);
    }

    private static Decision startsWhileStopping(Policy policy, ProcessState state, Input input, Moment now) {
        boolean early = state instanceof ProcessState.Stopping && input instanceof Order.Start;
        return early
                ? Decision.next(new ProcessState.Spawning(Streak.NONE), new Effect.Spawn())
                : SOUND.decide(policy, state, input, now);
    }

    private static Decision neverKills(Policy policy, ProcessState state, Input input, Moment now) {
        return without(SOUND.decide(policy, state, input, now), isBell(input));
    }

    private static Decision killsOnlyOnce(Policy policy, ProcessState state, Input input, Moment now) {
        boolean again =
                state instanceof ProcessState.Stopping stopping && stopping.pressure() == ProcessState.Pressure.KILLED;
        return without(SOUND.decide(policy, state, input, now), again && isBell(input));
    }

    private static boolean isBell(Input input) {
        return input instanceof Fact.TimeUp;
    }

    private static Decision without(Decision decision, boolean kill) {
        return changed(decision, next -> {
            List<Effect> effects = new ArrayList<>(next.effects());
            effects.removeIf(effect ->
                    kill && effect instanceof Effect.SignalGroup(var _, var signal) && signal.equals(Signal.KILL));
            return new Next(next.state(), effects);
        });
    }

    /// The same decision, but for what is changed in it.
    private static Decision changed(Decision decision, UnaryOperator<Next> change) {
        return switch (decision) {
            case Decision.Refused refused -> refused;
            case Next next -> change.apply(next);
        };
    }

    private static Decision believesEveryBell(Policy policy, ProcessState state, Input input, Moment now) {
        boolean bell = state instanceof ProcessState.Stopping && input instanceof Fact.TimeUp;
        Policy hasty = Policies.stop(policy, policy.stop().stopsignal(), Duration.ZERO);
        return SOUND.decide(bell ? hasty : policy, state, input, now);
    }

    private static Decision dropsThePause(Policy policy, ProcessState state, Input input, Moment now) {
        return changed(
                SOUND.decide(policy, state, input, now),
                next -> next.state() instanceof ProcessState.Backoff(var _, var streak, var reason)
                        ? new Next(new ProcessState.Backoff(now, streak, reason), next.effects())
                        : next);
    }

    private static Decision givesUpTooEarly(Policy policy, ProcessState state, Input input, Moment now) {
        int retries = Math.max(0, policy.start().startretries() - 1);
        return SOUND.decide(Policies.start(policy, policy.start().starttime(), retries), state, input, now);
    }

    private static Decision keepsTheFailures(Policy policy, ProcessState state, Input input, Moment now) {
        return state instanceof ProcessState.Backoff backoff && input instanceof Order.Start
                ? Decision.next(new ProcessState.Spawning(backoff.streak()), new Effect.Spawn())
                : SOUND.decide(policy, state, input, now);
    }

    private static Decision forgetsFailedStarts(Policy policy, ProcessState state, Input input, Moment now) {
        return state instanceof ProcessState.Backoff && input instanceof Fact.TimeUp
                ? changed(
                        SOUND.decide(policy, state, input, now),
                        next -> next.state() instanceof ProcessState.Spawning
                                ? new Next(new ProcessState.Spawning(Streak.NONE), next.effects())
                                : next)
                : SOUND.decide(policy, state, input, now);
    }

    private static Decision forgetsTheGroup(Policy policy, ProcessState state, Input input, Moment now) {
        Input seen = input instanceof Fact.Died(var id, var exit, var _, var ago, var left)
                ? new Fact.Died(id, exit, Group.EMPTY, ago, left)
                : input;
        return SOUND.decide(policy, state, seen, now);
    }

    private static Decision signalsWhatIsGone(Policy policy, ProcessState state, Input input, Moment now) {
        boolean gone = state instanceof ProcessState.Stopping && input instanceof Fact.GroupEnded;
        return changed(
                SOUND.decide(policy, state, input, now),
                next -> gone && next.state().live().isEmpty()
                        ? next.after(new Effect.SignalGroup(state.live().orElse(new ProcessId(1, 0)), Signal.TERM))
                        : next);
    }

    private static Decision startsAfterAStop(Policy policy, ProcessState state, Input input, Moment now) {
        return state instanceof ProcessState.Stopping(var id, var since, var pressure, var leader, AfterStop.Rest _)
                ? SOUND.decide(
                        policy,
                        new ProcessState.Stopping(id, since, pressure, leader, new AfterStop.StartAgain()),
                        input,
                        now)
                : SOUND.decide(policy, state, input, now);
    }

    private static Decision obeysWhatIsToBeRefused(Policy policy, ProcessState state, Input input, Moment now) {
        boolean refused = input instanceof Order.Stop && state instanceof ProcessState.Exited;
        return refused
                ? Decision.next(new ProcessState.Spawning(Streak.NONE), new Effect.Spawn())
                : SOUND.decide(policy, state, input, now);
    }

    private static Decision spawnsTwice(Policy policy, ProcessState state, Input input, Moment now) {
        return state instanceof ProcessState.Spawning && input instanceof Order.Start
                ? Decision.next(state, new Effect.Spawn())
                : SOUND.decide(policy, state, input, now);
    }

    private static Decision forgetsWhatItSpawned(Policy policy, ProcessState state, Input input, Moment now) {
        return state instanceof ProcessState.Stopped && input instanceof Fact.Spawned
                ? Decision.ignored(state)
                : SOUND.decide(policy, state, input, now);
    }

    private static Decision losesTheStreak(Policy policy, ProcessState state, Input input, Moment now) {
        return state instanceof ProcessState.Spawning
                ? SOUND.decide(policy, new ProcessState.Spawning(Streak.NONE), input, now)
                : SOUND.decide(policy, state, input, now);
    }

    private static Decision spins(Policy policy, ProcessState state, Input input, Moment now) {
        return input instanceof Fact.Died && state instanceof ProcessState.Running(var id, var since, var _)
                ? SOUND.decide(policy, new ProcessState.Running(id, since, Streak.NONE), input, now)
                : SOUND.decide(policy, state, input, now);
    }

    private static Decision distrustsLateBells(Policy policy, ProcessState state, Input input, Moment now) {
        boolean death = state instanceof ProcessState.Starting && input instanceof Fact.Died;
        Policy slow = Policies.start(policy, Duration.ofDays(1), policy.start().startretries());
        return SOUND.decide(death ? slow : policy, state, input, now);
    }

    private static Decision judgesLateDeathsByTheirNews(Policy policy, ProcessState state, Input input, Moment now) {
        Input seen = input instanceof Fact.Died(var id, var exit, var group, var _, var _)
                ? new Fact.Died(id, exit, group)
                : input;
        return SOUND.decide(policy, state, seen, now);
    }

    private static Decision losesStarts(Policy policy, ProcessState state, Input input, Moment now) {
        return state instanceof ProcessState.Fatal && input instanceof Order.Start
                ? Decision.ignored(state)
                : SOUND.decide(policy, state, input, now);
    }

    private static Decision losesDeaths(Policy policy, ProcessState state, Input input, Moment now) {
        boolean lost = input instanceof Fact.Died
                && state instanceof ProcessState.Stopping stopping
                && stopping.leader() instanceof Leader.Alive;
        return lost ? Decision.ignored(state) : SOUND.decide(policy, state, input, now);
    }
}
