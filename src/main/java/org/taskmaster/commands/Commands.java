package org.taskmaster.commands;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.control.Control;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.ControlFailure;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Requester;
import org.taskmaster.control.Selection;
import org.taskmaster.control.Selector;
import org.taskmaster.control.SupervisorInfo;
import org.taskmaster.model.Suggestions;
import org.taskmaster.model.ThreadLimit;

/// Does what a typed line asks for: takes the line apart, checks it against the [CommandTable], asks
/// [Control], and prints the answer.
///
/// One thread at a time.
public final class Commands {

    private final Control control;
    private final Timekeeper time;
    private final Bond bond;
    private final Person person;
    private final Focus focus;
    private final Orders orders;
    private final ConfigurationOrders configuration;
    private final LogCommands logs;
    private final TypingCommands typing;
    private final Explanations explanations;

    /// @param who on whose behalf everything is asked
    /// @param focus is told of every order, for whoever shows events meanwhile
    /// @param bond what it means to leave
    public Commands(Control control, Requester who, Timekeeper time, Focus focus, Bond bond, Person person) {
        this.control = control;
        this.time = time;
        this.bond = bond;
        this.person = person;
        this.focus = focus;
        this.orders = new Orders(control, who, time, focus);
        this.configuration = new ConfigurationOrders(control, orders, focus, person);
        this.logs = new LogCommands(control, who, time);
        this.typing = new TypingCommands(control, orders, person);
        this.explanations = new Explanations(control, time);
    }

    /// What is left of a line that was done.
    public record Done(ExitCode exit, Next next) {}

    /// Whether to read on.
    public enum Next {
        READ_ON,
        /// The supervisor ends.
        END,
        /// Whoever typed it leaves.
        LEAVE
    }

    /// Does one line and prints the answer on `output`.
    ///
    /// @param interruption ends the waiting of this line
    public Done run(String line, Output output, Interruption interruption) {
        Answer answer = switch (Words.of(line)) {
            case Words.OpenQuote(char quote) ->
                new Answer.Misused("a " + quote + " is opened and not closed", Optional.empty());
            case Words.Split(List<String> words) -> answer(words, output, interruption);
        };
        Printer.print(answer, output);
        return new Done(answer.exit(), next(answer));
    }

    /// Tells what the end of the input brings about: nothing, for a visitor.
    public void tellEnd(Output output) {
        switch (bond) {
            case ONE_PROGRAM -> Printer.print(ending(up()), output);
            case VISITOR -> {}
        }
    }

    private static Next next(Answer answer) {
        return answer instanceof Answer.ShuttingDown || answer instanceof Answer.Ended
                ? Next.END
                : answer instanceof Answer.Leaving ? Next.LEAVE : Next.READ_ON;
    }

    /// Does what `words` say and answers, without printing the answer; only the lines of a log go to
    /// `output`, and the progress.
    ///
    /// A mistake of ours in one command must not end the shell, whose end may be the end of the
    /// supervisor.
    public Answer answer(List<String> words, Output output, Interruption interruption) {
        try {
            return parsed(words, output, interruption);
        } catch (ControlFailure failure) {
            return new Answer.Unanswered(failure);
        } catch (OutOfMemoryError e) {
            return new Answer.Broken("this cannot be done now: " + ThreadLimit.words(e));
        } catch (RuntimeException e) {
            String place = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
            return new Answer.Broken("this is a mistake in taskmaster, please report it: " + e + place);
        }
    }

    private Answer parsed(List<String> words, Output output, Interruption interruption) {
        if (words.isEmpty()) {
            return new Answer.Nothing();
        }
        Optional<CommandSpec> spec = CommandTable.find(words.getFirst());
        if (spec.isEmpty()) {
            return new Answer.UnknownCommand(
                    words.getFirst(), Suggestions.nearest(words.getFirst(), CommandTable.words()));
        }
        Arguments arguments = Arguments.read(spec.get(), words.subList(1, words.size()));
        // First and apart, for the reason that Printer gives.
        if (arguments instanceof Arguments.Fit fit) {
            return done(spec.get().verb(), new Turn(fit, output, interruption));
        }
        return switch (arguments) {
            case Arguments.Misfit(String problem) -> new Answer.Misused(problem, spec);
            case Arguments.Fit fit -> done(spec.get().verb(), new Turn(fit, output, interruption));
        };
    }

