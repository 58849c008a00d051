package org.taskmaster.core;

import java.time.Duration;
import org.taskmaster.core.Decision.Next;
import org.taskmaster.core.Decision.Refusal;
import org.taskmaster.core.Decision.Refused;
import org.taskmaster.core.Effect.CheckGroup;
import org.taskmaster.core.Effect.Ended;
import org.taskmaster.core.Effect.Passed;
import org.taskmaster.core.Effect.Publish;
import org.taskmaster.core.Effect.SignalGroup;
import org.taskmaster.core.Effect.Spawn;
import org.taskmaster.core.Input.Fact;
import org.taskmaster.core.Input.Order;
import org.taskmaster.core.ProcessState.AfterStop;
import org.taskmaster.core.ProcessState.Backoff;
import org.taskmaster.core.ProcessState.Death;
import org.taskmaster.core.ProcessState.Exited;
import org.taskmaster.core.ProcessState.Fatal;
import org.taskmaster.core.ProcessState.Leader;
import org.taskmaster.core.ProcessState.Phase;
import org.taskmaster.core.ProcessState.Pressure;
import org.taskmaster.core.ProcessState.Running;
import org.taskmaster.core.ProcessState.Spawning;
import org.taskmaster.core.ProcessState.Starting;
import org.taskmaster.core.ProcessState.StopReason;
import org.taskmaster.core.ProcessState.Stopped;
import org.taskmaster.core.ProcessState.Stopping;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.LeftProcess;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;

/// Decides what becomes of one process when something happens to it.
///
/// ```
///              start                 up for starttime
///   STOPPED ──────────▶ STARTING ─────────────────────▶ RUNNING
///   EXITED  ◀────┐        │  ▲                            │ │
///   FATAL   ◀──┐ │        │  │ time is up                 │ │ ends by itself
///              │ │        ▼  │                            │ ▼
///              │ └─────── BACKOFF ◀──── pause ──────── restart? ──▶ EXITED
///              │ gave up                                  │
///              └──────────                    stop        ▼
///   STOPPED ◀─────────────────── STOPPING ◀───────────────┘
/// ```
///
/// The rules are supervisord's (docs/reference/supervisord-facts.md) but for four that hurt its users:
///
/// - A run ends when all that belongs to it is gone: its process group, its session, and what bears its mark. A
///   leader that dies and leaves others behind is STOPPING until they are gone too, so two generations of a
///   program never meet.
/// - A start or a stop by a person forgets earlier failures.
/// - A program that ends at once, again and again, after what counts as a successful start is restarted with
///   growing pauses ([Streak#restartPause]).
/// - An order that makes sense while something else is going on is taken: `start` while STOPPING starts
///   afterwards, `start` in BACKOFF starts now.
///
/// A start is `Spawning`, STARTING in words, from the decision to make a process until it is known whether there is
/// one: the state carries what the new run continues, and whatever comes meanwhile has an answer.
public final class ProcessMachine {

    private ProcessMachine() {}

    /// What follows from `input` in `state`. Every pair has an answer; most are [Decision#ignored].
    public static Decision decide(Policy policy, ProcessState state, Input input, Moment now) {
        return switch (state) {
            case Stopped stopped -> whileResting(stopped, input);
            case Exited exited -> whileResting(exited, input);
            case Fatal fatal -> whileResting(fatal, input);
            case Spawning spawning -> whileSpawning(policy, spawning, input, now);
            case Starting starting -> whileStarting(policy, starting, input, now);
            case Running running -> whileRunning(policy, running, input, now);
            case Backoff backoff -> whileBackingOff(policy, backoff, input, now);
            case Stopping stopping -> whileStopping(policy, stopping, input, now);
        };
    }

    /// STOPPED, EXITED and FATAL differ in what they tell, not in what they do.
    private static Decision whileResting(ProcessState resting, Input input) {
        return switch (input) {
            case Order.Start _, Order.Restart _ -> spawn(Streak.NONE);
            case Order.Stop _, Order.Kill _ -> new Refused(Refusal.NOT_RUNNING);
            case Fact.Spawned(ProcessId stray) -> killStray(resting, stray);
            case Fact.SpawnFailed _, Fact.Died _, Fact.GroupEnded _, Fact.TimeUp _ -> Decision.ignored(resting);
        };
    }

