package org.taskmaster.commands;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.taskmaster.commands.Operand.Kind;
import org.taskmaster.commands.Operand.Times;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.control.Control;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Selection;
import org.taskmaster.control.Selector;
import org.taskmaster.control.StdinReport;
import org.taskmaster.json.LogForms;
import org.taskmaster.model.Stdin;
import org.taskmaster.model.Stream;

/// The commands that show logs, and the one that talks to a process.
final class LogCommands {

    private static final String NOTHING_TO_DO = "its output is kept in no file and its standard input is /dev/null, so"
            + " there is nothing to see and nobody to type to; give it stdout: auto or stdin: pipe in the configuration";

    private LogCommands() {}

    static Command maintail() {
        return new Command("maintail", "show the end of the supervisor's own log", LogCommands::maintail)
                .help(
                        "Shows the last lines of the activity log: what was started, stopped, has died, and who asked for it.")
                .example("maintail -n 50")
                .flags(Flag.FOLLOW, Flag.LINES, Flag.BYTES);
    }

    private static Answer maintail(Turn turn) {
        return show(new LogSource.Activity(), "the activity log", List.of(), turn);
    }

    static Command clear() {
        return new Command(
                        "clear",
                        "empty the output files of processes",
                        turn -> new Acted(turn.control().clearLogs(new Selector(turn.operands()), turn.asker())))
                .help("Empties the files that the stdout and the stderr of processes are written to.\n" + Operand.NAMES)
                .example("clear web")
                .flags(Flag.REASON)
                .operands(Operand.names(Times.AT_LEAST_ONCE, Kind.ANY_PROCESS));
    }

    static Command reopen() {
        return new Command("reopen", "open all log files again", LogCommands::reopen)
                .help(
                        "Opens the activity log and all log files of processes again, after an outside tool has moved them, as\n"
                                + "logrotate does; SIGUSR2 to the supervisor does the same. A file that a process writes to by\n"
                                + "itself it alone could open again: it is told which processes go on writing to what was moved\n"
                                + "or removed, until they are restarted.")
                .example("reopen")
                .flags(Flag.REASON);
    }

    private static Answer reopen(Turn turn) {
        return turn.outcome(turn.control().reopenLogs(turn.asker()), () -> "the log files", LogCommands::reopened);
    }

    /// @param failures the files that could not be opened, and why
    private static Answer reopened(List<String> failures) {
        List<Line> lines = failures.isEmpty()
                ? List.of(Line.of("reopened all log files"))
                : failures.stream()
                        .map(failure -> Line.error("cannot reopen " + failure))
                        .toList();
        return Answer.of(failures.isEmpty() ? ExitCode.OK : ExitCode.FAILED, lines)
                .as(() -> LogForms.REOPENED.tree(new LogForms.Reopened(failures)));
    }

    static Command tail() {
        return new Command("tail", "show the end of the output of processes", LogCommands::tail)
                .help(
                        "Shows the last lines that processes wrote to their stdout, or to their stderr, or to both. With more\n"
                                + "than one of them, each line begins with the name of its process. With -f, nothing is missed\n"
                                + "when a log is rotated or a process is started again, and new processes join in.\n"
                                + "On a terminal, colours are left out and control characters are spelled out; what one process\n"
                                + "wrote goes to a file or a pipe byte by byte, what it wrote to a terminal of its own (tty: true) as text,\n"
                                + "without control sequences.\n" + Operand.NAMES)
                .example("tail -f web:* worker both")
                .flags(Flag.FOLLOW, Flag.LINES, Flag.BYTES)
                .operands(
                        Operand.names(Times.AT_LEAST_ONCE, Kind.ANY_PROCESS),
                        new Operand("stdout|stderr|both", Times.MAYBE, Kind.STREAM));
    }

    /// One process whose name was typed is shown as it is, everything else line by line with names.
    private static Answer tail(Turn turn) {
        TailedLogs logs = TailedLogs.of(turn.operands());
        Selection selected = Selection.of(logs.selector(), turn.control().status());
        if (!selected.unknown().isEmpty()) {
            return new Answer.Unknown(
                    selected.unknown().stream().map(TailedLogs::suggesting).toList());
        }
        if (selected.processes().isEmpty()) {
            return Answer.notOne(logs.selector().toString(), List.of());
        }
        Optional<LogSource.OfProcess> one = logs.only(selected, turn.has("-f"));
        if (one.isPresent()) {
            return tail(selected.processes().getFirst(), one.get().stream(), turn);
        }
        return measured(turn, amount -> {
            MultiLogTail tails =
                    new MultiLogTail(turn.control(), turn.time(), turn.output(), logs.selector(), logs.streams());
            return turn.has("-f") ? tails.follow(selected, amount, turn.interruption()) : tails.show(selected, amount);
        });
    }

