package org.taskmaster.cli;

import java.util.List;
import org.taskmaster.commands.Command;
import org.taskmaster.commands.CommandTable;
import org.taskmaster.commands.ExitCode;
import org.taskmaster.commands.Flag;

/// The manual pages, made of the definitions of options and commands (man(7), groff_man(7)).
final class Manual {

    private static final String FILES = """
            .SH FILES
            .TP
            .I ./taskmaster.yaml\\fR, \\fI/etc/taskmaster/taskmaster.yaml
            The configuration when none is named; as root only the latter.
            .TP
            .I /var/lib/taskmaster/\\fINAME\\-NUMBER/
            The state of a supervisor that root has started, when its configuration names no
            .BR statedir :
            its socket, pid file, log and journal. Of another user's it is in
            .IR $XDG_STATE_HOME/taskmaster/ ,
            or
            .I ~/.local/state/taskmaster/
            when that variable is not set.
            """;

    private Manual() {}

    static String ctl() {
        Roff page = new Roff("taskmasterctl", 1, "ask a supervisor, or tell it what to do");
        page.section("SYNOPSIS");
        page.raw(".B taskmasterctl\n.RI [ OPTION ...]\n.RI [ COMMAND \" [\" WORD ...]]\n.br\n"
                + ".B taskmasterctl hash\\-password\n");
        page.section("DESCRIPTION");
        page.text("Sends one command to the running supervisor of a configuration, prints its answer, and tells by its"
                + " exit status how it went. Without a command it opens a shell on a terminal, with completion and a"
                + " history; from a pipe it reads commands, a line each.");
        page.text("The answer goes to the standard output; why there is none goes to the standard error.");
        page.section("OPTIONS");
        for (CtlOption option : CtlOption.values()) {
            String words = (option.brief().isEmpty() ? "" : bold(option.brief()) + ", ") + bold(option.word());
            page.item(words + (option.label().isEmpty() ? "" : " \\fI" + Roff.escaped(option.label()) + "\\fR"));
            page.text(sentence(option.meaning()));
        }
        commands(page);
        page.item("\\fBhash\\-password\\fR");
        page.text(
                "Asks for a password, or reads it from a pipe, and prints the hash that the configuration keeps of it.");
        page.section("EXIT STATUS");
        for (ExitCode code : ExitCode.values()) {
            page.item("\\fB" + code.number() + "\\fR");
            page.text(sentence(code.meaning()));
        }
        page.section("ENVIRONMENT");
        page.item("\\fBTASKMASTER_PASSWORD\\fR");
        page.text("The password, for those who come by TCP.");
        page.item("\\fBNO_COLOR\\fR");
        page.text("No colours, when it is set.");
        page.raw(FILES);
        page.seeAlso("taskmasterd(8)", "taskmaster(1)");
        return page.toString();
    }

    static String daemon() {
        Roff page = new Roff("taskmasterd", 8, "keep programs running, in the background");
        page.section("SYNOPSIS");
        page.raw(".B taskmasterd\n.RB [ \\-c\n.IR FILE ]\n.RB [ \\-n ]\n.RB [ \\-\\-no\\-guardian ]\n.br\n"
                + ".B taskmasterd\n.RB [ \\-c\n.IR FILE ]\n.B \\-\\-dry\\-run\n");
        page.section("DESCRIPTION");
        page.text("Starts the programs that the configuration describes and keeps them running. It goes to the"
                + " background, into a session without a terminal, and returns when the supervisor is ready or has said"
                + " why not; from then on taskmasterctl reaches it.");
        page.text("A pid file is locked as long as the supervisor lives, so that a second one on the same configuration"
                + " is refused. One that was killed can be started again at once, and takes over what it had started.");
        page.section("OPTIONS");
        page.item("\\fB\\-c\\fR, \\fB\\-\\-configuration\\fR \\fIFILE\\fR");
        page.text("What to supervise.");
        page.item("\\fB\\-n\\fR, \\fB\\-\\-nodaemon\\fR");
        page.text("Stay in the foreground and show the activity log, as service managers want it.");
        page.item("\\fB\\-\\-no\\-guardian\\fR");
        page.text(
                "Start no guardian. That is a small process that waits for the supervisor's end, and starts it anew when"
                        + " it was killed or has crashed, with growing pauses up to a minute; never after an end that was asked"
                        + " for. SIGTERM to the guardian ends the supervisor in order.");
        dryRun(page);
        page.item("\\fB\\-v\\fR, \\fB\\-\\-version\\fR");
        page.text("Print the version.");
        page.item("\\fB\\-h\\fR, \\fB\\-\\-help\\fR");
        page.text("Print how it is used.");
        signals(page);
        page.section("EXIT STATUS");
        page.item("\\fB0\\fR");
        page.text("The supervisor is ready; with -n: everything was stopped.");
        page.item("\\fB1\\fR");
        page.text("With -n: something could not be stopped.");
        page.item("\\fB2\\fR");
        page.text("The command line, the configuration or the machine did not allow a start, or another supervisor runs"
                + " on this configuration already.");
        page.raw(FILES);
        page.seeAlso("taskmasterctl(1)", "taskmaster(1)");
        return page.toString();
    }

