package org.taskmaster.commands;

import org.taskmaster.control.AttachReport;

/// How answers look of those who type into processes.
final class TypingLines {

    private TypingLines() {}

    /// How a terminal and a process have parted.
    static void parted(Answer.Parted parted, Output output) {
        String name = parted.name();
        output.line(
                switch (parted.parting()) {
                    case Seat.Parting.Detached _ -> Line.of("detached from " + name + ", which goes on");
                    case Seat.Parting.Ended(String exit) -> Line.of(name + ": " + exit);
                    case Seat.Parting.Lost(String reason) ->
                        Line.of(name + ": ").with(Tone.BAD, "ERROR").with(" (" + reason + ")");
                    case Seat.Parting.Left _ -> Line.of("left " + name + ", which goes on");
                });
    }

    /// Why they were not joined.
    static void notAttached(Answer.NotAttached answer, Output output) {
        String why = answer.why()
                .map(TypingLines::refused)
                .orElseGet(() ->
                        "attach needs a terminal, and standard input or output is not a terminal; to type, use send "
                                + answer.name() + " TEXT, to look, tail -f " + answer.name());
        output.line(Line.of(answer.name() + ": ").with(Tone.BAD, "ERROR").with(" (" + why + ")"));
    }

    /// The exit status that tells why they were not joined.
    static ExitCode exit(AttachReport report) {
        return switch (report) {
            case AttachReport.NoSuchProcess _ -> ExitCode.UNKNOWN_NAME;
            case AttachReport.NotRunning _ -> ExitCode.NOT_RUNNING;
            case AttachReport.NoTerminal _, AttachReport.Attached _ -> ExitCode.FAILED;
        };
    }

    private static String refused(AttachReport report) {
        return switch (report) {
            case AttachReport.NoSuchProcess _ -> "no such process";
            case AttachReport.NotRunning _ -> "not running";
            case AttachReport.NoTerminal _ ->
                "it has no terminal; tty: true in the configuration gives it one, and fg talks to it line by line";
            case AttachReport.Attached _ -> throw new IllegalArgumentException("they were joined");
        };
    }

    /// What became of opening the log files again.
    static void reopened(Answer.Reopened answer, Output output) {
        if (answer.failures().isEmpty()) {
            output.line(Line.of("reopened all log files"));
        }
        answer.failures()
                .forEach(failure -> output.line(Line.of(Tone.BAD, "error").with(": cannot reopen " + failure)));
    }
}
