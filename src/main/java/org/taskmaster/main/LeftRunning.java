package org.taskmaster.main;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.taskmaster.linux.FormerRuns;
import org.taskmaster.linux.FormerRuns.Survivor;
import org.taskmaster.linux.FormerRuns.Survivors;
import org.taskmaster.main.Identity.Notice;
import org.taskmaster.model.LogLevel;

/// What there is to say of a supervisor that was here before and did not end properly: its programs were not stopped.
///
/// It is known by the pid file that it has left, and by processes that still know it; either may be missing.
final class LeftRunning {

    /// How many are named; the others are counted.
    private static final int NAMED = 8;

    private static final int MOST_ENDED = 1_000;

    private LeftRunning() {}

    /// @param pid of the supervisor that was here before, when it has left its pid file
    /// @param url where we can be talked to, and where it could
    /// @param known the marks of what is taken over from it
    /// @param told whether it is said already that it has died: then only what is not taken over is left to say
    static Optional<Notice> notice(Optional<Long> pid, String url, Set<String> known, boolean told) {
        Survivors survivors = FormerRuns.of(url, known);
        Optional<Notice> notice = survivors.found().isEmpty() && !known.isEmpty()
                ? pid.filter(_ -> !told).map(LeftRunning::takenOver)
                : notice(pid, survivors.found(), (int) ProcessHandle.current().pid());
        return survivors.all() ? notice : Optional.of(withDoubt(notice));
    }

    private static Notice takenOver(long pid) {
        return new Notice(
                LogLevel.WARN,
                "the previous supervisor (pid " + pid
                        + ") did not end properly; what still runs of its programs can be taken over");
    }

    private static Notice withDoubt(Optional<Notice> notice) {
        String doubt = "not every process could be asked whether a previous supervisor started it: their environments"
                + " are too long";
        return new Notice(
                LogLevel.WARN, notice.map(known -> known.text() + "; ").orElse("") + doubt);
    }

    /// What to end: groups as a whole that one of them leads, as each process does that a supervisor has started, and
    /// single processes of other groups, of which it is not known who else is in them.
    private static String targets(List<Survivor> survivors, int us) {
        Set<Integer> led = survivors.stream()
                .filter(survivor -> survivor.pid() == survivor.group())
                .map(Survivor::pid)
                .collect(Collectors.toSet());
        return survivors.stream()
                .filter(survivor -> survivor.group() != us)
                .map(survivor -> led.contains(survivor.group()) ? "-" + survivor.group() : "" + survivor.pid())
                .distinct()
                .limit(MOST_ENDED)
                .collect(Collectors.joining(" "));
    }

    /// @param us our pid: the process that started us may be one of them, and in our process group
    static Optional<Notice> notice(Optional<Long> pid, List<Survivor> survivors, int us) {
        if (survivors.isEmpty()) {
            return pid.map(number -> new Notice(
                    LogLevel.WARN,
                    "the previous supervisor (pid " + number
                            + ") did not end properly; none of its programs is seen to run any more"));
        }
        String who = pid.map(number -> "the previous supervisor (pid " + number + ")")
                .orElse("a previous supervisor");
        int others = survivors.size() - NAMED;
        String names = survivors.stream()
                .limit(NAMED)
                .map(survivor -> survivor.name() + " (pid " + survivor.pid() + ")")
                .collect(Collectors.joining(", "));
        String groups = targets(survivors, us);
        return Optional.of(new Notice(
                LogLevel.WARN,
                who + " did not end properly, and what it started still runs beside what is started now: " + names
                        + (others > 0 ? " and " + others + " more" : "")
                        + (groups.isEmpty() ? "" : "; end them: kill -- " + groups)));
    }
}
