package org.taskmaster.commands;

import org.taskmaster.commands.Answer.Awaited;
import org.taskmaster.commands.Answer.Awaited.Seen;
import org.taskmaster.control.StdinReport;
import org.taskmaster.model.StateName;

/// Says what became of waiting for states, and of talking to a process.
final class StateLines {

    private StateLines() {}

    /// `web:0: RUNNING`, `web:1: ERROR (still STARTING)`.
    static void awaited(Awaited awaited, Output output) {
        for (Seen process : awaited.seen()) {
            Line name = Line.of(process.name() + ": ");
            output.line(
                    awaited.wanted().contains(process.state())
                            ? name.with(
                                    StatusTable.tone(process.state()),
                                    process.state().name())
                            : name.with(Tone.BAD, "ERROR").with(" (" + why(process, awaited.ending()) + ")"));
        }
        awaited.gone()
                .forEach(word ->
                        output.line(Line.of(word + ": ").with(Tone.BAD, "ERROR").with(" (no such process)")));
    }

    /// Why nothing that is typed reaches it.
    static void noInput(Answer.NoInput noInput, Output output) {
        Line name = Line.of(noInput.name() + ": ").with(Tone.BAD, "ERROR");
        output.line(
                switch (noInput.report()) {
                    case StdinReport.Sent _ -> Line.of(noInput.name() + ": sent");
                    case StdinReport.NoSuchProcess _ -> name.with(" (no such process)");
                    case StdinReport.NotRunning _ -> name.with(" (not running)");
                    case StdinReport.Closed(String reason) -> name.with(" (" + reason + ")");
                });
    }

    private static String why(Seen process, Awaited.Ending ending) {
        String state = process.state() + (process.detail().isEmpty() ? "" : ": " + first(process.detail()));
        return switch (ending) {
            case TIMED_OUT -> "still " + state;
            case HOPELESS -> process.state() == StateName.FATAL ? state + "; start it again" : state;
            case REACHED, GONE -> state;
        };
    }

    private static String first(String detail) {
        return detail.lines().findFirst().orElse("");
    }
}
