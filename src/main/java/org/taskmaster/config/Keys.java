package org.taskmaster.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.taskmaster.model.Stream;
import org.taskmaster.model.Suggestions;

/// Every key of the configuration file, in the order of the documentation.
///
/// The one source of what is known: the reader, its suggestions, the JSON schema and the reference are
/// made from it.
public final class Keys {

    static final String PROGRAMS = "programs";
    static final String TASKMASTER = "taskmaster";
    /// Keys that begin so are the author's own: a place for anchors.
    static final String EXTENSION = "x-";

    static final KeySpec CMD = new KeySpec(
                    "cmd",
                    ValueKind.COMMAND,
                    "",
                    "What to run; the only key that must be written. A text is split into words as a shell does it"
                            + " (quotes and backslashes), but no shell runs: for `|`, `>` or `$VAR` write"
                            + " `[sh, -c, \"…\"]`. A list of words is taken as it is.")
            .called("command", "exec", "run");
    static final KeySpec NUMPROCS = new KeySpec(
                    "numprocs",
                    ValueKind.PROCESS_COUNT,
                    "1",
                    "How many processes to keep alive. One is named `web`; several are named `web:0`, `web:1`, ….")
            .called("processes", "instances", "replicas");
    static final KeySpec AUTOSTART = new KeySpec(
            "autostart", ValueKind.FLAG, "true", "Whether it starts with the supervisor, and when a reload adds it.");
    static final KeySpec AUTORESTART = new KeySpec(
                    "autorestart",
                    ValueKind.AUTORESTART,
                    "unexpected",
                    "Whether it is started again when it ends by itself after a successful start. `unexpected`: only"
                            + " when a signal killed it or its exit code is not one of `exitcodes`. `true` and"
                            + " `false` mean `always` and `never`.")
            .called("restart");
    static final KeySpec EXITCODES =
            new KeySpec("exitcodes", ValueKind.EXIT_CODES, "0", "The exit codes that are expected.");
    static final KeySpec STARTTIME = new KeySpec(
                    "starttime",
                    ValueKind.DURATION,
                    "1",
                    "How long it must stay up to count as started; 0: it counts at once.")
            .called("startsecs", "startseconds");
    static final KeySpec STARTRETRIES = new KeySpec(
                    "startretries",
                    ValueKind.RETRIES,
                    "3",
                    "How many more starts are tried after one that failed, before giving up.")
            .called("retries");
    static final KeySpec STOPSIGNAL = new KeySpec(
            "stopsignal",
            ValueKind.SIGNAL,
            "TERM",
            "What asks it to end; sent to the process and everything it started, and followed by CONT for what is"
                    + " stopped.");
    static final KeySpec STOPTIME = new KeySpec(
                    "stoptime", ValueKind.DURATION, "10", "How long it may take to end before it is killed.")
            .called("stopwaitsecs", "stopsecs");
    static final KeySpec STDIN = new KeySpec(
            "stdin",
            ValueKind.INPUT,
            "none",
            "What it reads: `none` is `/dev/null`; `pipe` lets clients send it bytes, and it waits for them instead of"
                    + " finding the end of its input.");
    static final KeySpec TTY = new KeySpec(
                    "tty",
                    ValueKind.FLAG,
                    "false",
                    "Whether it has a terminal of its own, for its input and its output, which people can join with"
                            + " `attach`. What it writes there is its `stdout`; it has no `stderr` beside.")
            .called("pty", "terminal");
    static final KeySpec SYSLOG_FACILITY = new KeySpec(
            "syslog_facility", ValueKind.SYSLOG_FACILITY, "daemon", "What its messages to syslog are filed under.");
    static final KeySpec SYSLOG_TAG = new KeySpec(
            "syslog_tag",
            ValueKind.SYSLOG_TAG,
            "",
            "The name that its messages to syslog bear; by default that of the program.");
    static final KeySpec LOG_OWNER = new KeySpec(
            "log_owner",
            ValueKind.OWNER,
            "",
            "Whom new files of its output belong to; by default the supervisor's user. Only root can give them to"
                    + " another user. With it, the supervisor writes the files.");
    static final KeySpec LOG_MODE = new KeySpec(
            "log_mode",
            ValueKind.MODE,
            "",
            "The permissions of new files of its output, always octal; by default 666 less the supervisor's umask."
                    + " With it, the supervisor writes the files.");
    static final KeySpec ON_LOG_ERROR = new KeySpec(
            "on_log_error",
            ValueKind.ON_LOG_ERROR,
            "",
            "What happens while a file of its output cannot be written, as on a full disk. `drop`, the default: what"
                    + " the channel cannot hold is dropped and counted, and the program goes on. `block`: the program"
                    + " waits. With either, the supervisor writes the files; a program that writes to one by itself gets the"
                    + " error instead.");
    static final KeySpec ENV = new KeySpec(
                    "env",
                    ValueKind.ENVIRONMENT,
                    "",
                    "What is added to, or replaced in, the supervisor's own environment. All values are texts:"
                            + " `ANSWER: 42` is \"42\".")
            .called("environment");
    static final KeySpec WORKINGDIR = new KeySpec(
                    "workingdir", ValueKind.PATH, "", "Where it starts; by default where the supervisor runs.")
            .called("directory", "cwd");
    static final KeySpec UMASK = new KeySpec(
            "umask",
            ValueKind.UMASK,
            "",
            "The permissions its new files do not get; by default the supervisor's own. Always octal: `022`,"
                    + " `\"022\"` and `0o22` are the same.");
    static final KeySpec PRIORITY = new KeySpec(
            "priority", ValueKind.PRIORITY, "999", "Programs with lower numbers start first and stop last.");
    static final KeySpec USER = new KeySpec(
            "user",
            ValueKind.USER,
            "",
            "Whom it runs as; by default the supervisor's user. Only a supervisor that stays root"
                    + " (`user: root` in `taskmaster:`) can give it another.");

