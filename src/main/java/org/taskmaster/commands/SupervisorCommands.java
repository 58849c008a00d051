package org.taskmaster.commands;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.taskmaster.commands.Commands.Next;
import org.taskmaster.commands.Operand.Kind;
import org.taskmaster.commands.Operand.Times;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.control.Control;
import org.taskmaster.json.Json;

/// The commands about the supervisor and its shell.
final class SupervisorCommands {

    private static final String WAIT_FOR_END = "--wait";
    private static final String KEEP_PROGRAMS = "--keep-programs";

    private SupervisorCommands() {}

    static Command help() {
        return new Command("help", "show all commands, or explain one", SupervisorCommands::help)
                .help("Shows all commands and the exit statuses, or how one command is typed and what it does.")
                .example("help restart")
                .operands(new Operand("COMMAND", Times.MAYBE, Kind.COMMAND));
    }

    private static Answer help(Turn turn) {
        if (turn.operands().isEmpty()) {
            return new HelpText(Optional.empty());
        }
        String word = turn.operands().getFirst();
        Optional<Command> about = CommandTable.find(word);
        return about.isPresent() ? new HelpText(about) : CommandTable.unknown(word);
    }

    static Command shutdown() {
        return new Command("shutdown", "stop every process and end the supervisor", SupervisorCommands::shutdown)
                .help(
                        "Stops every process as stop does, and ends the supervisor. Without --wait it does not wait for the end,\n"
                                + "which may take as long as the longest stoptime. While that goes on, another one with the same\n"
                                + "state is refused. Only the shell of taskmasterctl asks first.\n"
                                + "With --keep-programs what runs goes on, and the next supervisor takes it over as it is. Only\n"
                                + "where terminals (tty: true) cannot be kept, which takes Perl, what has one is stopped, and started\n"
                                + "by the next one. If that would not know what runs, nothing is done.")
                .example("shutdown --wait")
                .flags(
                        Flag.alone(KEEP_PROGRAMS, "end the supervisor alone, for the next one to go on"),
                        Flag.alone(WAIT_FOR_END, "wait until everything is stopped and the supervisor has ended"),
                        Flag.REASON);
    }

    /// The answer does not wait for the end, but in another process it has to wait until the order is there.
    private static Answer shutdown(Turn turn) {
        if (turn.has(KEEP_PROGRAMS)) {
            return handOver(turn);
        }
        List<String> up = up(turn.control());
        if (!turn.person().agrees("Stop " + processes(up.size()) + " and end the supervisor?")) {
            return Answer.of("nothing was done");
        }
        return switch (turn.session().bond()) {
            case ONE_PROGRAM -> {
                CompletableFuture<Void> _ = turn.control().shutdown(turn.asker());
                yield ending(up, turn.control());
            }
            case VISITOR ->
                turn.has(WAIT_FOR_END)
                        ? EndWait.run(turn, false)
                        : turn.outcome(
                                turn.control().shutdown(turn.asker()).thenApply(_ -> up.size()),
                                () -> "the supervisor",
                                count -> shuttingDown(count, ""));
        };
    }

    private static Answer handOver(Turn turn) {
        List<String> up = up(turn.control());
        int kept = up.size();
        if (!turn.person().agrees("End the supervisor, and leave " + processes(kept) + " to the next one?")) {
            return Answer.of("nothing was done");
        }
        return turn.session().bond() == Bond.VISITOR && turn.has(WAIT_FOR_END)
                ? EndWait.run(turn, true)
                : turn.outcome(
                        turn.control().handOver(turn.asker()),
                        () -> "the supervisor",
                        lack -> lack.map(why -> Answer.failed(Control.NOTHING_HANDED_OVER + why))
                                .orElseGet(() -> handedOver(kept)));
    }

    private static Answer handedOver(int kept) {
        return Answer.of("ending" + (kept == 0 ? "" : "; " + processes(kept) + " left to the next supervisor"))
                .then(Next.END)
                .as(() -> Json.object(Json.member("kept", Json.number(kept))));
    }

    static Command quit() {
        return new Command("quit", "leave the shell", SupervisorCommands::quit)
                .help("Leaves the shell of taskmasterctl; the supervisor goes on. The shell of taskmaster is the\n"
                        + "supervisor's own, so leaving it stops every process and ends the supervisor. The end of the\n"
                        + "input (Ctrl-D on an empty line) does the same.")
                .example("quit")
                .alias("exit");
    }

    private static Answer quit(Turn turn) {
        return switch (turn.session().bond()) {
            case ONE_PROGRAM -> shutdown(turn);
            case VISITOR -> Answer.of().then(Next.LEAVE);
        };
    }

    /// The end of the supervisor has begun, and whoever is in its own terminal can cut it short there.
    static Answer ending(Control control) {
        return ending(up(control), control);
    }

    private static Answer ending(List<String> up, Control control) {
        Optional<Duration> patience = control.configured().stream()
                .map(ConfiguredProcess::config)
                .filter(config -> up.contains(config.name().text()))
                .map(config -> config.policy().stop().stoptime())
                .max(Comparator.naturalOrder());
        return shuttingDown(
                up.size(),
                patience.map(most -> "; each has up to " + most.toMillis() / 1000.0 + " s, Ctrl-C kills what is left")
                        .orElse(""));
    }

    private static Answer shuttingDown(int live, String howLong) {
        return Answer.of(live == 0 ? "ending" : "stopping " + processes(live) + " and ending" + howLong)
                .then(Next.END)
                .as(() -> Json.object(Json.member("stopping", Json.number(live))));
    }

    /// So many, in words.
    static String processes(int count) {
        return Line.count(count, "process", "processes");
    }

    private static List<String> up(Control control) {
        return control.status().processes().stream()
                .filter(process -> process.state().live())
                .map(process -> process.name().text())
                .toList();
    }
}
