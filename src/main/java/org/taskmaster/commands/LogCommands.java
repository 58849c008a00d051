package org.taskmaster.commands;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.taskmaster.control.Control;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.LogSource.Stream;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Requester;
import org.taskmaster.control.StdinReport;

/// The commands that show logs, and the one that talks to a process.
final class LogCommands {

    private final Control control;
    private final Requester who;
    private final Timekeeper time;

    LogCommands(Control control, Requester who, Timekeeper time) {
        this.control = control;
        this.who = who;
        this.time = time;
    }

    Answer maintail(Turn turn) {
        return show(new LogSource.Activity(), "the activity log", turn);
    }

    Answer tail(Turn turn) {
        return switch (one(turn)) {
            case OneProcess.Is(ProcessStatus process) -> tail(process, turn);
            case OneProcess.IsNot(Answer why) -> why;
        };
    }

    /// Shows what a process writes while somebody types for it.
    Answer foreground(Turn turn, Person person) {
        return switch (one(turn)) {
            case OneProcess.Is(ProcessStatus process) when process.state().live() -> talk(process, turn, person);
            case OneProcess.Is(ProcessStatus process) ->
                new Answer.NoInput(process.name(), new StdinReport.NotRunning());
            case OneProcess.IsNot(Answer why) -> why;
        };
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
        boolean silent = LogTail.discarded(process, stream, control.info()).isPresent()
                || stream == Stream.STDERR && process.stderr().equals(process.stdout());
        LogTail tail =
                new LogTail(control, new LogSource.OfProcess(process.name(), stream), person.whileTyping(), time);
        return Aside.begin(
                () -> silent ? Optional.empty() : tail.follow(new LogTail.Amount.Lines(0), turn.interruption()));
    }

    private Answer tail(ProcessStatus process, Turn turn) {
        Optional<Stream> stream = stream(turn.words());
        if (stream.isEmpty()) {
            return new Answer.Misused(
                    "no output is called \"" + turn.words().operands().getLast() + "\"; write stdout or stderr",
                    Optional.of(CommandTable.of(Verb.TAIL)));
        }
        Optional<String> discarded = LogTail.discarded(process, stream.get(), control.info());
        return discarded.isPresent()
                ? new Answer.NoLog(process.name(), discarded.get())
                : show(new LogSource.OfProcess(process.name(), stream.get()), process.name(), turn);
    }

    private OneProcess one(Turn turn) {
        return OneProcess.named(turn.words().operands().getFirst(), control);
    }

    private static Optional<Stream> stream(Arguments.Fit words) {
        return switch (words.operands().size() == 1
                ? "stdout"
                : words.operands().get(1)) {
            case "stdout" -> Optional.of(Stream.STDOUT);
            case "stderr" -> Optional.of(Stream.STDERR);
            default -> Optional.empty();
        };
    }

    private Answer show(LogSource source, String name, Turn turn) {
        Arguments.Fit words = turn.words();
        Optional<LogTail.Amount> amount = LogTail.amount(words.value("-n"), words.value("-BYTES"));
        if (amount.isEmpty()) {
            return new Answer.Misused(
                    "cannot read \"" + words.value("-n").orElse("") + "\" as a number of lines", Optional.empty());
        }
        LogTail tail = new LogTail(control, source, turn.output(), time);
        Optional<String> trouble =
                words.has("-f") ? tail.follow(amount.get(), turn.interruption()) : tail.show(amount.get());
        return trouble.<Answer>map(reason -> new Answer.NoLog(name, reason)).orElseGet(Answer.Shown::new);
    }
}
