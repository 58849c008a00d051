package org.taskmaster.commands;

import java.util.List;
import org.taskmaster.commands.Flag.Shape;
import org.taskmaster.commands.Operand.Kind;
import org.taskmaster.commands.Operand.Times;

/// The commands about processes.
final class ProcessCommands {

    /// Copied into the help of every command that takes names.
    private static final String NAMES = """
            A NAME is a process (web:0), a program (web: all of its processes), a pattern (web:*, w?b*) or all.""";

    static final Flag REASON = Flag.with("--reason", "TEXT", Kind.TEXT, "why, for the activity log");
    static final Flag FOLLOW = Flag.alone("-f", "go on showing what is written, until Ctrl-C");
    static final Flag LINES = Flag.with("-n", "LINES", Kind.TEXT, "how many lines to show (20)");
    static final Flag BYTES = new Flag("-BYTES", Shape.NUMBER, "", Kind.TEXT, "how many bytes to show instead");
    private static final Flag VERBOSE = Flag.alone("-v", "also show where the output of each goes");
    private static final Flag NO_WAIT =
            Flag.alone("--no-wait", "give the order, and do not wait for what becomes of it");

    private ProcessCommands() {}

    static List<CommandSpec> all() {
        return List.of(
                status(),
                start(),
                stop(),
                restart(),
                signal(),
                await(),
                events(),
                pid(),
                tail(),
                clear(),
                foreground(),
                attach(),
                send());
    }

    private static CommandSpec status() {
        return new CommandSpec(
                Verb.STATUS,
                List.of(),
                List.of(VERBOSE),
                List.of(new Operand("NAME", Times.ANY, Kind.ANY_PROCESS)),
                "show what every process is doing",
                "Shows every process, or those that are named: its state, and its pid and how long it has been up, or\n"
                        + "why it is not up. The columns are supervisord's; when output was lost or a log cannot be\n"
                        + "written, the row ends with that. With -v, lines below each row tell where its output goes,\n"
                        + "and whether it writes there itself (direct) or through the supervisor (captured).\n"
                        + "What the supervisor itself lacks, as a log that it cannot write, is told below.\n"
                        + NAMES,
                "status web:*");
    }

    private static CommandSpec start() {
        return new CommandSpec(
                Verb.START,
                List.of(),
                List.of(NO_WAIT, REASON),
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
                List.of(NO_WAIT, REASON),
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
                List.of(NO_WAIT, REASON),
                List.of(new Operand("NAME", Times.AT_LEAST_ONCE, Kind.PROCESS_TO_STOP)),
                "stop processes and start them again",
                "Stops each process and starts it again, and waits until it is up. One that is not up is started.\n"
                        + "The configuration file is not read again: that is what reload is for.\n"
                        + "Ctrl-C ends the waiting; the processes are restarted all the same.\n" + NAMES,
                "restart --reason 'new certificate' web");
    }

    private static CommandSpec signal() {
        return new CommandSpec(
                Verb.SIGNAL,
                List.of(),
                List.of(REASON),
                List.of(
                        new Operand("SIGNAL", Times.ONCE, Kind.SIGNAL),
                        new Operand("NAME", Times.AT_LEAST_ONCE, Kind.PROCESS_TO_STOP)),
                "send a signal to processes",
                "Sends a signal to each process alone, not to its children. What the process makes of it is its own\n"
                        + "affair: a process that it ends is started again if its autorestart says so.\n"
                        + "A SIGNAL is a name (HUP, SIGHUP, RTMIN+2) or a number.\n" + NAMES,
                "signal HUP web");
    }

    private static CommandSpec await() {
        return new CommandSpec(
                Verb.WAIT,
                List.of(),
                List.of(
                        Flag.with(
                                "--until", "STATE", Kind.STATE, "what to wait for: a state, or STATE,STATE (RUNNING)"),
                        Flag.with("--timeout", "TIME", Kind.TEXT, "how long at most: 10s, 1m30s (for ever)")),
                List.of(new Operand("NAME", Times.AT_LEAST_ONCE, Kind.ANY_PROCESS)),
                "wait until processes are in a state",
                "Waits for the moment at which all of the processes are in that state, and says so. No moment is too\n"
                        + "short: a process that ends and is started again at once has been EXITED. A process that is\n"
                        + "FATAL will not leave that state by itself, so that ends a waiting for any other one.\n"
                        + "So does a NAME that fits no process any more, because a reload took it away (status 4).\n"
                        + NAMES,
                "wait web --until RUNNING --timeout 10s");
    }

