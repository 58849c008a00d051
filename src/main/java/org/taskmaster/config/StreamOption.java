package org.taskmaster.config;

import java.util.ArrayList;
import java.util.List;
import org.taskmaster.model.Stream;

/// What can be said about a stream of output. Each is a key of its own for both streams: `stdout` and
/// `stderr`, `stdout_maxbytes` and `stderr_maxbytes`; they are described once, here.
enum StreamOption {
    TARGET(
            "",
            ValueKind.OUTPUT,
            "none",
            "Where its standard output goes. A path: it is appended to that file. `auto`: to the file"
                    + " `logs/NAME.stdout.log` in `statedir`, which is rotated. `none` or `/dev/null`: nowhere. The"
                    + " program writes to a file by itself, unless one of the keys that follow asks for more: then"
                    + " its output goes through the supervisor. The same path for `stdout` and `stderr` gives one"
                    + " file; what is said about one of them then holds for both.",
            "_logfile"),
    MAXBYTES(
            "_maxbytes",
            ValueKind.SIZE,
            "",
            "The size at which the file is rotated; 0: never for its size. By default 50MB for `auto` and for a file"
                    + " that another of these keys wants rotated.",
            "_logfile_maxbytes"),
    BACKUPS(
            "_backups",
            ValueKind.BACKUPS,
            "",
            "How many older files are kept when it is rotated, by default 10; 0: the file is emptied instead.",
            "_logfile_backups"),
    ROTATE(
            "_rotate",
            ValueKind.ROTATION,
            "none",
            "The file is also rotated at the end of each hour, day or week of local time; weeks end with Sunday."),
    COMPRESS("_compress", ValueKind.FLAG, "false", "Whether older files are compressed, as `.gz`."),
    TOTAL(
            "_total",
            ValueKind.SIZE,
            "0",
            "How much the file and the older ones may take together: the oldest go first; 0: no bound."),
    FORMAT(
            "_format",
            ValueKind.LINE_FORMAT,
            "raw",
            "How it is written to the file. `raw`: byte by byte. `prefix`: each line with the time and the name of the"
                    + " process before it. `json`: each line as a JSON object."),
    STRIP_ANSI(
            "_strip_ansi",
            ValueKind.FLAG,
            "false",
            "Whether colours and other control sequences of terminals are taken out.",
            "_strip_colors",
            "_strip_colours"),
    CONSOLE(
            "_console",
            ValueKind.FLAG,
            "false",
            "Whether each line is also written to the supervisor's own standard output, with the name of the process"
                    + " before it: what a container's log is made of."),
    SYSLOG(
            "_syslog",
            ValueKind.SYSLOG,
            "none",
            "Where each line is also sent as a message to syslog: `local` is the socket `/dev/log` of this machine.");

    private final KeySpec ofStdout;
    private final KeySpec ofStderr;

    StreamOption(String suffix, ValueKind kind, String fallback, String description, String... otherSuffixes) {
        String first = Stream.STDOUT.word() + suffix;
        List<String> others = names(Stream.STDOUT, otherSuffixes);
        if (!suffix.isEmpty()) {
            others.add(suffix.substring(1));
        }
        this.ofStdout = new KeySpec(first, kind, fallback, description, others);
        this.ofStderr = suffix.isEmpty()
                ? new KeySpec(
                                Stream.STDERR.word(),
                                ValueKind.OUTPUT_OF_STDERR,
                                fallback,
                                "The same for its standard error; `stdout`: it goes where its standard output goes.")
                        .called("stderr_logfile")
                : new KeySpec(
                        Stream.STDERR.word() + suffix,
                        kind,
                        fallback,
                        "As `" + first + "`, for its standard error.",
                        names(Stream.STDERR, otherSuffixes));
    }

    private static List<String> names(Stream stream, String[] suffixes) {
        List<String> names = new ArrayList<>();
        for (String suffix : suffixes) {
            names.add(stream.word() + suffix);
        }
        return names;
    }

    /// Its key for a stream.
    KeySpec of(Stream stream) {
        return switch (stream) {
            case STDOUT -> ofStdout;
            case STDERR -> ofStderr;
        };
    }

    /// All keys of a stream.
    static List<KeySpec> allOf(Stream stream) {
        List<KeySpec> keys = new ArrayList<>();
        for (StreamOption option : values()) {
            keys.add(option.of(stream));
        }
        return keys;
    }
}