    /// An order to stop that comes before the process is made leaves nothing to stop: one that is made all the
    /// same is a stray.
    private static Decision whileSpawning(Policy policy, Spawning spawning, Input input, Moment now) {
        return switch (input) {
            case Order.Start _ -> new Refused(Refusal.ALREADY_STARTED);
            case Order.Restart _ -> Decision.next(new Spawning(Streak.NONE));
            case Order.Stop _, Order.Kill _ -> cancelled();
            case Fact.Spawned(ProcessId id) -> spawned(policy, id, spawning.streak(), now);
            case Fact.SpawnFailed(String reason) -> spawnFailed(policy, reason, spawning.streak(), now);
            case Fact.Died _, Fact.GroupEnded _, Fact.TimeUp _ -> Decision.ignored(spawning);
        };
    }

    private static Decision whileStarting(Policy policy, Starting starting, Input input, Moment now) {
        return switch (input) {
            case Order.Start _ -> new Refused(Refusal.ALREADY_STARTED);
            case Order.Stop _ -> ask(policy, starting.id(), new AfterStop.Rest(), now);
            case Order.Restart _ -> ask(policy, starting.id(), new AfterStop.StartAgain(), now);
            case Order.Kill _ -> kill(starting.id(), new Leader.Alive(), new AfterStop.Rest(), now);
            case Fact.Spawned(ProcessId stray) -> killStray(starting, stray);
            case Fact.SpawnFailed _, Fact.GroupEnded _ -> Decision.ignored(starting);
            case Fact.Died died
            when died.id().equals(starting.id()) -> died(policy, died, deathOf(policy, starting, died, now), now);
            case Fact.Died _ -> Decision.ignored(starting);
            case Fact.TimeUp _ ->
                isOver(policy, starting, now) ? succeed(policy, starting) : Decision.ignored(starting);
        };
    }

    private static Decision whileRunning(Policy policy, Running running, Input input, Moment now) {
        return switch (input) {
            case Order.Start _ -> new Refused(Refusal.ALREADY_STARTED);
            case Order.Stop _ -> ask(policy, running.id(), new AfterStop.Rest(), now);
            case Order.Restart _ -> ask(policy, running.id(), new AfterStop.StartAgain(), now);
            case Order.Kill _ -> kill(running.id(), new Leader.Alive(), new AfterStop.Rest(), now);
            case Fact.Spawned(ProcessId stray) -> killStray(running, stray);
            case Fact.SpawnFailed _, Fact.GroupEnded _, Fact.TimeUp _ -> Decision.ignored(running);
            case Fact.Died died
            when died.id().equals(running.id()) -> {
                Duration lived = happened(died, running.since(), now).since(running.since());
                Death death = new Death(died.exit(), lived, Phase.RUNNING, running.streak(), died.left());
                yield died(policy, died, death, now);
            }
            case Fact.Died _ -> Decision.ignored(running);
        };
    }

    private static Decision whileBackingOff(Policy policy, Backoff backoff, Input input, Moment now) {
        return switch (input) {
            case Order.Start _, Order.Restart _ -> spawn(Streak.NONE);
            case Order.Stop _, Order.Kill _ -> cancelled();
            case Fact.Spawned(ProcessId stray) -> killStray(backoff, stray);
            case Fact.SpawnFailed _, Fact.Died _, Fact.GroupEnded _ -> Decision.ignored(backoff);
            case Fact.TimeUp _ -> isOver(policy, backoff, now) ? spawn(backoff.streak()) : Decision.ignored(backoff);
        };
    }

