package org.taskmaster.commands;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.Supplier;
import org.taskmaster.commands.StatusCommands.Detail;
import org.taskmaster.commands.StatusCommands.Status;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.ProcessStatus.OutputHealth;
import org.taskmaster.model.Moment;
import org.taskmaster.model.StateName;

/// The table that `status` prints: supervisord's columns and words, the same in every locale.
final class StatusTable {

    private static final int NARROWEST_NAME = 20;
    /// Between the columns where there is little room.
    private static final int CLOSE = 2;

    private static final int STATE = 10;
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private StatusTable() {}

    /// Prints the lines of `status`.
    static void print(Status status, Output output) {
        status.shown().unknown().forEach(name -> output.line(Line.unknown(name)));
        List<ProcessStatus> processes = status.shown().processes();
        if (processes.isEmpty() && status.shown().unknown().isEmpty()) {
            output.line(Line.of(nothing(status)));
        }
        int widest = processes.stream()
                .mapToInt(process -> Cells.of(process.name().text()))
                .max()
                .orElse(0);
        int usual = Math.max(NARROWEST_NAME, widest) + 3;
        boolean wide =
                output.columns() == 0 || processes.stream().allMatch(process -> fits(process, usual, status, output));
        int column = wide ? usual : widest + CLOSE;
        for (ProcessStatus process : processes) {
            output.line(line(process, column, status.fleet().asOf(), output::zone));
            if (status.detail() == Detail.VERBOSE) {
                OutputLines.print(process, output);
            }
        }
        status.fleet().troubles().forEach(trouble -> output.remark(Line.of(Tone.BAD, trouble)));
    }

    private static boolean fits(ProcessStatus process, int column, Status status, Output output) {
        Line line = line(process, column, status.fleet().asOf(), output::zone);
        return Cells.of(line.plain()) <= output.columns();
    }

    /// One row.
    ///
    /// @param zone asked for only when a time of day is shown
    static Line line(ProcessStatus process, int column, Moment asOf, Supplier<ZoneId> zone) {
        String description = description(process, asOf, zone);
        String state = process.state().name();
        Line line = Line.of(padded(process.name().text(), column))
                .with(tone(process.state()), state)
                .hanging(column + STATE);
        Line told = description.isEmpty() ? line : line.with(" ".repeat(STATE - state.length()) + description);
        return marked(told, description.isEmpty() ? " ".repeat(STATE - state.length()) : ", ", process.health());
    }

    /// The row, and at its end what is the matter with the output; where all is well, supervisorctl's row.
    private static Line marked(Line line, String before, OutputHealth health) {
        if (health.trouble().isPresent()) {
            return line.with(before).with(Tone.BAD, "output in trouble");
        }
        return health.lostBytes() > 0 ? line.with(before).with(Tone.BAD, "output was lost") : line;
    }

    /// `0:00:07`, `1 day, 4:30:00`.
    static String uptime(Duration uptime) {
        Duration shown = uptime.isNegative() ? Duration.ZERO : uptime;
        String clock = shown.toHoursPart() + ":" + two(shown.toMinutesPart()) + ":" + two(shown.toSecondsPart());
        int days = (int) shown.toDays();
        return days == 0 ? clock : Line.count(days, "day", "days") + ", " + clock;
    }

    private static String nothing(Status status) {
        return status.supervisor()
                .map(supervisor ->
                        "there are no processes: write programs into " + supervisor.configFile() + " and reload")
                .orElse("no processes are selected");
    }

    private static String description(ProcessStatus process, Moment asOf, Supplier<ZoneId> zone) {
        return joined(stateDescription(process, asOf, zone), process.disabled() ? "disabled" : "");
    }

    private static String stateDescription(ProcessStatus process, Moment asOf, Supplier<ZoneId> zone) {
        String pid = process.pid().isPresent() ? "pid " + process.pid().getAsInt() : "";
        String up = uptime(asOf.since(process.since()));
        String detail = process.detail().lines().findFirst().orElse("");
        return switch (process.state()) {
            case RUNNING -> joined(pid, "uptime " + up, detail);
            case STARTING -> joined(pid, "up for " + up, detail);
            case STOPPING -> joined(pid, detail);
            case STOPPED ->
                detail.equals(ProcessStatus.NOT_STARTED) ? detail : joined(date(process, zone.get()), detail);
            case EXITED -> joined(date(process, zone.get()), detail);
            case BACKOFF, FATAL -> detail;
        };
    }

    private static String joined(String... parts) {
        return String.join(
                ", ", List.of(parts).stream().filter(part -> !part.isEmpty()).toList());
    }

    /// `Nov 23 05:31 AM`.
    private static String date(ProcessStatus process, ZoneId zone) {
        Instant at = process.changedAt();
        ZonedDateTime time = at.atZone(zone);
        int hour = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
        return MONTHS[time.getMonthValue() - 1] + " " + two(time.getDayOfMonth()) + " " + two(hour) + ":"
                + two(time.getMinute()) + (time.getHour() < 12 ? " AM" : " PM");
    }

    /// What the colour of a state tells.
    static Tone tone(StateName state) {
        return switch (state) {
            case RUNNING -> Tone.GOOD;
            case STARTING, BACKOFF, STOPPING -> Tone.UNSETTLED;
            case FATAL -> Tone.BAD;
            case STOPPED -> Tone.FAINT;
            case EXITED -> Tone.PLAIN;
        };
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }

    /// `text`, and blanks up to a column.
    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - Cells.of(text)));
    }
}
