package org.taskmaster.events;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.taskmaster.core.ProcessEvent;
import org.taskmaster.core.ProcessEvent.Verdict;
import org.taskmaster.model.DurationText;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.ProcessName;

/// The words for an event, one line or more, in supervisord's terms where it has them, so that what
/// people search its log for is found in ours (docs/reference/supervisord-facts.md#activity-log).
public final class EventText {

    private EventText() {}

    /// One line and how much it matters. Control characters are made visible, so that one line stays
    /// one line.
    public record Line(LogLevel level, String text) {
        public Line {
            text = oneLine(text);
        }
    }

    /// What to say of `event`.
    public static List<Line> describe(Event event) {
        return switch (event) {
            case Event.OfProcess(var _, ProcessName name, ProcessEvent what) -> List.of(ofProcess(name, what));
            case Event.StateChanged _, Event.ProgramListed _ -> List.of();
            case Event.Ordered ordered -> List.of(info(ordered(ordered)));
            case Event.Announced announced ->
                List.of(new Line(
                        LogLevel.DEBUG,
                        "announced: " + announced.type() + " ("
                                + announced.data().length() + " characters), by " + announced.who()));
            case Event.ReloadRejected rejected -> rejected(rejected);
            case Event.Reloaded reloaded -> reloaded(reloaded);
            case Event.OfSupervisor of -> List.of(new Line(of.level(), of.text()));
            case Event.Missed missed ->
                List.of(new Line(
                        LogLevel.WARN,
                        missed.count() + " lines are missing here: they came faster than they could be told"));
        };
    }

    private static String ordered(Event.Ordered ordered) {
        return ordered.order() + ", asked by " + ordered.who()
                + ordered.reason().map(reason -> ", because: " + reason).orElse("");
    }

    private static Line ofProcess(ProcessName name, ProcessEvent what) {
        return switch (what) {
            case ProcessEvent.Spawned(int pid) -> info("spawned: '" + name + "' with pid " + pid);
            case ProcessEvent.SpawnFailed(String reason) -> warn("spawnerr: " + name + ": " + reason);
            case ProcessEvent.Succeeded succeeded ->
                info("success: " + name + " entered RUNNING state, process has stayed up for > than "
                        + seconds(succeeded.starttime()) + " seconds (starttime)");
            case ProcessEvent.Exited(ExitStatus exit, Verdict verdict) ->
                switch (verdict) {
                    case EXPECTED -> info("exited: " + name + " (" + exit.text() + "; expected)");
                    case UNEXPECTED -> warn("exited: " + name + " (" + exit.text() + "; not expected)");
                    case TOO_QUICK ->
                        warn("exited: " + name + " (" + exit.text() + "; not expected, it did not last starttime)");
                };
            case ProcessEvent.LeftGroupBehind(int _, ExitStatus exit) ->
                warn("exited: " + name + " (" + exit.text() + ") and left processes that it had started"
                        + " behind, stopping them");
            case ProcessEvent.BackedOff(var pause, String reason) ->
                info("backoff: " + name + " " + reason + ", next try in " + seconds(pause) + " seconds");
            case ProcessEvent.GaveUp(String reason) ->
                new Line(
                        LogLevel.ERROR,
                        "gave up: " + name + " entered FATAL state, too many start retries too quickly: " + reason);
            case ProcessEvent.StopSent stop ->
                info("stopping: " + name + " (" + stop.pid() + ") with " + stop.signal());
            case ProcessEvent.KillSent(int pid) -> warn("killing '" + name + "' (" + pid + ") with SIGKILL");
            case ProcessEvent.Stopped(ExitStatus exit) -> info("stopped: " + name + " (" + exit.text() + ")");
            case ProcessEvent.Cancelled _ -> info("stopped: " + name + " (was waiting for its next try)");
        };
    }

    private static List<Line> rejected(Event.ReloadRejected rejected) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(LogLevel.ERROR, "reload refused, nothing was changed:"));
        rejected.problems().forEach(problem -> lines.add(new Line(LogLevel.ERROR, "  " + problem.text())));
        return lines;
    }

    private static List<Line> reloaded(Event.Reloaded reloaded) {
        if (reloaded.steps().isEmpty()) {
            return List.of(info("reloaded: nothing has changed"));
        }
        List<Line> lines = new ArrayList<>();
        int count = reloaded.steps().size();
        lines.add(info("reloaded: " + count + (count == 1 ? " change" : " changes")));
        reloaded.steps().forEach(step -> lines.add(info("  " + step)));
        return lines;
    }

    private static String seconds(Duration duration) {
        return DurationText.seconds(duration.truncatedTo(ChronoUnit.MILLIS));
    }

    private static String oneLine(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return withoutControls(text);
            }
        }
        return text;
    }

    private static String withoutControls(String text) {
        StringBuilder clean = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                clean.append("\\x").append(Character.forDigit(c >> 4 & 15, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                clean.append(c);
            }
        }
        return clean.toString();
    }

    private static Line info(String text) {
        return new Line(LogLevel.INFO, text);
    }

    private static Line warn(String text) {
        return new Line(LogLevel.WARN, text);
    }
}
