package org.taskmaster.core;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.taskmaster.core.ProcessState.AfterStop;
import org.taskmaster.core.ProcessState.Leader;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;

/// Writes states, inputs and decisions in a few words each.
final class Rendering {

    private Rendering() {}

    /// As in `BACKOFF until 5s, failed 1`; `ignored` when nothing happens.
    static String of(ProcessState before, Decision decision) {
        return switch (decision) {
            case Decision.Refused(var why) -> "refused: " + words(why);
            case Decision.Next(var state, var effects) -> {
                boolean same = before.equals(state);
                Stream<String> next = same ? Stream.empty() : Stream.of("-> " + of(state));
                yield same && effects.isEmpty()
                        ? "ignored"
                        : Stream.concat(next, effects.stream().map(Rendering::of))
                                .collect(Collectors.joining("; "));
            }
        };
    }

    static String of(ProcessState state) {
        return switch (state) {
            case ProcessState.Stopped(var reason) -> "STOPPED " + words(reason);
            case ProcessState.Spawning(var streak) -> "SPAWNING" + of(streak);
            case ProcessState.Starting(var id, var since, var streak) ->
                "STARTING " + of(id) + " since " + of(since) + of(streak);
            case ProcessState.Running(var id, var since, var streak) ->
                "RUNNING " + of(id) + " since " + of(since) + of(streak);
            case ProcessState.Backoff(var retryAt, var streak, var reason) ->
                "BACKOFF until " + of(retryAt) + of(streak) + " \"" + reason + '"';
            case ProcessState.Stopping stopping -> of(stopping);
            case ProcessState.Exited(var exit) -> "EXITED " + of(exit);
            case ProcessState.Fatal(var reason) -> "FATAL \"" + reason + '"';
        };
    }

    static String of(Input input) {
        return switch (input) {
            case Input.Order order -> words(order);
            case Input.Fact.Spawned(var id) -> "spawned " + of(id);
            case Input.Fact.SpawnFailed _ -> "spawn failed";
            case Input.Fact.Died(var id, var exit, var group, var _, var _) ->
                "died " + of(id) + ' ' + of(exit) + " group " + words(group);
            case Input.Fact.GroupEnded(var id) -> "group of " + of(id) + " ended";
            case Input.Fact.TimeUp _ -> "time is up";
        };
    }

    static String of(Effect effect) {
        return switch (effect) {
            case Effect.Spawn _ -> "spawn";
            case Effect.SignalGroup(var id, var signal) -> signal + " to " + of(id);
            case Effect.CheckGroup(var id) -> "look at group " + of(id);
            case Effect.Publish(var event) -> "tell " + of(event);
            case Effect.Ended(var exit) -> "remember " + of(exit);
            case Effect.Passed(var state) -> "by way of " + of(state);
        };
    }

    private static String of(ProcessEvent event) {
        return switch (event) {
            case ProcessEvent.Spawned _ -> "spawned";
            case ProcessEvent.SpawnFailed _ -> "spawn failed";
            case ProcessEvent.Succeeded _ -> "success";
            case ProcessEvent.Exited(var exit, var verdict) -> "exited (" + of(exit) + ", " + words(verdict) + ')';
            case ProcessEvent.LeftGroupBehind _ -> "left its group behind";
            case ProcessEvent.BackedOff(var pause, var _) -> "next try in " + of(pause);
            case ProcessEvent.GaveUp _ -> "gave up";
            case ProcessEvent.StopSent _ -> "stopping";
            case ProcessEvent.KillSent _ -> "killing";
            case ProcessEvent.Stopped(var exit) -> "stopped (" + of(exit) + ')';
            case ProcessEvent.Cancelled _ -> "cancelled";
        };
    }

    private static String of(ProcessState.Stopping stopping) {
        String leader = switch (stopping.leader()) {
            case Leader.Alive _ -> "";
            case Leader.Dead(var exit) -> " (leader dead: " + of(exit) + ')';
        };
        String then = switch (stopping.then()) {
            case AfterStop.Rest _ -> "rest";
            case AfterStop.StartAgain _ -> "start again";
            case AfterStop.Conclude(var death) ->
                "judge its death in " + death.phase() + " after " + of(death.lived()) + of(death.streak());
        };
        return "STOPPING " + of(stopping.id()) + leader + ' ' + words(stopping.pressure()) + " at "
                + of(stopping.since()) + ", then " + then;
    }

    private static String of(Streak streak) {
        return (streak.failedStarts() > 0 ? " failed " + streak.failedStarts() : "")
                + (streak.quickExits() > 0 ? " quick " + streak.quickExits() : "");
    }

    private static String of(ExitStatus exit) {
        return switch (exit) {
            case ExitStatus.Code(int code) -> "code " + code;
            case ExitStatus.Killed(Signal signal, boolean _) -> signal.name();
            case ExitStatus.NeverRan _ -> "never ran";
            case ExitStatus.Unknown _ -> "unknown";
        };
    }

    private static String of(ProcessId id) {
        return "#" + id.started();
    }

    private static String of(Moment moment) {
        return of(moment.since(new Moment(0)));
    }

    private static String of(Duration duration) {
        double seconds = duration.toMillis() / 1000.0;
        return seconds == Math.rint(seconds) ? (long) seconds + " s" : seconds + " s";
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String words(Input.Order order) {
        return order.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
