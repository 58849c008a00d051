package org.taskmaster.commands;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Control;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.Control.ReloadMode;
import org.taskmaster.control.ControlFailure;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.Requester;
import org.taskmaster.control.Selection;
import org.taskmaster.control.Selector;
import org.taskmaster.model.Signal;
import org.taskmaster.model.Suggestions;

/// Does what a typed line asks for: takes the line apart, checks it against the [CommandTable], asks
/// [Control], and prints the answer.
///
/// One thread at a time.
public final class Commands {

    private final Control control;
    private final Requester who;
    private final Timekeeper time;
    private final Focus focus;

    /// @param who on whose behalf everything is asked
    /// @param focus is told of every order, for whoever shows events meanwhile
    public Commands(Control control, Requester who, Timekeeper time, Focus focus) {
        this.control = control;
        this.who = who;
        this.time = time;
        this.focus = focus;
    }

    /// What is left of a line that was done.
    public record Done(ExitCode exit, Next next) {}

    /// Whether to read on.
    public enum Next {
        READ_ON,
        END
    }

    /// Does one line and prints the answer on `output`.
    ///
    /// @param interruption ends the waiting of this line
    public Done run(String line, Output output, Interruption interruption) {
        Answer answer = switch (Words.of(line)) {
            case Words.OpenQuote(char quote) ->
                new Answer.Misused("a " + quote + " is opened and not closed", Optional.empty());
            case Words.Split(List<String> words) -> guarded(words, output, interruption);
        };
        Printer.print(answer, output);
        return new Done(answer.exit(), answer instanceof Answer.ShuttingDown ? Next.END : Next.READ_ON);
    }

    /// Does what `words` say and answers, without printing the answer; only the lines of a log go to
    /// `output`, and the progress.
    public Answer answer(List<String> words, Output output, Interruption interruption) {
        if (words.isEmpty()) {
            return new Answer.Nothing();
        }
        Optional<CommandSpec> spec = CommandTable.find(words.getFirst());
        if (spec.isEmpty()) {
            return new Answer.UnknownCommand(
                    words.getFirst(), Suggestions.nearest(words.getFirst(), CommandTable.words()));
        }
        return switch (Arguments.read(spec.get(), words.subList(1, words.size()))) {
            case Arguments.Misfit(String problem) -> new Answer.Misused(problem, spec);
            case Arguments.Fit fit -> done(spec.get().verb(), fit, output, interruption);
        };
    }

    /// A mistake of ours in one command must not end the shell, whose end is the end of the supervisor.
    private Answer guarded(List<String> words, Output output, Interruption interruption) {
        try {
            return answer(words, output, interruption);
        } catch (ControlFailure e) {
            return new Answer.Broken(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            String place = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
            return new Answer.Broken("this is a mistake in taskmaster, please report it: " + e + place);
        }
    }

    private Answer done(Verb verb, Arguments.Fit words, Output output, Interruption interruption) {
        Waiting waiting = new Waiting(time, output);
        return switch (verb) {
            case STATUS -> new Answer.Status(control.status(), selection(words.operands()), control.info());
            case START -> act(verb, Action.START, words, waiting, interruption);
            case STOP -> act(verb, Action.STOP, words, waiting, interruption);
            case RESTART -> act(verb, Action.RESTART, words, waiting, interruption);
            case SIGNAL -> signal(words, waiting, interruption);
            case PID ->
                words.operands().isEmpty()
                        ? new Answer.SupervisorPid(control.info().pid())
                        : new Answer.Pids(selection(words.operands()));
            case RELOAD -> reload(words, waiting, interruption);
            case TAIL -> tail(words, output, interruption);
            case MAINTAIL -> show(new LogSource.Activity(), "the activity log", words, output, interruption);
            case CLEAR -> new Answer.Acted(verb, control.clearLogs(new Selector(words.operands()), who));
            case VERSION -> new Answer.Version(control.info().version());
            case HELP -> help(words);
            case SHUTDOWN -> shutdown();
        };
    }

    private Selection selection(List<String> names) {
        return Selection.of(names.isEmpty() ? Selector.all() : new Selector(names), control.status());
    }

    private Answer act(Verb verb, Action action, Arguments.Fit words, Waiting waiting, Interruption interruption) {
        Selector selector = new Selector(words.operands());
        return ordered(verb, selector, waiting, interruption, () -> control.act(action, selector, who));
    }

    private Answer signal(Arguments.Fit words, Waiting waiting, Interruption interruption) {
        String word = words.operands().getFirst();
        Optional<Signal> signal = Signal.parse(word);
        if (signal.isEmpty()) {
            return new Answer.Misused(noSignal(word), Optional.of(CommandTable.of(Verb.SIGNAL)));
        }
        List<String> names = words.operands().subList(1, words.operands().size());
        Selector selector = new Selector(names);
        return ordered(Verb.SIGNAL, selector, waiting, interruption, () -> control.signal(signal.get(), selector, who));
    }

    private static String noSignal(String word) {
        String upper = word.toUpperCase(java.util.Locale.ROOT);
        String bare = upper.startsWith("SIG") ? upper.substring(3) : upper;
        return "no signal is called \"" + word + "\""
                + Suggestions.nearest(bare, Signal.known().values())
                        .map(near -> ", did you mean " + near + "?")
                        .orElse("; write a name as TERM or HUP, or a number from 1 to 64");
    }

    private Answer ordered(
            Verb verb,
            Selector selector,
            Waiting waiting,
            Interruption interruption,
            Supplier<CompletableFuture<ActionReport>> order) {
        focus.begin(selector);
        try {
            Supplier<String> what = () -> Waiting.pending(verb, selector, control.status());
            return outcome(verb, order.get(), waiting, interruption, what, report -> new Answer.Acted(verb, report));
        } finally {
            focus.end();
        }
    }

    private Answer reload(Arguments.Fit words, Waiting waiting, Interruption interruption) {
        ReloadMode mode = words.has("--dry-run") ? ReloadMode.DRY_RUN : ReloadMode.APPLY;
        focus.beginReload();
        try {
            return outcome(
                    Verb.RELOAD,
                    control.reload(mode, who),
                    waiting,
                    interruption,
                    () -> "the reload",
                    Answer.Reloaded::new);
        } finally {
            focus.end();
        }
    }

    private static <T> Answer outcome(
            Verb verb,
            CompletableFuture<T> order,
            Waiting waiting,
            Interruption interruption,
            Supplier<String> what,
            Function<T, Answer> answer) {
        try {
            return waiting.await(order, interruption, what)
                    .map(answer)
                    .orElseGet(() -> new Answer.NoLongerWaiting(verb));
        } catch (CancellationException _) {
            return new Answer.Broken("the supervisor is shutting down");
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new Answer.Broken(Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString));
        }
    }

