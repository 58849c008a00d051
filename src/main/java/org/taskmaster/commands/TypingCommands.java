package org.taskmaster.commands;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.taskmaster.commands.Operand.Kind;
import org.taskmaster.commands.Operand.Times;
import org.taskmaster.control.AttachReport;
import org.taskmaster.control.Attachment;
import org.taskmaster.control.Control.AttachMode;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.StdinReport;
import org.taskmaster.json.AttachForms;
import org.taskmaster.json.Json;
import org.taskmaster.json.LogForms;
import org.taskmaster.model.DetachKeys;
import org.taskmaster.model.ProcessName;

/// The commands by which somebody types into a process: joined to its terminal, or from afar.
final class TypingCommands {

    private TypingCommands() {}

    static Command attach() {
        return new Command("attach", "join this terminal to that of a process", TypingCommands::attach)
                .help(
                        "Joins this terminal to that of a process whose program has tty: true: its screen is drawn, and every\n"
                                + "key reaches it, Ctrl-C and Ctrl-Z too. Ctrl-] d leaves it running and comes back; Ctrl-] twice\n"
                                + "types one Ctrl-]. Several people may be attached at once. When the process ends, its exit\n"
                                + "status is shown, and the terminal is as it was before.")
                .example("attach console")
                .flags(
                        Flag.alone("--read-only", "only look; what is typed does not reach the process"),
                        Flag.with(
                                "--detach-keys",
                                "KEYS",
                                Kind.TEXT,
                                "what leaves again, as 'ctrl-p ctrl-q' (detach_keys of the configuration)"),
                        Flag.REASON)
                .operands(Operand.names(Times.ONCE, Kind.ONE_PROCESS));
    }

    private static Answer attach(Turn turn) {
        Optional<String> typed = turn.value("--detach-keys");
        Optional<DetachKeys> keys =
                typed.isEmpty() ? Optional.of(turn.person().detachKeys()) : DetachKeys.parse(typed.get());
        if (keys.isEmpty()) {
            return turn.misused("cannot read \"" + typed.orElse("")
                    + "\" as keys; write up to 8, the first with ctrl-, as ctrl-p ctrl-q");
        }
        return turn.withOne(process -> attach(process.name(), keys.get(), turn));
    }

    private static Answer attach(ProcessName name, DetachKeys keys, Turn turn) {
        AttachMode mode = turn.has("--read-only") ? AttachMode.READ_ONLY : AttachMode.INTERACTIVE;
        Optional<Seat> seat = turn.person().seat();
        if (seat.isEmpty()) {
            return new NotAttached(name, Optional.empty());
        }
        try (Seat here = seat.get()) {
            return attach(name, here, keys, mode, turn);
        }
    }

    private static Answer attach(ProcessName name, Seat here, DetachKeys keys, AttachMode mode, Turn turn) {
        AttachReport report = turn.control().attach(name, here.size(), mode, turn.asker());
        return switch (report) {
            case AttachReport.Attached(Attachment attachment) -> {
                try (attachment) {
                    yield parted(name, here.join(attachment, greeting(name, keys, mode), keys, turn.interruption()));
                }
            }
            case AttachReport.NoSuchProcess _, AttachReport.NotRunning _, AttachReport.NoTerminal _ ->
                new NotAttached(name, Optional.of(report));
        };
    }

    private static Answer parted(ProcessName name, Seat.Parting parting) {
        Line line = switch (parting) {
            case Seat.Parting.Detached _ -> Line.of("detached from " + name + ", which goes on");
            case Seat.Parting.Ended(String exit) -> Line.of(name + ": " + exit);
            case Seat.Parting.Lost(String reason) -> Line.error(name.text(), reason);
            case Seat.Parting.Left _ -> Line.of("left " + name + ", which goes on");
        };
        return Answer.of(parting.status(), List.of(line));
    }

    private static Line greeting(ProcessName name, DetachKeys keys, AttachMode mode) {
        String how = switch (mode) {
            case INTERACTIVE -> "";
            case READ_ONLY -> ", only to look";
        };
        String shown = keys.toString();
        String first = shown.substring(0, 1).toUpperCase(java.util.Locale.ROOT);
        return Line.of("attached to " + name + how + "; detach with ").with(Tone.STRONG, first + shown.substring(1));
    }

    /// A terminal was not joined to that of a process.
    ///
    /// @param why empty: whoever asks sits at no terminal
    private record NotAttached(ProcessName name, Optional<AttachReport> why) implements Answer {

        @Override
        public ExitCode exit() {
            return why.map(NotAttached::exit).orElse(ExitCode.FAILED);
        }

        private static ExitCode exit(AttachReport report) {
            return switch (report) {
                case AttachReport.NoSuchProcess _ -> ExitCode.UNKNOWN_NAME;
                case AttachReport.NotRunning _ -> ExitCode.NOT_RUNNING;
                case AttachReport.NoTerminal _, AttachReport.Attached _ -> ExitCode.FAILED;
            };
        }

        @Override
        public void print(Output output) {
            output.line(Line.error(
                    name.text(),
                    why.map(NotAttached::text)
                            .orElseGet(() ->
                                    "attach needs a terminal, and standard input or output is not a terminal; to type, use send "
                                            + name + " TEXT, to look, tail -f " + name)));
        }

