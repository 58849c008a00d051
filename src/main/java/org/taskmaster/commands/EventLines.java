package org.taskmaster.commands;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.OptionalInt;
import org.taskmaster.control.Selection;
import org.taskmaster.events.Event;
import org.taskmaster.events.EventText;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.StateName;

/// The lines of `events`: `2026-11-23 05:31:00 web:0 STARTING -> RUNNING pid 4711`, and of how everything is at first:
/// `web:0 RUNNING pid 4711, since 2026-11-23 05:31:00`.
final class EventLines implements FleetEvents.Listener {

    private final Output output;
    private final ZoneId zone;

    EventLines(Output output, ZoneId zone) {
        this.output = output;
        this.zone = zone;
    }

    @Override
    public void snapshot(Selection shown) {
        shown.processes()
                .forEach(process -> output.line(
                        change(Line.of(""), process.name(), "", process.state(), process.pid(), process.detail())
                                .with(Tone.FAINT, ", since " + time(process.changedAt()))));
    }

    @Override
    public void event(Event event) {
        switch (event) {
            case Event.StateChanged changed ->
                output.line(change(
                        begun(changed.at()),
                        changed.process(),
                        changed.from() + " -> ",
                        changed.to(),
                        changed.pid(),
                        changed.detail()));
            case Event.ProgramListed listed ->
                output.line(begun(listed.at())
                        .with(listed.program() + " " + listed.listing().name().toLowerCase(Locale.ROOT)));
            case Event.Announced announced ->
                output.line(begun(announced.at())
                        .with("announced " + announced.type() + ": " + announced.data() + ", by " + announced.who()));
            case Event.OfProcess _,
                    Event.Ordered _,
                    Event.ReloadRejected _,
                    Event.Reloaded _,
                    Event.OfSupervisor _,
                    Event.Missed _ ->
                EventText.describe(event)
                        .forEach(text -> output.line(begun(event.at()).with(text.text())));
        }
    }

    @Override
    public void ended() {
        output.remark(Line.of("the supervisor has ended"));
    }

    private static Line change(
            Line begun, ProcessName name, String before, StateName state, OptionalInt pid, String detail) {
        String number = pid.isPresent() ? " pid " + pid.getAsInt() : "";
        String why = detail.lines().findFirst().map(first -> " " + first).orElse("");
        return begun.with(name + " " + before)
                .with(StatusTable.tone(state), state.name())
                .with(number + why);
    }

    private Line begun(Instant at) {
        return Line.of(Tone.FAINT, time(at) + " ");
    }

    private String time(Instant at) {
        ZonedDateTime time = at.atZone(zone);
        return time.getYear() + "-" + two(time.getMonthValue()) + "-" + two(time.getDayOfMonth()) + " "
                + two(time.getHour()) + ":" + two(time.getMinute()) + ":" + two(time.getSecond());
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