    private static Answer tail(ProcessStatus process, Stream stream, Turn turn) {
        Optional<String> discarded = KeptStreams.discardedOr(process, stream, turn.control());
        return discarded.isPresent()
                ? Answer.noLog(process.name().text(), discarded.get())
                : show(
                        new LogSource.OfProcess(process.name(), stream),
                        process.name().text(),
                        List.of(stream),
                        turn);
    }

    /// Whether it neither shows anything nor takes anything, as far as its configuration says.
    private static boolean silent(ProcessStatus process, Control control) {
        boolean kept = KeptStreams.kept(process, Stream.STDOUT) || KeptStreams.kept(process, Stream.STDERR);
        return !kept
                && control.configured().stream()
                        .map(ConfiguredProcess::config)
                        .anyMatch(config -> config.name().equals(process.name())
                                && config.launch().stdin() == Stdin.NONE);
    }

    /// Shows what a process writes while somebody types for it.
    static Answer talk(ProcessStatus process, Turn turn) {
        if (silent(process, turn.control())) {
            return new NoInput(process.name(), new StdinReport.Closed(NOTHING_TO_DO));
        }
        try (Aside<Optional<String>> _ = listening(process, Stream.STDOUT, turn);
                Aside<Optional<String>> _ = listening(process, Stream.STDERR, turn)) {
            while (!turn.interruption().wasAsked()) {
                Optional<String> line = turn.person().types("");
                if (line.isEmpty()) {
                    return new Answer.Shown();
                }
                byte[] bytes = (line.get() + "\n").getBytes(StandardCharsets.UTF_8);
                StdinReport report = turn.control()
                        .sendStdin(process.name(), bytes, turn.session().who())
                        .join();
                switch (report) {
                    case StdinReport.Sent _ -> {}
                    case StdinReport.NoSuchProcess _, StdinReport.NotRunning _, StdinReport.Closed _ -> {
                        return new NoInput(process.name(), report);
                    }
                }
            }
            return new Answer.Shown();
        } catch (CompletionException e) {
            return Turn.failed(e);
        }
    }

    /// Two streams that go to one file are shown once.
    private static Aside<Optional<String>> listening(ProcessStatus process, Stream stream, Turn turn) {
        boolean silent =
                !KeptStreams.distinct(process, List.of(Stream.values())).contains(stream)
                        || !KeptStreams.kept(process, stream);
        LogTail tail = new LogTail(
                turn.control(),
                new LogSource.OfProcess(process.name(), stream),
                turn.person().whileTyping(),
                turn.time());
        // Before anything is typed: the answer to it must not be there before we look.
        Optional<String> trouble = silent ? Optional.empty() : tail.begin(new LogFeed.Amount.Lines(0));
        return Aside.begin(() -> silent || trouble.isPresent() ? trouble : tail.goOn(turn.interruption()));
    }

    private static Answer show(LogSource source, String name, List<Stream> streams, Turn turn) {
        return measured(turn, amount -> {
            LogTail tail = new LogTail(turn.control(), source, turn.output(), turn.time());
            Optional<String> trouble = turn.has("-f") ? tail.follow(amount, turn.interruption()) : tail.show(amount);
            MultiLogTail others =
                    new MultiLogTail(turn.control(), turn.time(), turn.output(), new Selector(List.of(name)), streams);
            return trouble.map(reason -> Answer.noLog(name, reason))
                    .or(() -> tail.handOver(others, turn.interruption()))
                    .orElseGet(Answer.Shown::new);
        });
    }

    private static Answer measured(Turn turn, Function<LogFeed.Amount, Answer> showing) {
        return LogFeed.amount(turn.value("-n"), turn.value("-BYTES"))
                .map(showing)
                .orElseGet(() ->
                        Answer.misused("cannot read \"" + turn.value("-n").orElse("") + "\" as a number of lines"));
    }
}