    private static Decision whileStopping(Policy policy, Stopping stopping, Input input, Moment now) {
        return switch (input) {
            case Order.Start _, Order.Restart _ -> Decision.next(followedBy(stopping, new AfterStop.StartAgain()));
            case Order.Stop _ -> Decision.next(followedBy(stopping, new AfterStop.Rest()));
            case Order.Kill _ -> kill(stopping.id(), stopping.leader(), new AfterStop.Rest(), now);
            case Fact.Spawned(ProcessId stray) -> killStray(stopping, stray);
            case Fact.SpawnFailed _ -> Decision.ignored(stopping);
            case Fact.Died died
            when died.id().equals(stopping.id()) ->
                switch (died.group()) {
                    case EMPTY -> gone(policy, stopping, died.exit(), now);
                    case LIVES ->
                        Decision.next(new Stopping(
                                stopping.id(),
                                stopping.since(),
                                stopping.pressure(),
                                new Leader.Dead(died.exit()),
                                stopping.then()));
                };
            case Fact.Died _ -> Decision.ignored(stopping);
            case Fact.GroupEnded(ProcessId id)
            when id.equals(stopping.id()) && stopping.leader() instanceof Leader.Dead(ExitStatus exit) ->
                gone(policy, stopping, exit, now);
            case Fact.GroupEnded _ -> Decision.ignored(stopping);
            case Fact.TimeUp _ -> isOver(policy, stopping, now) ? press(stopping, now) : Decision.ignored(stopping);
        };
    }

    private static Next spawn(Streak streak) {
        return Decision.next(new Spawning(streak), new Spawn());
    }

    /// A start that was still to come does not.
    private static Next cancelled() {
        return Decision.next(new Stopped(StopReason.BY_REQUEST), new Publish(new ProcessEvent.Cancelled()));
    }

    /// A new process is up. With no `starttime` that alone is success.
    private static Next spawned(Policy policy, ProcessId id, Streak streak, Moment now) {
        Publish spawned = new Publish(new ProcessEvent.Spawned(id.pid()));
        Starting starting = new Starting(id, now, streak);
        return isOver(policy, starting, now)
                ? succeed(policy, starting).after(spawned)
                : Decision.next(starting, spawned);
    }

    private static Next spawnFailed(Policy policy, String reason, Streak streak, Moment now) {
        return tryAgain(policy, streak.withFailedStart(), reason, now)
                .after(new Publish(new ProcessEvent.SpawnFailed(reason)));
    }

    private static Next succeed(Policy policy, Starting starting) {
        return Decision.next(
                new Running(starting.id(), starting.since(), starting.streak()),
                new Publish(new ProcessEvent.Succeeded(
                        starting.id().pid(), policy.start().starttime())));
    }

    /// Ends the whole group by its stop signal.
    private static Next ask(Policy policy, ProcessId id, AfterStop then, Moment now) {
        Signal signal = policy.stop().stopsignal();
        return Decision.next(
                new Stopping(id, now, Pressure.ASKED, new Leader.Alive(), then),
                new Publish(new ProcessEvent.StopSent(id.pid(), signal)),
                new SignalGroup(id, signal));
    }

    private static Next kill(ProcessId id, Leader leader, AfterStop then, Moment now) {
        return Decision.next(
                new Stopping(id, now, Pressure.KILLED, leader, then),
                new Publish(new ProcessEvent.KillSent(id.pid())),
                new SignalGroup(id, Signal.KILL));
    }

    /// The time a stop may take is over: kill, and then kill again and look as long as anything is
    /// left.
    private static Next press(Stopping stopping, Moment now) {
        return switch (stopping.pressure()) {
            case ASKED -> kill(stopping.id(), stopping.leader(), stopping.then(), now);
            case KILLED ->
                Decision.next(
                        new Stopping(stopping.id(), now, Pressure.KILLED, stopping.leader(), stopping.then()),
                        new SignalGroup(stopping.id(), Signal.KILL),
                        new CheckGroup(stopping.id()));
        };
    }

    /// No slot has two live processes: one that was not asked for is ended at once.
    private static Next killStray(ProcessState state, ProcessId stray) {
        return Decision.next(state, new SignalGroup(stray, Signal.KILL));
    }

    private static Stopping followedBy(Stopping stopping, AfterStop then) {
        return new Stopping(stopping.id(), stopping.since(), stopping.pressure(), stopping.leader(), then);
    }

    /// The leader ended by itself: judge it now, or when the rest of its group is gone.
    private static Next died(Policy policy, Fact.Died died, Death death, Moment now) {
        return switch (died.group()) {
            case EMPTY -> conclude(policy, death, now);
            case LIVES -> {
                Signal signal = policy.stop().stopsignal();
                yield Decision.next(
                        new Stopping(
                                died.id(),
                                now,
                                Pressure.ASKED,
                                new Leader.Dead(died.exit()),
                                new AfterStop.Conclude(death)),
                        new Ended(died.exit()),
                        new Publish(new ProcessEvent.LeftGroupBehind(died.id().pid(), died.exit())),
                        new SignalGroup(died.id(), signal));
            }
        };
    }

