package org.taskmaster.commands;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.control.Control;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.LogSource.Stream;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Requester;
import org.taskmaster.control.Selection;
import org.taskmaster.control.Selector;
import org.taskmaster.control.StdinReport;
import org.taskmaster.model.Stdin;

/// The commands that show logs, and the one that talks to a process.
final class LogCommands {

    private static final String NOTHING_TO_DO = "its output is kept in no file and its standard input is /dev/null, so"
            + " there is nothing to see and nobody to type to; give it stdout: auto or stdin: pipe in the configuration";

    private final Control control;
    private final Requester who;
    private final Timekeeper time;

    LogCommands(Control control, Requester who, Timekeeper time) {
        this.control = control;
        this.who = who;
        this.time = time;
    }

    Answer maintail(Turn turn) {
        return show(new LogSource.Activity(), "the activity log", List.of(), turn);
    }

    /// One process whose name was typed is shown as it is, everything else line by line with names.
    Answer tail(Turn turn) {
        TailedLogs logs = TailedLogs.of(turn.words().operands());
        Selection selected = Selection.of(logs.selector(), control.status());
        if (!selected.unknown().isEmpty()) {
            return new Answer.NoSuchPrograms(
                    selected.unknown().stream().map(TailedLogs::suggesting).toList());
        }
        if (selected.processes().isEmpty()) {
            return new Answer.NotOneProcess(logs.selector().toString(), List.of());
        }
        Optional<LogSource.OfProcess> one = logs.only(selected, turn.words().has("-f"));
        if (one.isPresent()) {
            return tail(selected.processes().getFirst(), one.get().stream(), turn);
        }
        return measured(turn, amount -> {
            LogChorus chorus = new LogChorus(control, time, turn.output(), logs.selector(), logs.streams());
            return turn.words().has("-f")
                    ? chorus.follow(selected, amount, turn.interruption())
                    : chorus.show(selected, amount);
        });
    }

    private Answer tail(ProcessStatus process, Stream stream, Turn turn) {
        Optional<String> discarded = KeptStreams.discardedOr(process, stream, control);
        return discarded.isPresent()
                ? new Answer.NoLog(process.name(), discarded.get())
                : show(new LogSource.OfProcess(process.name(), stream), process.name(), List.of(stream), turn);
    }

    /// Shows what a process writes while somebody types for it.
    Answer foreground(Turn turn, Person person) {
        return switch (one(turn)) {
            case OneProcess.Is(ProcessStatus process)
            when process.state().live() ->
                silent(process)
                        ? new Answer.NoInput(process.name(), new StdinReport.Closed(NOTHING_TO_DO))
                        : talk(process, turn, person);
            case OneProcess.Is(ProcessStatus process) ->
                new Answer.NoInput(process.name(), new StdinReport.NotRunning());
            case OneProcess.IsNot(Answer why) -> why;
        };
    }

    /// Whether it neither shows anything nor takes anything, as far as its configuration says.
    private boolean silent(ProcessStatus process) {
        boolean kept = KeptStreams.kept(process, Stream.STDOUT) || KeptStreams.kept(process, Stream.STDERR);
        return !kept
                && control.configured().stream()
                        .map(ConfiguredProcess::config)
                        .anyMatch(config -> config.name().equals(process.name())
                                && config.launch().stdin() == Stdin.NONE);
    }

    private Answer talk(ProcessStatus process, Turn turn, Person person) {
        try (Aside<Optional<String>> _ = listening(process, Stream.STDOUT, turn, person);
                Aside<Optional<String>> _ = listening(process, Stream.STDERR, turn, person)) {
            while (!turn.interruption().wasAsked()) {
                Optional<String> line = person.types("");
                if (line.isEmpty()) {
                    return new Answer.Shown();
                }
                byte[] bytes = (line.get() + "\n").getBytes(StandardCharsets.UTF_8);
                StdinReport report =
                        control.sendStdin(process.name(), bytes, who).join();
                switch (report) {
                    case StdinReport.Sent _ -> {}
                    case StdinReport.NoSuchProcess _, StdinReport.NotRunning _, StdinReport.Closed _ -> {
                        return new Answer.NoInput(process.name(), report);
                    }
                }
            }
            return new Answer.Shown();
        } catch (CompletionException e) {
            return Orders.failed(e);
        }
    }

    /// Two streams that go to one file are shown once.
    private Aside<Optional<String>> listening(ProcessStatus process, Stream stream, Turn turn, Person person) {
        boolean silent =
                !KeptStreams.distinct(process, List.of(Stream.values())).contains(stream)
                        || !KeptStreams.kept(process, stream);
        LogTail tail =
                new LogTail(control, new LogSource.OfProcess(process.name(), stream), person.whileTyping(), time);
        // Before anything is typed: the answer to it must not be there before we look.
        Optional<String> trouble = silent ? Optional.empty() : tail.begin(new LogFeed.Amount.Lines(0));
        return Aside.begin(() -> silent || trouble.isPresent() ? trouble : tail.goOn(turn.interruption()));
    }

    private OneProcess one(Turn turn) {
        return OneProcess.named(turn.words().operands().getFirst(), control);
    }

    private Answer show(LogSource source, String name, List<Stream> streams, Turn turn) {
        return measured(turn, amount -> {
            LogTail tail = new LogTail(control, source, turn.output(), time);
            Optional<String> trouble =
                    turn.words().has("-f") ? tail.follow(amount, turn.interruption()) : tail.show(amount);
            LogChorus others = new LogChorus(control, time, turn.output(), new Selector(List.of(name)), streams);
            return trouble.<Answer>map(reason -> new Answer.NoLog(name, reason))
                    .or(() -> tail.handOver(others, turn.interruption()))
                    .orElseGet(Answer.Shown::new);
        });
    }

    private static Answer measured(Turn turn, Function<LogFeed.Amount, Answer> showing) {
        Arguments.Fit words = turn.words();
        return LogFeed.amount(words.value("-n"), words.value("-BYTES"))
                .map(showing)
                .orElseGet(() -> new Answer.Misused(
                        "cannot read \"" + words.value("-n").orElse("") + "\" as a number of lines", Optional.empty()));
    }
}