    private Answer done(Verb verb, Turn turn) {
        List<String> operands = turn.words().operands();
        return switch (verb) {
            case STATUS -> explanations.ofStatus(status(turn.words()), turn.words());
            case START -> explanations.ofOrder(orders.act(verb, Action.START, turn), turn);
            case STOP -> orders.act(verb, Action.STOP, turn);
            case RESTART -> explanations.ofOrder(orders.act(verb, Action.RESTART, turn), turn);
            case SIGNAL -> orders.signal(turn);
            case WAIT -> StateWait.run(control, time, turn);
            case EVENTS -> events(turn);
            case PID ->
                operands.isEmpty() ? new Answer.SupervisorPid(control.info().pid()) : pids(new Selector(operands));
            case TAIL -> logs.tail(turn);
            case CLEAR -> new Answer.Acted(verb, control.clearLogs(new Selector(operands), orders.asker(turn)));
            case FG -> typing.foreground(turn, logs);
            case ATTACH -> typing.attach(turn);
            case SEND -> typing.send(turn);
            case RELOAD -> configuration.reload(turn);
            case REREAD -> configuration.reread(turn);
            case UPDATE -> configuration.update(turn);
            case AVAIL -> new Answer.Available(control.configured());
            case ADD -> configuration.add(turn);
            case REMOVE -> configuration.remove(turn);
            case MAINTAIL -> logs.maintail(turn);
            case REOPEN -> typing.reopen(turn);
            case VERSION -> new Answer.Version(control.info().version());
            case HELP -> help(operands);
            case SHUTDOWN -> shutdown(turn);
            case QUIT ->
                switch (bond) {
                    case ONE_PROGRAM -> shutdown(turn);
                    case VISITOR -> new Answer.Leaving();
                };
        };
    }

    /// Of one snapshot, so that what is shown fits together. Asks for the supervisor only when it is told
    /// of: each question is a request in another process.
    private Answer status(Arguments.Fit words) {
        FleetStatus fleet = control.status();
        Optional<SupervisorInfo> supervisor =
                fleet.processes().isEmpty() ? Optional.of(control.info()) : Optional.empty();
        Selection shown = Selection.of(selector(words.operands()), fleet);
        return new Answer.Status(
                fleet, shown, supervisor, words.has("-v") ? Answer.Status.Detail.VERBOSE : Answer.Status.Detail.USUAL);
    }

    /// A line each, so their order has to tell which is whose.
    private Answer pids(Selector selector) {
        return new Answer.Pids(Selection.of(selector, control.status()).inOrderOf(selector));
    }

    private static Selector selector(List<String> names) {
        return names.isEmpty() ? Selector.all() : new Selector(names);
    }

    private Answer events(Turn turn) {
        FleetEvents events = new FleetEvents(control, time);
        Selector selector = selector(turn.words().operands());
        FleetEvents.Listener listener = turn.output().events();
        if (!turn.words().has("-f")) {
            return events.show(selector, listener);
        }
        focus.beginFollowing(selector);
        try {
            return events.follow(selector, listener, focus, turn.interruption());
        } finally {
            focus.endFollowing();
        }
    }

    private static Answer help(List<String> operands) {
        if (operands.isEmpty()) {
            return new Answer.Help(Optional.empty());
        }
        String word = operands.getFirst();
        Optional<CommandSpec> about = CommandTable.find(word);
        return about.isPresent()
                ? new Answer.Help(about)
                : new Answer.UnknownCommand(word, Suggestions.nearest(word, CommandTable.words()));
    }

    /// The answer does not wait for the end, but in another process it has to wait until the order is
    /// there.
    private Answer shutdown(Turn turn) {
        List<String> up = up();
        int live = up.size();
        if (!person.agrees("Stop " + Printer.count(live, "process", "processes") + " and end the supervisor?")) {
            return new Answer.NotAgreed();
        }
        return switch (bond) {
            case ONE_PROGRAM -> {
                CompletableFuture<Void> _ = control.shutdown(orders.asker(turn));
                yield ending(up);
            }
            case VISITOR ->
                turn.words().has(SupervisorCommands.WAIT_FOR_END)
                        ? EndWait.run(control, time, turn, orders.asker(turn))
                        : orders.outcome(
                                Verb.SHUTDOWN,
                                control.shutdown(orders.asker(turn)).thenApply(_ -> live),
                                turn,
                                () -> "the supervisor",
                                count -> new Answer.ShuttingDown(count, Optional.empty()));
        };
    }

    /// Whoever is in the supervisor's own terminal can cut it short there.
    private Answer.ShuttingDown ending(List<String> up) {
        Optional<Duration> patience = control.configured().stream()
                .map(ConfiguredProcess::config)
                .filter(config -> up.contains(config.name()))
                .map(config -> config.policy().stop().stoptime())
                .max(Comparator.naturalOrder());
        return new Answer.ShuttingDown(up.size(), patience);
    }

    private List<String> up() {
        return control.status().processes().stream()
                .filter(process -> process.state().live())
                .map(ProcessStatus::name)
                .toList();
    }
}