    /// Nothing is left of a stopping process.
    private static Next gone(Policy policy, Stopping stopping, ExitStatus exit, Moment now) {
        Stopped rest = new Stopped(StopReason.BY_REQUEST);
        Ended ended = new Ended(exit);
        Publish stopped = new Publish(new ProcessEvent.Stopped(exit));
        return switch (stopping.then()) {
            case AfterStop.Rest _ -> Decision.next(rest, ended, stopped);
            case AfterStop.StartAgain _ -> spawn(Streak.NONE).after(ended, new Passed(rest), stopped);
            case AfterStop.Conclude(Death death) -> conclude(policy, death, now);
        };
    }

    private static Next conclude(Policy policy, Death death, Moment now) {
        if (death.exit() instanceof ExitStatus.NeverRan(String reason)) {
            // As if no process had been made, however that looked meanwhile.
            return spawnFailed(policy, reason, death.streak(), now);
        }
        return switch (death.phase()) {
            case STARTING -> {
                String reason = "exited too quickly (" + death.exit().text() + ")"
                        + death.left().map(ProcessMachine::daemonHint).orElse("");
                yield tryAgain(policy, death.streak().withFailedStart(), reason, now)
                        .after(
                                new Ended(death.exit()),
                                new Publish(new ProcessEvent.Exited(death.exit(), ProcessEvent.Verdict.TOO_QUICK)));
            }
            case RUNNING -> exited(policy, death, now);
        };
    }

    /// A program that makes itself a daemon looks like one that ends at once.
    private static String daemonHint(LeftProcess left) {
        return "; it left " + left.text()
                + " running: have the program stay in the foreground, without setsid, `&` or a"
                + " daemon mode (nginx: `daemon off;`)";
    }

    private static Next exited(Policy policy, Death death, Moment now) {
        boolean expected = policy.expects(death.exit());
        Publish exited = new Publish(new ProcessEvent.Exited(
                death.exit(), expected ? ProcessEvent.Verdict.EXPECTED : ProcessEvent.Verdict.UNEXPECTED));
        boolean again = switch (policy.autorestart()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case UNEXPECTED -> !expected;
        };
        Exited rest = new Exited(death.exit());
        Ended ended = new Ended(death.exit());
        if (!again) {
            return Decision.next(rest, ended, exited);
        }
        Streak streak = death.streak().withExitAfter(death.lived());
        Duration pause = streak.restartPause();
        if (pause.isZero()) {
            return spawn(streak).after(ended, new Passed(rest), exited);
        }
        String reason = "keeps ending at once (" + death.exit().text() + ")";
        return Decision.next(
                new Backoff(now.plus(pause), streak, reason),
                ended,
                exited,
                new Publish(new ProcessEvent.BackedOff(pause, reason)));
    }

    /// A start failed: wait for the next try, or give up when there is none left. `startretries` tries follow
    /// the first (docs/reference/supervisord-facts.md#failed-starts).
    private static Next tryAgain(Policy policy, Streak streak, String reason, Moment now) {
        if (streak.failedStarts() > policy.start().startretries()) {
            return Decision.next(new Fatal(reason), new Publish(new ProcessEvent.GaveUp(reason)));
        }
        Duration pause = streak.retryPause();
        return Decision.next(
                new Backoff(now.plus(pause), streak, reason), new Publish(new ProcessEvent.BackedOff(pause, reason)));
    }

    /// A death in STARTING after `starttime` is that of a successful start whose bell rang late. When it
    /// happened counts, not when it became known.
    private static Death deathOf(Policy policy, Starting starting, Fact.Died died, Moment now) {
        Moment at = happened(died, starting.since(), now);
        Phase phase = isOver(policy, starting, at) ? Phase.RUNNING : Phase.STARTING;
        return new Death(died.exit(), at.since(starting.since()), phase, starting.streak(), died.left());
    }

    private static Moment happened(Fact.Died died, Moment born, Moment now) {
        Moment at = now.minus(died.ago());
        return at.reached(born) ? at : born;
    }

    private static boolean isOver(Policy policy, ProcessState state, Moment now) {
        return state.deadline(policy).map(now::reached).orElse(false);
    }
}