    static final KeySpec LOGFILE = new KeySpec(
            "logfile", ValueKind.PATH, "", "The supervisor's own log; by default `taskmaster.log` in `statedir`.");
    static final KeySpec LOGFILE_MAXBYTES =
            new KeySpec("logfile_maxbytes", ValueKind.SIZE, "50MB", "The size at which the log is rotated; 0: never.");
    static final KeySpec LOGFILE_BACKUPS = new KeySpec(
            "logfile_backups", ValueKind.BACKUPS, "10", "How many old logs are kept; 0: the log is emptied instead.");
    static final KeySpec LOGLEVEL =
            new KeySpec("loglevel", ValueKind.LOG_LEVEL, "info", "The least important lines that are logged.");
    static final KeySpec SUPERVISOR_USER = new KeySpec(
            "user",
            ValueKind.USER,
            "",
            "Whom the supervisor becomes when root starts it. `root`: it stays root, and programs may have"
                    + " users of their own.");
    static final KeySpec STATEDIR = new KeySpec(
            "statedir",
            ValueKind.PATH,
            "",
            "The directory of what the supervisor must remember; by default one that belongs to its user.");

    static final KeySpec PIDFILE = new KeySpec(
            "pidfile", ValueKind.PATH, "", "Holds the supervisor's pid; by default `taskmaster.pid` in `statedir`.");
    static final KeySpec IDENTIFIER = new KeySpec(
            "identifier",
            ValueKind.TEXT,
            "supervisor",
            "What distinguishes this supervisor from others, for clients that ask several.");
    static final KeySpec SOCKET = new KeySpec(
                    "socket",
                    ValueKind.PATH,
                    "",
                    "The Unix socket that clients connect to; by default `taskmaster.sock` in `statedir`. At most 107"
                            + " bytes long.")
            .called("unix_http_server");
    static final KeySpec SOCKET_MODE = new KeySpec(
                    "socket_mode",
                    ValueKind.MODE,
                    "",
                    "The permissions of the socket, always octal; a user who may not write it cannot connect. By default"
                            + " `700`, or `666` when `viewers` or `operators` are named: clients are identified"
                            + " anyway.")
            .called("chmod");
    static final KeySpec VIEWERS = new KeySpec(
            "viewers",
            ValueKind.PEOPLE,
            "",
            "Who may connect to the socket and look, beside root and the supervisor's own user, who may do everything."
                    + " Needs a `socket` in a directory they can enter.");
    static final KeySpec OPERATORS =
            new KeySpec("operators", ValueKind.PEOPLE, "", "Who may connect to the socket, look and act.");
    static final KeySpec LISTEN = new KeySpec(
                    "listen",
                    ValueKind.ADDRESS,
                    "",
                    "Where clients connect by TCP; by default nowhere. `*` means every address of this machine. What is"
                            + " sent is not encrypted.")
            .called("inet_http_server", "port", "bind");
    static final KeySpec AUTH = new KeySpec(
            "auth",
            ValueKind.AUTH,
            "password",
            "How clients that come by TCP are identified. `none`: not at all, so that every user of this machine may do"
                    + " everything; only for loopback addresses.");
    static final KeySpec USERS = new KeySpec(
            "users",
            ValueKind.ACCOUNTS,
            "",
            "Who may come by TCP: for each name a `password`, as the hash that `taskmasterctl hash-password` prints,"
                    + " and a `role`: `viewer` (looks) or `operator` (looks and acts).");
    static final KeySpec HOSTS = new KeySpec(
            "hosts",
            ValueKind.HOSTS,
            "",
            "The names by which browsers, and with `auth: none` all clients, may call this machine by TCP,"
                    + " beside `localhost` and addresses.");

