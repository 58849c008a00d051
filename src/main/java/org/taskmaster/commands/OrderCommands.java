package org.taskmaster.commands;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.taskmaster.commands.Operand.Kind;
import org.taskmaster.commands.Operand.Times;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.Control.Patience;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.Selector;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Signal;
import org.taskmaster.model.Suggestions;

/// The commands that order something of processes.
final class OrderCommands {

    private static final Flag NO_WAIT =
            Flag.alone("--no-wait", "give the order, and do not wait for what becomes of it");

    private OrderCommands() {}

    static Command start() {
        return new Command("start", "start processes", turn -> act(Action.START, turn))
                .help("Starts processes and waits until each has been up for its starttime, or was given up.\n"
                        + "Ctrl-C ends the waiting; the processes are started all the same.\n" + Operand.NAMES)
                .example("start web")
                .flags(NO_WAIT, Flag.REASON)
                .operands(Operand.names(Times.AT_LEAST_ONCE, Kind.PROCESS_TO_START));
    }

    static Command stop() {
        return new Command("stop", "stop processes", turn -> act(Action.STOP, turn))
                .help(
                        "Sends processes their stopsignal, kills what is still there after stoptime, and waits until all are\n"
                                + "gone. Ctrl-C ends the waiting; the processes are stopped all the same.\n"
                                + Operand.NAMES)
                .example("stop web:0 worker:*")
                .flags(NO_WAIT, Flag.REASON)
                .operands(Operand.names(Times.AT_LEAST_ONCE, Kind.PROCESS_TO_STOP));
    }

    static Command restart() {
        return new Command("restart", "stop processes and start them again", turn -> act(Action.RESTART, turn))
                .help(
                        "Stops each process and starts it again, and waits until it is up. One that is not up is started.\n"
                                + "The configuration file is not read again: that is what reload is for.\n"
                                + "Ctrl-C ends the waiting; the processes are restarted all the same.\n"
                                + Operand.NAMES)
                .example("restart --reason 'new certificate' web")
                .flags(NO_WAIT, Flag.REASON)
                .operands(Operand.names(Times.AT_LEAST_ONCE, Kind.PROCESS_TO_STOP));
    }

    static Command disable() {
        return new Command("disable", "stop processes until they are enabled", turn -> act(Action.DISABLE, turn))
                .help(
                        "Stops processes as stop does, and keeps them from being started by autostart: when the supervisor or the\n"
                                + "machine starts, and when a reload adds or changes the program. What was disabled stays so until\n"
                                + "enable; status shows it. start and restart still start what they name, and leave it disabled;\n"
                                + "with all they leave it down.\n"
                                + "Ctrl-C ends the waiting; the processes are disabled all the same.\n"
                                + Operand.NAMES)
                .example("disable --reason 'migration' worker")
                .flags(NO_WAIT, Flag.REASON)
                .operands(Operand.names(Times.AT_LEAST_ONCE, Kind.PROCESS_TO_DISABLE));
    }

    static Command enable() {
        return new Command("enable", "let processes start by themselves again", turn -> act(Action.ENABLE, turn))
                .help(
                        "Takes disable back: what was disabled is started by autostart again, and at once, as start does, if its\n"
                                + "autostart is true. What was not disabled is left as it is.\n"
                                + "Ctrl-C ends the waiting; the processes are enabled all the same.\n"
                                + Operand.NAMES)
                .example("enable worker")
                .flags(NO_WAIT, Flag.REASON)
                .operands(Operand.names(Times.AT_LEAST_ONCE, Kind.PROCESS_TO_ENABLE));
    }

    private static Answer act(Action action, Turn turn) {
        Selector selector = new Selector(turn.operands());
        Patience patience = turn.has("--no-wait") ? Patience.GIVEN : Patience.SETTLED;
        try (Focus.Order order = turn.session().focus().begin(action, selector)) {
            return acted(
                    Optional.of(action),
                    selector,
                    turn.control().act(action, selector, patience, turn.asker()),
                    turn,
                    report -> {
                        order.answered(changed(report));
                        Acted acted = new Acted(report);
                        return switch (action) {
                            case STOP, DISABLE -> acted;
                            case START, RESTART, ENABLE -> Explanations.of(acted, turn);
                        };
                    });
        }
    }

    /// The processes to which what was asked for has happened now.
    private static List<ProcessName> changed(ActionReport report) {
        return report.outcomes().stream()
                .filter(outcome -> switch (outcome) {
                    case Outcome.Started _, Outcome.Stopped _, Outcome.Restarted _ -> true;
                    case Outcome.Disabled disabled -> disabled.stopped().isPresent();
                    case Outcome.Enabled enabled -> enabled.pid().isPresent();
                    case Outcome.Begun _,
                            Outcome.LeftDown _,
                            Outcome.Signalled _,
                            Outcome.Cleared _,
                            Outcome.NothingKept _,
                            Outcome.AlreadyStarted _,
                            Outcome.NotRunning _,
                            Outcome.NotSignalled _,
                            Outcome.Failed _ -> false;
                })
                .map(Outcome::name)
                .toList();
    }

    private static Answer acted(
            Optional<Action> action,
            Selector selector,
            CompletableFuture<ActionReport> order,
            Turn turn,
            Function<ActionReport, Answer> answer) {
        return turn.outcome(
                order, () -> Waiting.pending(action, selector, turn.control().status()), answer);
    }

    static Command signal() {
        return new Command("signal", "send a signal to processes", OrderCommands::signal)
                .help(
                        "Sends a signal to each process alone, not to its children. What the process makes of it is its own\n"
                                + "affair: a process that it ends is started again if its autorestart says so.\n"
                                + "A SIGNAL is a name (HUP, SIGHUP, RTMIN+2) or a number.\n" + Operand.NAMES)
                .example("signal HUP web")
                .flags(Flag.REASON)
                .operands(
                        new Operand("SIGNAL", Times.ONCE, Kind.SIGNAL),
                        Operand.names(Times.AT_LEAST_ONCE, Kind.PROCESS_TO_STOP));
    }

    private static Answer signal(Turn turn) {
        String word = turn.operands().getFirst();
        Optional<Signal> signal = Signal.parse(word);
        if (signal.isEmpty()) {
            return turn.misused(noSignal(word));
        }
        Selector selector =
                new Selector(turn.operands().subList(1, turn.operands().size()));
        return acted(
                Optional.empty(),
                selector,
                turn.control().signal(signal.get(), selector, turn.asker()),
                turn,
                Acted::new);
    }

    private static String noSignal(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        String bare = upper.startsWith("SIG") ? upper.substring(3) : upper;
        return "no signal is called \"" + word + "\""
                + Suggestions.nearest(bare, Signal.known().values())
                        .map(near -> ", did you mean " + near + "?")
                        .orElse("; write a name as TERM or HUP, or a number from 1 to 64");
    }
}
