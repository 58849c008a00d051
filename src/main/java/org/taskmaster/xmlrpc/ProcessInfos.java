package org.taskmaster.xmlrpc;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProcessName;

/// How processes are, in supervisord's fields and words (docs/reference/supervisord-facts.md#xml-rpc).
///
/// @param asOf until when uptimes are counted
/// @param now the time of day of that
/// @param policies what is expected of the process of a name
record ProcessInfos(Moment asOf, Instant now, ZoneId zone, Function<ProcessName, Optional<Policy>> policies) {

    private static final String TOO_QUICK = "exited too quickly";
    private static final int KILLED = -1;
    /// What it exited with; the exit status of a shell for what it cannot run.
    private static final int NEVER_RAN = 127;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MMM dd hh:mm a", Locale.ROOT);

    Value of(ProcessStatus process) {
        SequencedMap<String, Value> info = new LinkedHashMap<>();
        info.put("name", Value.of(ProcessNames.within(process)));
        info.put("group", Value.of(process.program()));
        info.put("start", seconds(process.history().startedAt()));
        info.put("stop", seconds(process.history().endedAt()));
        info.put("now", seconds(Optional.of(now)));
        info.put("state", Value.of(process.state().code()));
        info.put("statename", Value.of(process.state().name()));
        info.put("spawnerr", Value.of(trouble(process)));
        info.put("exitstatus", Value.of(exitStatus(process)));
        String stdout = ConfigInfo.file(process.stdout()).orElse("");
        info.put("logfile", Value.of(stdout));
        info.put("stdout_logfile", Value.of(stdout));
        info.put(
                "stderr_logfile",
                Value.of(ConfigInfo.file(ConfigInfo.ownStderr(process.stdout(), process.stderr()))
                        .orElse("")));
        info.put("pid", Value.of(process.pid().orElse(0)));
        info.put("description", Value.of(description(process)));
        return new Value.Members(info);
    }

    private static Value seconds(Optional<Instant> time) {
        return Value.of(time.map(Instant::getEpochSecond).orElse(0L));
    }

    /// Of the run that ended last; 0 while one is up.
    private static int exitStatus(ProcessStatus process) {
        return process.state().live()
                ? 0
                : process.history().lastExit().map(ProcessInfos::number).orElse(0);
    }

    private static int number(ExitStatus exit) {
        return switch (exit) {
            case ExitStatus.Code(int code) -> code;
            case ExitStatus.Killed _, ExitStatus.Unknown _ -> KILLED;
            case ExitStatus.NeverRan _ -> NEVER_RAN;
        };
    }

    /// What went wrong with its last run or start; empty when nothing did.
    private String trouble(ProcessStatus process) {
        return switch (process.state()) {
            case STARTING, RUNNING, STOPPING, STOPPED -> "";
            case BACKOFF, FATAL ->
                process.detail().startsWith(TOO_QUICK) ? "E" + process.detail().substring(1) : process.detail();
            case EXITED ->
                process.history()
                        .lastExit()
                        .filter(exit -> !expected(process, exit))
                        .map(exit -> "Bad exit code " + number(exit))
                        .orElse("");
        };
    }

    private boolean expected(ProcessStatus process, ExitStatus exit) {
        return policies.apply(process.name())
                .map(policy -> policy.expects(exit))
                .orElse(number(exit) == 0);
    }

    /// What supervisorctl shows behind the state.
    private String description(ProcessStatus process) {
        return switch (process.state()) {
            case RUNNING -> "pid " + process.pid().orElse(0) + ", uptime " + uptime(asOf.since(process.since()));
            case BACKOFF, FATAL -> {
                String trouble = trouble(process);
                yield trouble.isEmpty() ? "unknown error (try \"tail " + ProcessNames.within(process) + "\")" : trouble;
            }
            case STOPPED, EXITED ->
                (process.history().startedAt().isEmpty()
                                ? ProcessStatus.NOT_STARTED
                                : date(process.history().endedAt().orElse(process.changedAt())))
                        + (process.disabled() ? ", disabled" : "");
            case STARTING, STOPPING -> "";
        };
    }

    /// As in `Nov 23 05:31 AM`.
    private String date(Instant instant) {
        return DATE.format(instant.atZone(zone));
    }

    /// As in `0:00:07` or `2 days, 4:30:00`.
    static String uptime(Duration uptime) {
        Duration shown = uptime.isNegative() ? Duration.ZERO : uptime;
        long days = shown.toDays();
        String clock = String.format(
                Locale.ROOT, "%d:%02d:%02d", shown.toHoursPart(), shown.toMinutesPart(), shown.toSecondsPart());
        return days == 0 ? clock : days + (days == 1 ? " day, " : " days, ") + clock;
    }
}