    private static void dryRun(Roff page) {
        page.item("\\fB\\-\\-dry\\-run\\fR");
        page.text("Say what a start would do with the processes that a supervisor has left, and with those that are"
                + " configured: a line for each that is kept, restarted, started, stopped or left as it is. Nothing is"
                + " started, written or locked. While a supervisor runs, it says what the one after it would do; what a"
                + " reload would do is said by taskmasterctl reload --dry-run.");
    }

    static String foreground() {
        Roff page = new Roff("taskmaster", 1, "keep programs running, with a shell in the terminal");
        page.section("SYNOPSIS");
        page.raw(
                ".B taskmaster\n.RB [ \\-\\-no\\-shell ]\n.RI [ FILE ]\n.br\n.B taskmaster \\-\\-dry\\-run\n.RI [ FILE ]\n.br\n.B taskmaster check\n.RI [ FILE ]\n");
        page.section("DESCRIPTION");
        page.text("Starts the programs that FILE describes, keeps them running, and gives a shell to control them in"
                + " the same terminal; the end of the shell is the end of the supervisor. From a pipe it reads commands,"
                + " a line each. With check it only says whether FILE is a valid configuration, and what in it could not"
                + " start as things are now.");
        page.section("OPTIONS");
        page.item("\\fB\\-c\\fR \\fIFILE\\fR");
        page.text("The same as FILE alone.");
        page.item("\\fB\\-\\-no\\-shell\\fR");
        page.text("No shell; the activity log is shown instead.");
        dryRun(page);
        page.item("\\fB\\-\\-version\\fR, \\fB\\-\\-help\\fR");
        page.text("Print the version, or how it is used.");
        commands(page);
        signals(page);
        page.section("EXIT STATUS");
        page.item("\\fB0\\fR");
        page.text("Everything was stopped.");
        page.item("\\fB1\\fR");
        page.text("Something could not be stopped.");
        page.item("\\fB2\\fR");
        page.text("The command line, the configuration or the machine did not allow a start; also of check, when the"
                + " file is bad.");
        page.text("When commands are read from a pipe: the status of the first one that did not succeed, see"
                + " taskmasterctl(1).");
        page.raw(FILES);
        page.seeAlso("taskmasterctl(1)", "taskmasterd(8)");
        return page.toString();
    }

    private static void commands(Roff page) {
        page.section("COMMANDS");
        for (Command spec : CommandTable.all()) {
            page.item(bold(spec.name())
                    + Roff.escaped(spec.usage().substring(spec.name().length())));
            page.text(spec.help());
            for (Flag flag : spec.flags()) {
                page.text(flag.usage() + ": " + sentence(flag.meaning()));
            }
            if (!spec.aliases().isEmpty()) {
                page.text("Also: " + String.join(", ", spec.aliases()) + ".");
            }
        }
    }

    private static void signals(Roff page) {
        page.section("SIGNALS");
        page.item("\\fBTERM\\fR, \\fBINT\\fR, \\fBQUIT\\fR, \\fBPWR\\fR, \\fBXCPU\\fR, \\fBABRT\\fR");
        page.text("Stops everything, highest priority number first, and ends. Another one, from another process (or by"
                + " Ctrl-C) and a second or more after the first, kills what is left.");
        page.item("\\fBHUP\\fR");
        page.text(
                "Reads the configuration again and follows it; when the terminal hangs up: stops everything and ends.");
        page.item("\\fBUSR2\\fR");
        page.text("Opens the activity log and the files of captured output anew, for external rotation.");
        page.item("any other");
        page.text("Means nothing; a DEBUG line tells of it. SEGV, BUS, FPE and ILL are the JVM's own, and end it.");
    }

    private static String bold(String text) {
        return "\\fB" + Roff.escaped(text) + "\\fR";
    }

    static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + (words.endsWith(".") ? "" : ".");
    }

    /// All of them by the file's name.
    static List<String> names() {
        return List.of("taskmaster.1", "taskmasterctl.1", "taskmasterd.8");
    }
}