        private static String text(AttachReport report) {
            return switch (report) {
                case AttachReport.NoSuchProcess _ -> "no such process";
                case AttachReport.NotRunning _ -> "not running";
                case AttachReport.NoTerminal _ ->
                    "it has no terminal; tty: true in the configuration gives it one, and fg talks to it line by line";
                case AttachReport.Attached _ -> throw new IllegalArgumentException("they were joined");
            };
        }

        @Override
        public boolean complains() {
            return true;
        }

        @Override
        public Optional<Json> json(List<Json> shown) {
            return why.map(AttachForms.REPORT::tree);
        }
    }

    static Command foreground() {
        return new Command("fg", "talk to a process: what you type is its input", TypingCommands::foreground)
                .help(
                        "Shows what a process writes, and hands it each line that is typed. Ctrl-C or Ctrl-D ends that; the\n"
                                + "process goes on. A process with a terminal (tty: true) is attached to instead, see attach.")
                .example("fg console")
                .operands(Operand.names(Times.ONCE, Kind.ONE_PROCESS));
    }

    private static Answer foreground(Turn turn) {
        return turn.withOne(process -> process.state().live()
                ? foreground(process, turn)
                : new NoInput(process.name(), new StdinReport.NotRunning()));
    }

    /// A process with a terminal is joined to it; with others the person talks line by line.
    private static Answer foreground(ProcessStatus process, Turn turn) {
        Optional<Seat> seat = turn.person().seat();
        if (seat.isPresent()) {
            Answer answer;
            try (Seat here = seat.get()) {
                answer = attach(process.name(), here, turn.person().detachKeys(), AttachMode.INTERACTIVE, turn);
            }
            boolean noTerminal = answer instanceof NotAttached(var _, var why)
                    && why.filter(report -> report instanceof AttachReport.NoTerminal)
                            .isPresent();
            if (!noTerminal) {
                return answer;
            }
        }
        return LogCommands.talk(process, turn);
    }

    static Command send() {
        return new Command("send", "type a text or keys into a process", TypingCommands::send)
                .help(
                        "Types into the terminal of a process (tty: true), or into its standard input (stdin: pipe), and waits\n"
                                + "for nothing. The words of a TEXT get a space between them and a newline behind; nothing in it\n"
                                + "has a special meaning to send, a backslash neither. KEYS are names with blanks between them:\n"
                                + "enter, tab, escape, space, backspace, up, down, left, right, home, end, insert, delete, pageup,\n"
                                + "pagedown, shift-tab, f1 to f12, ctrl-a, alt-x, or a single character.")
                .example("send console --keys 'ctrl-c up enter'")
                .flags(
                        Flag.with("--keys", "KEYS", Kind.TEXT, "type these keys instead, as 'ctrl-c up enter'"),
                        Flag.alone("--no-newline", "do not press Enter behind the text"),
                        Flag.alone("-n", "the same as --no-newline"),
                        Flag.REASON)
                .operands(Operand.names(Times.ONCE, Kind.ONE_PROCESS), new Operand("TEXT", Times.ANY, Kind.TEXT));
    }

    /// Types a text, or keys, into a process.
    private static Answer send(Turn turn) {
        List<String> words = turn.operands();
        Optional<String> keys = turn.value("--keys");
        if (keys.isPresent() == words.size() > 1) {
            return turn.misused(
                    keys.isPresent()
                            ? "send takes a TEXT or --keys, not both"
                            : "send needs a TEXT, or --keys and the names of keys");
        }
        byte[] bytes;
        if (keys.isPresent()) {
            switch (KeyNames.parse(keys.get())) {
                case KeyNames.Sent(byte[] sent) -> bytes = sent;
                case KeyNames.NoKey(String word, Optional<String> suggestion) -> {
                    return turn.misused("no key is called \"" + word + "\""
                            + suggestion
                                    .map(near -> ", did you mean " + near + "?")
                                    .orElse("; write enter, up, f1, ctrl-c, alt-x or one character"));
                }
            }
        } else {
            String end = turn.has("-n") || turn.has("--no-newline") ? "" : "\n";
            bytes = (String.join(" ", words.subList(1, words.size())) + end).getBytes(StandardCharsets.UTF_8);
        }
        return send(words.getFirst(), bytes, turn);
    }

    private static Answer send(String word, byte[] bytes, Turn turn) {
        return turn.withOne(
                word,
                process -> turn.outcome(
                        turn.control().sendStdin(process.name(), bytes, turn.asker()),
                        () -> process.name().text(),
                        report -> sent(process.name(), bytes.length, report)));
    }

    private static Answer sent(ProcessName name, int bytes, StdinReport report) {
        return switch (report) {
            case StdinReport.Sent _ ->
                Answer.of(name + ": typed " + Line.count(bytes, "byte", "bytes"))
                        .as(() -> LogForms.STDIN_REPORT.tree(report));
            case StdinReport.NoSuchProcess _, StdinReport.NotRunning _, StdinReport.Closed _ ->
                new NoInput(name, report);
        };
    }
}
