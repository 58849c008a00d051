package org.taskmaster.commands;

import java.util.List;
import org.taskmaster.commands.Operand.Kind;
import org.taskmaster.commands.Operand.Times;

/// The commands about the supervisor and its configuration.
final class SupervisorCommands {

    static final String WAIT_FOR_END = "--wait";

    private static final Flag REASON = ProcessCommands.REASON;

    private SupervisorCommands() {}

    static List<CommandSpec> all() {
        return List.of(
                reload(),
                reread(),
                update(),
                avail(),
                add(),
                remove(),
                maintail(),
                reopen(),
                version(),
                help(),
                shutdown(),
                quit());
    }

    private static CommandSpec reload() {
        return new CommandSpec(
                Verb.RELOAD,
                List.of(),
                List.of(
                        Flag.alone("--dry-run", "only say what would be done"),
                        Flag.alone("--restart", "stop everything, and start anew what starts by itself"),
                        REASON),
                List.of(),
                "read the configuration file and follow it",
                "Reads the configuration file again, and stops, changes, restarts and starts what it takes to follow\n"
                        + "it. A process whose settings are the same is left alone, and one that only differs in how it\n"
                        + "is watched goes on running. When the file has a mistake, nothing is changed. supervisord's\n"
                        + "reload, which begins with everything anew, is reload --restart here.\n"
                        + "It waits until what has to be stopped is gone and the others are started, not for what becomes of\n"
                        + "them: wait NAME tells that.",
                "reload --dry-run");
    }

    private static CommandSpec reread() {
        return new CommandSpec(
                Verb.REREAD,
                List.of(),
                List.of(REASON),
                List.of(),
                "say what differs in the configuration file",
                "Says which programs are new in the file, which differ from what is supervised, and which are gone.\n"
                        + "Nothing is changed; add and update act on it.",
                "reread");
    }

    private static CommandSpec update() {
        return new CommandSpec(
                Verb.UPDATE,
                List.of(),
                List.of(REASON),
                List.of(new Operand("PROGRAM", Times.ANY, Kind.CONFIGURED_PROGRAM)),
                "reload, for some programs only",
                "Reads the configuration file again and follows it as reload does, but touches only the programs that\n"
                        + "are named; without a name, or for all, it is reload. It waits for as much as reload does.",
                "update web");
    }

    private static CommandSpec avail() {
        return new CommandSpec(
                Verb.AVAIL,
                List.of(),
                List.of(),
                List.of(),
                "show every process of the configuration",
                "Shows every process of the configuration that was last read: whether it is in use, whether it starts\n"
                        + "by itself, and its priority.",
                "avail");
    }

    private static CommandSpec add() {
        return new CommandSpec(
                Verb.ADD,
                List.of(),
                List.of(REASON),
                List.of(new Operand("PROGRAM", Times.AT_LEAST_ONCE, Kind.CONFIGURED_PROGRAM)),
                "begin to supervise programs",
                "Begins to supervise programs of the configuration that was last read, and starts those that start by\n"
                        + "themselves.",
                "add web");
    }

    private static CommandSpec remove() {
        return new CommandSpec(
                Verb.REMOVE,
                List.of(),
                List.of(REASON),
                List.of(new Operand("PROGRAM", Times.AT_LEAST_ONCE, Kind.PROGRAM)),
                "forget programs that are stopped",
                "Forgets programs whose processes are all at rest, until they are added again or a reload finds them in\n"
                        + "the configuration.",
                "remove web");
    }

    private static CommandSpec maintail() {
        return new CommandSpec(
                Verb.MAINTAIL,
                List.of(),
                List.of(ProcessCommands.FOLLOW, ProcessCommands.LINES, ProcessCommands.BYTES),
                List.of(),
                "show the end of the supervisor's own log",
                "Shows the last lines of the activity log: what was started, stopped, has died, and who asked for it.",
                "maintail -n 50");
    }

    private static CommandSpec reopen() {
        return new CommandSpec(
                Verb.REOPEN,
                List.of(),
                List.of(REASON),
                List.of(),
                "open all log files again",
                "Opens the activity log and all log files of processes again, after an outside tool has moved them, as\n"
                        + "logrotate does; SIGUSR2 to the supervisor does the same. A file that a process writes to by\n"
                        + "itself it alone could open again: it is told which processes go on writing to what was moved\n"
                        + "or removed, until they are restarted.",
                "reopen");
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
                List.of(),
                List.of(
                        Flag.alone(WAIT_FOR_END, "wait until everything is stopped and the supervisor has ended"),
                        REASON),
                List.of(),
                "stop every process and end the supervisor",
                "Stops every process as stop does, and ends the supervisor. Without --wait it does not wait for the end,\n"
                        + "which may take as long as the longest stoptime. While that goes on, another one with the same\n"
                        + "state is refused. Only the shell of taskmasterctl asks first.",
                "shutdown --wait");
    }

    private static CommandSpec quit() {
        return new CommandSpec(
                Verb.QUIT,
                List.of("exit"),
                List.of(),
                List.of(),
                "leave the shell",
                "Leaves the shell of taskmasterctl; the supervisor goes on. The shell of taskmaster is the\n"
                        + "supervisor's own, so leaving it stops every process and ends the supervisor. The end of the\n"
                        + "input (Ctrl-D on an empty line) does the same.",
                "quit");
    }
}