    private Answer tail(Arguments.Fit words, Output output, Interruption interruption) {
        String name = words.operands().getFirst();
        FleetStatus fleet = control.status();
        Selection selection = Selection.of(new Selector(List.of(name)), fleet);
        if (!selection.unknown().isEmpty()) {
            return new Answer.NoSuchProcess(selection.unknown().getFirst());
        }
        if (selection.processes().size() != 1) {
            return new Answer.NotOneProcess(name, selection.processes());
        }
        Optional<LogSource.Stream> stream = stream(words);
        if (stream.isEmpty()) {
            return new Answer.Misused(
                    "no output is called \"" + words.operands().getLast() + "\"; write stdout or stderr",
                    Optional.of(CommandTable.of(Verb.TAIL)));
        }
        LogSource.OfProcess source =
                new LogSource.OfProcess(selection.processes().getFirst().name(), stream.get());
        Optional<String> discarded = LogTail.discarded(selection.processes().getFirst(), stream.get(), control.info());
        return discarded.isPresent()
                ? new Answer.NoLog(source.name(), discarded.get())
                : show(source, source.name(), words, output, interruption);
    }

    private static Optional<LogSource.Stream> stream(Arguments.Fit words) {
        return switch (words.operands().size() == 1
                ? "stdout"
                : words.operands().get(1)) {
            case "stdout" -> Optional.of(LogSource.Stream.STDOUT);
            case "stderr" -> Optional.of(LogSource.Stream.STDERR);
            default -> Optional.empty();
        };
    }

    private Answer show(LogSource source, String name, Arguments.Fit words, Output output, Interruption interruption) {
        Optional<LogTail.Amount> amount = LogTail.amount(words.value("-n"), words.value("-BYTES"));
        if (amount.isEmpty()) {
            return new Answer.Misused(
                    "cannot read \"" + words.value("-n").orElse("") + "\" as a number of lines", Optional.empty());
        }
        LogTail tail = new LogTail(control, source, output, time);
        Optional<String> trouble = words.has("-f") ? tail.follow(amount.get(), interruption) : tail.show(amount.get());
        return trouble.<Answer>map(reason -> new Answer.NoLog(name, reason)).orElseGet(Answer.LogShown::new);
    }

    private static Answer help(Arguments.Fit words) {
        if (words.operands().isEmpty()) {
            return new Answer.Help(Optional.empty());
        }
        String word = words.operands().getFirst();
        Optional<CommandSpec> about = CommandTable.find(word);
        return about.isPresent()
                ? new Answer.Help(about)
                : new Answer.UnknownCommand(word, Suggestions.nearest(word, CommandTable.words()));
    }

    private Answer shutdown() {
        int live = (int) control.status().processes().stream()
                .filter(process -> process.state().live())
                .count();
        CompletableFuture<Void> _ = control.shutdown(who);
        return new Answer.ShuttingDown(live);
    }
}
