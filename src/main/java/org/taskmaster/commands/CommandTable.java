package org.taskmaster.commands;

import java.util.List;
import java.util.Optional;
import org.taskmaster.commands.Flag.Shape;
import org.taskmaster.commands.Operand.Kind;
import org.taskmaster.commands.Operand.Times;

/// Every command there is.
public final class CommandTable {

    /// Copied into the help of every command that takes names.
    private static final String NAMES = """
            A NAME is a process (web:0), a program (web: all of its processes), a pattern (web:*, w?b*) or all.""";

    private static final Flag FOLLOW = new Flag("-f", Shape.ALONE, "", "go on showing what is written, until Ctrl-C");
    private static final Flag LINES = new Flag("-n", Shape.WITH_VALUE, "LINES", "how many lines to show (20)");
    private static final Flag BYTES = new Flag("-BYTES", Shape.NUMBER, "", "how many bytes to show instead");

    private static final List<CommandSpec> ALL = List.of(
            status(),
            start(),
            stop(),
            restart(),
            signal(),
            pid(),
            reload(),
            tail(),
            maintail(),
            clear(),
            version(),
            help(),
            shutdown());

    private CommandTable() {}

    /// All commands, in the order of the help.
    public static List<CommandSpec> all() {
        return ALL;
    }

    /// All words that begin a command.
    public static List<String> words() {
        return ALL.stream().flatMap(spec -> spec.names().stream()).toList();
    }

    /// The command that `word` means.
    public static Optional<CommandSpec> find(String word) {
        return ALL.stream().filter(spec -> spec.names().contains(word)).findFirst();
    }

    /// The one command that does `verb`.
    public static CommandSpec of(Verb verb) {
        return ALL.stream().filter(spec -> spec.verb() == verb).findFirst().orElseThrow();
    }

    private static CommandSpec status() {
        return new CommandSpec(
                Verb.STATUS,
                List.of(),
                List.of(),
                List.of(new Operand("NAME", Times.ANY, Kind.ANY_PROCESS)),
                "show what every process is doing",
                "Shows every process, or those that are named: its state, and its pid and how long it has been up, or\n"
                        + "why it is not up. The columns are supervisord's.\n" + NAMES,
                "status web:*");
    }

    private static CommandSpec start() {
        return new CommandSpec(
                Verb.START,
                List.of(),
                List.of(),
                List.of(new Operand("NAME", Times.AT_LEAST_ONCE, Kind.PROCESS_TO_START)),
                "start processes",
                "Starts processes and waits until each has been up for its starttime, or was given up.\n"
                        + "Ctrl-C ends the waiting; the processes are started all the same.\n" + NAMES,
                "start web");
    }

    private static CommandSpec stop() {
        return new CommandSpec(
                Verb.STOP,
                List.of(),
                List.of(),
                List.of(new Operand("NAME", Times.AT_LEAST_ONCE, Kind.PROCESS_TO_STOP)),
                "stop processes",
                "Sends processes their stopsignal, kills what is still there after stoptime, and waits until all are\n"
                        + "gone. Ctrl-C ends the waiting; the processes are stopped all the same.\n" + NAMES,
                "stop web:0 worker:*");
    }

    private static CommandSpec restart() {
        return new CommandSpec(
                Verb.RESTART,
                List.of(),
                List.of(),
                List.of(new Operand("NAME", Times.AT_LEAST_ONCE, Kind.PROCESS_TO_STOP)),
                "stop processes and start them again",
                "Stops each process and starts it again, and waits until it is up. One that is not up is started.\n"
                        + "The configuration file is not read again: that is what reload is for.\n"
                        + "Ctrl-C ends the waiting; the processes are restarted all the same.\n" + NAMES,
                "restart web");
    }

    private static CommandSpec signal() {
        return new CommandSpec(
                Verb.SIGNAL,
                List.of(),
                List.of(),
                List.of(
                        new Operand("SIGNAL", Times.ONCE, Kind.SIGNAL),
                        new Operand("NAME", Times.AT_LEAST_ONCE, Kind.PROCESS_TO_STOP)),
                "send a signal to processes",
                "Sends a signal to each process alone, not to its children. What the process makes of it is its own\n"
                        + "affair: a process that it ends is started again if its autorestart says so.\n"
                        + "A SIGNAL is a name (HUP, SIGHUP, RTMIN+2) or a number.\n" + NAMES,
                "signal HUP web");
    }

    private static CommandSpec pid() {
        return new CommandSpec(
                Verb.PID,
                List.of(),
                List.of(),
                List.of(new Operand("NAME", Times.ANY, Kind.ANY_PROCESS)),
                "show process numbers",
                "Shows the pid of each process, a line each, 0 for one that is not up; without a NAME, the pid of\n"
                        + "the supervisor itself.\n" + NAMES,
                "pid web:0");
    }

    private static CommandSpec reload() {
        return new CommandSpec(
                Verb.RELOAD,
                List.of(),
                List.of(new Flag("--dry-run", Shape.ALONE, "", "only say what would be done")),
                List.of(),
                "read the configuration file again and follow it",
                "Reads the configuration file again, and stops, changes, restarts and starts what it takes to follow\n"
                        + "it. A process whose settings are the same is left alone, and one that only differs in how it\n"
                        + "is watched goes on running. When the file has a mistake, nothing is changed.",
                "reload --dry-run");
    }

    private static CommandSpec tail() {
        return new CommandSpec(
                Verb.TAIL,
                List.of(),
                List.of(FOLLOW, LINES, BYTES),
                List.of(
                        new Operand("NAME", Times.ONCE, Kind.ONE_PROCESS),
                        new Operand("stdout|stderr", Times.MAYBE, Kind.STREAM)),
                "show the end of a process's output",
                "Shows the last lines that a process wrote to its stdout, or to its stderr. On a terminal, colours\n"
                        + "are left out and control characters are spelled out.",
                "tail -f web:0 stderr");
    }

    private static CommandSpec maintail() {
        return new CommandSpec(
                Verb.MAINTAIL,
                List.of(),
                List.of(FOLLOW, LINES, BYTES),
                List.of(),
                "show the end of the supervisor's own log",
                "Shows the last lines of the activity log: what was started, stopped, has died, and who asked for it.",
                "maintail -n 50");
    }

    private static CommandSpec clear() {
        return new CommandSpec(
                Verb.CLEAR,
                List.of(),
                List.of(),
                List.of(new Operand("NAME", Times.AT_LEAST_ONCE, Kind.ANY_PROCESS)),
                "empty the output files of processes",
                "Empties the files that the stdout and the stderr of processes are written to.\n" + NAMES,
                "clear web");
    }

    private static CommandSpec version() {
        return new CommandSpec(
                Verb.VERSION,
                List.of(),
                List.of(),
                List.of(),
                "show the supervisor's version",
                "Shows the version of the supervisor that answers.",
                "version");
    }

    private static CommandSpec help() {
        return new CommandSpec(
                Verb.HELP,
                List.of(),
                List.of(),
                List.of(new Operand("COMMAND", Times.MAYBE, Kind.COMMAND)),
                "show all commands, or explain one",
                "Shows all commands and the exit statuses, or how one command is typed and what it does.",
                "help restart");
    }

    private static CommandSpec shutdown() {
        return new CommandSpec(
                Verb.SHUTDOWN,
                List.of("quit", "exit"),
                List.of(),
                List.of(),
                "stop every process and end the supervisor",
                "Stops every process as stop does, and ends the supervisor. Nothing is asked first. The end of the\n"
                        + "input (Ctrl-D on an empty line) does the same.",
                "shutdown");
    }
}