    static final KeySpec DETACH_KEYS = new KeySpec(
            "detach_keys",
            ValueKind.KEYS,
            "ctrl-] d",
            "What is typed to leave the terminal of a program that one has joined with `attach`. The first is one with"
                    + " `ctrl-`.");

    static final KeySpec PASSWORD = new KeySpec("password", ValueKind.PASSWORD, "", "The hash of the password.");
    static final KeySpec ROLE = new KeySpec("role", ValueKind.ROLE, "", "What they may do.");

    /// What a user who comes by TCP is described with.
    static final List<KeySpec> OF_ACCOUNT = List.of(PASSWORD, ROLE);

    /// What a program is described with.
    public static final List<KeySpec> OF_PROGRAM = ofProgram();

    /// What the supervisor itself is described with.
    public static final List<KeySpec> OF_SUPERVISOR = List.of(
            LOGFILE,
            LOGFILE_MAXBYTES,
            LOGFILE_BACKUPS,
            LOGLEVEL,
            SUPERVISOR_USER,
            STATEDIR,
            PIDFILE,
            IDENTIFIER,
            DETACH_KEYS,
            SOCKET,
            SOCKET_MODE,
            VIEWERS,
            OPERATORS,
            LISTEN,
            AUTH,
            USERS,
            HOSTS);

    private Keys() {}

    private static List<KeySpec> ofProgram() {
        List<KeySpec> keys = new ArrayList<>(List.of(
                CMD,
                NUMPROCS,
                AUTOSTART,
                AUTORESTART,
                EXITCODES,
                STARTTIME,
                STARTRETRIES,
                STOPSIGNAL,
                STOPTIME,
                STDIN,
                TTY));
        keys.addAll(StreamOption.allOf(Stream.STDOUT));
        keys.addAll(StreamOption.allOf(Stream.STDERR));
        keys.addAll(List.of(SYSLOG_FACILITY, SYSLOG_TAG, LOG_OWNER, LOG_MODE, ON_LOG_ERROR));
        keys.addAll(List.of(ENV, WORKINGDIR, UMASK, PRIORITY, USER));
        return List.copyOf(keys);
    }

    /// The key of this very name.
    static Optional<KeySpec> named(String name, List<KeySpec> known) {
        for (KeySpec key : known) {
            if (key.name().equals(name)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /// The key that is known elsewhere under this name, or nearly so.
    static Optional<KeySpec> otherwiseCalled(String name, List<KeySpec> known) {
        List<String> others = new ArrayList<>();
        for (KeySpec key : known) {
            others.addAll(key.otherNames());
        }
        Optional<String> nearest = Suggestions.nearest(name, others);
        for (KeySpec key : known) {
            if (nearest.isPresent() && key.otherNames().contains(nearest.get())) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /// Whether a program has a key of this name.
    static boolean isSetting(String name) {
        return named(name, OF_PROGRAM).isPresent();
    }

    static List<String> names(List<KeySpec> keys) {
        List<String> names = new ArrayList<>();
        for (KeySpec key : keys) {
            names.add(key.name());
        }
        return names;
    }
}