    private static CommandSpec events() {
        return new CommandSpec(
                Verb.EVENTS,
                List.of(),
                List.of(Flag.alone("-f", "go on with what happens, until Ctrl-C")),
                List.of(new Operand("NAME", Times.ANY, Kind.ANY_PROCESS)),
                "show each change of state, a line each",
                "Shows the state of every process, or of those that are named, a line each; with -f, also every change\n"
                        + "of state from then on, with nothing missing between the two, and who asked for what.\n"
                        + NAMES,
                "events -f web");
    }

    private static CommandSpec pid() {
        return new CommandSpec(
                Verb.PID,
                List.of(),
                List.of(),
                List.of(new Operand("NAME", Times.ANY, Kind.ANY_PROCESS)),
                "show process numbers",
                "Shows the pid of each process, a line each in the order of the names, 0 for one that is not up;\n"
                        + "without a NAME, the pid of the supervisor itself.\n" + NAMES,
                "pid web:0");
    }

    private static CommandSpec tail() {
        return new CommandSpec(
                Verb.TAIL,
                List.of(),
                List.of(FOLLOW, LINES, BYTES),
                List.of(
                        new Operand("NAME", Times.AT_LEAST_ONCE, Kind.ANY_PROCESS),
                        new Operand("stdout|stderr|both", Times.MAYBE, Kind.STREAM)),
                "show the end of the output of processes",
                "Shows the last lines that processes wrote to their stdout, or to their stderr, or to both. With more\n"
                        + "than one of them, each line begins with the name of its process. With -f, nothing is missed\n"
                        + "when a log is rotated or a process is started again, and new processes join in.\n"
                        + "On a terminal, colours are left out and control characters are spelled out; what one process\n"
                        + "wrote goes to a file or a pipe byte by byte, what it wrote to a terminal of its own (tty: true) as text,\n"
                        + "without control sequences.\n" + NAMES,
                "tail -f web:* worker both");
    }

    private static CommandSpec clear() {
        return new CommandSpec(
                Verb.CLEAR,
                List.of(),
                List.of(REASON),
                List.of(new Operand("NAME", Times.AT_LEAST_ONCE, Kind.ANY_PROCESS)),
                "empty the output files of processes",
                "Empties the files that the stdout and the stderr of processes are written to.\n" + NAMES,
                "clear web");
    }

    private static CommandSpec foreground() {
        return new CommandSpec(
                Verb.FG,
                List.of(),
                List.of(),
                List.of(new Operand("NAME", Times.ONCE, Kind.ONE_PROCESS)),
                "talk to a process: what you type is its input",
                "Shows what a process writes, and hands it each line that is typed. Ctrl-C or Ctrl-D ends that; the\n"
                        + "process goes on. A process with a terminal (tty: true) is attached to instead, see attach.",
                "fg console");
    }

    private static CommandSpec attach() {
        return new CommandSpec(
                Verb.ATTACH,
                List.of(),
                List.of(
                        Flag.alone("--read-only", "only look; what is typed does not reach the process"),
                        Flag.with(
                                "--detach-keys",
                                "KEYS",
                                Kind.TEXT,
                                "what leaves again, as 'ctrl-p ctrl-q' (detach_keys of the configuration)"),
                        REASON),
                List.of(new Operand("NAME", Times.ONCE, Kind.ONE_PROCESS)),
                "join this terminal to that of a process",
                "Joins this terminal to that of a process whose program has tty: true: its screen is drawn, and every\n"
                        + "key reaches it, Ctrl-C and Ctrl-Z too. Ctrl-] d leaves it running and comes back; Ctrl-] twice\n"
                        + "types one Ctrl-]. Several people may be attached at once. When the process ends, its exit\n"
                        + "status is shown, and the terminal is as it was before.",
                "attach console");
    }

    private static CommandSpec send() {
        return new CommandSpec(
                Verb.SEND,
                List.of(),
                List.of(
                        Flag.with("--keys", "KEYS", Kind.TEXT, "type these keys instead, as 'ctrl-c up enter'"),
                        Flag.alone("--no-newline", "do not press Enter behind the text"),
                        Flag.alone("-n", "the same as --no-newline"),
                        REASON),
                List.of(new Operand("NAME", Times.ONCE, Kind.ONE_PROCESS), new Operand("TEXT", Times.ANY, Kind.TEXT)),
                "type a text or keys into a process",
                "Types into the terminal of a process (tty: true), or into its standard input (stdin: pipe), and waits\n"
                        + "for nothing. The words of a TEXT get a space between them and a newline behind; nothing in it\n"
                        + "has a special meaning to send, a backslash neither. KEYS are names with blanks between them:\n"
                        + "enter, tab, escape, space, backspace, up, down, left, right, home, end, insert, delete, pageup,\n"
                        + "pagedown, shift-tab, f1 to f12, ctrl-a, alt-x, or a single character.",
                "send console --keys 'ctrl-c up enter'");
    }
}
