package org.taskmaster.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.taskmaster.config.ExpandedTexts.PathTemplate;
import org.taskmaster.config.Node.Scalar;
import org.taskmaster.config.StreamSettings.Target;
import org.taskmaster.config.Template.NumberForm;
import org.taskmaster.model.ByteSize;
import org.taskmaster.model.Capture;
import org.taskmaster.model.Capture.LineFormat;
import org.taskmaster.model.Capture.OnLogError;
import org.taskmaster.model.KeptFile;
import org.taskmaster.model.Stdin;
import org.taskmaster.model.Stream;
import org.taskmaster.model.SyslogFacility;
import org.taskmaster.model.SyslogTarget;

/// Decides where the input of a program comes from and where its output goes.
///
/// A stream goes through the supervisor exactly when something is asked that needs it; else the program
/// writes to the file by itself, and nothing of ours is in the way. Two streams that meet in one file
/// are one: what is said about one of them holds for both.
final class OutputReader {

    /// Both streams and the input of a program.
    record Streams(Stdin stdin, OutputTemplate stdout, OutputTemplate stderr) {}

    /// What holds for all output of a program.
    ///
    /// @param onError empty: not written
    private record Common(
            boolean terminal,
            Optional<String> owner,
            OptionalInt mode,
            Optional<OnLogError> onError,
            SyslogFacility facility,
            Optional<Template> tag) {

        /// Whether the file needs us for what holds for all.
        boolean needsUs() {
            return terminal || owner.isPresent() || mode.isPresent() || onError.isPresent();
        }
    }

    private static final ByteSize NEVER = new ByteSize(0);
    private static final ByteSize MAXBYTES = new ByteSize(50L << 20);
    private static final int BACKUPS = 10;
    private static final String LOGS = "logs";
    /// RFC 5424 §6: APP-NAME.
    private static final String TAG = "[!-~]{1,48}";

    private final Settings settings;
    private final ExpandedTexts texts;
    private final Path statedir;
    private final Scalar program;
    private final boolean numbered;

    /// @param program its name
    /// @param numbered whether the names of its processes end with their numbers
    OutputReader(Settings settings, ExpandedTexts texts, Path statedir, Scalar program, boolean numbered) {
        this.settings = settings;
        this.texts = texts;
        this.statedir = statedir;
        this.program = program;
        this.numbered = numbered;
    }

    /// @param owner whom new files belong to
    Streams read(Optional<String> owner) {
        Common common = new Common(
                settings.flag(Keys.TTY, false),
                owner,
                settings.mode(Keys.LOG_MODE),
                settings.word(Keys.ON_LOG_ERROR, OnLogError.values(), "what to do when a log cannot be written"),
                settings.word(Keys.SYSLOG_FACILITY, SyslogFacility.values(), "a facility of syslog")
                        .orElse(SyslogFacility.DAEMON),
                tag());
        Stdin stdin = stdin(common.terminal());
        StreamReader reader = new StreamReader(settings, texts);
        StreamSettings stdout = reader.read(Stream.STDOUT, reader.target(Stream.STDOUT));
        if (common.terminal()) {
            refuseStderr(reader.followsStdout());
            OutputTemplate both = template(stdout, common, List.of(Stream.STDOUT));
            return new Streams(stdin, both, both);
        }
        boolean follows = reader.followsStdout();
        Target target = follows ? stdout.target() : reader.target(Stream.STDERR);
        StreamSettings stderr = reader.read(Stream.STDERR, target);
        if (follows || stdout.target().meets(target)) {
            OutputTemplate both = template(joined(stdout, stderr), common, List.of(Stream.STDOUT, Stream.STDERR));
            return new Streams(stdin, both, both);
        }
        return new Streams(
                stdin,
                template(stdout, common, List.of(Stream.STDOUT)),
                template(stderr, common, List.of(Stream.STDERR)));
    }

    private Stdin stdin(boolean terminal) {
        Stdin stdin = settings.word(Keys.STDIN, new Stdin[] {Stdin.NONE, Stdin.PIPE}, "a standard input")
                .orElse(Stdin.NONE);
        if (terminal && stdin == Stdin.PIPE) {
            settings.refuse(
                    Keys.STDIN,
                    settings.placeOf(Keys.STDIN),
                    "with `tty: true`, what it reads is its terminal",
                    "remove one of the two lines");
        }
        return terminal ? Stdin.TERMINAL : stdin;
    }

    private void refuseStderr(boolean followsStdout) {
        for (StreamOption option : StreamOption.values()) {
            KeySpec key = option.of(Stream.STDERR);
            if (settings.has(key) && !(option == StreamOption.TARGET && followsStdout)) {
                settings.refuse(
                        key,
                        settings.placeOf(key),
                        "with `tty: true`, all that it writes is its `stdout`",
                        "remove the line");
            }
        }
    }

    private Optional<Template> tag() {
        Optional<Scalar> scalar = settings.scalar(Keys.SYSLOG_TAG);
        Optional<Template> tag = scalar.flatMap(text -> texts.template(Keys.SYSLOG_TAG, text));
        if (tag.isPresent() && !tag.get().textFor(0).matches(TAG)) {
            settings.refuse(
                    Keys.SYSLOG_TAG,
                    scalar.orElseThrow(),
                    Report.quoted(tag.get().shownFor(0)) + " cannot be the name on a syslog message",
                    "write " + Keys.SYSLOG_TAG.kind().form());
            return Optional.empty();
        }
        return tag;
    }

    /// What is written about two streams that are one.
    private StreamSettings joined(StreamSettings stdout, StreamSettings stderr) {
        return new StreamSettings(
                stdout.target(),
                same(StreamOption.MAXBYTES, stdout.maxBytes(), stderr.maxBytes()),
                same(StreamOption.BACKUPS, stdout.backups(), stderr.backups()),
                same(StreamOption.ROTATE, stdout.rotate(), stderr.rotate()),
                same(StreamOption.COMPRESS, stdout.compress(), stderr.compress()),
                same(StreamOption.TOTAL, stdout.total(), stderr.total()),
                same(StreamOption.FORMAT, stdout.format(), stderr.format()),
                same(StreamOption.STRIP_ANSI, stdout.stripAnsi(), stderr.stripAnsi()),
                same(StreamOption.CONSOLE, stdout.console(), stderr.console()),
                same(StreamOption.SYSLOG, stdout.syslog(), stderr.syslog()));
    }

    private <T> Optional<T> same(StreamOption option, Optional<T> stdout, Optional<T> stderr) {
        if (stdout.isPresent() && stderr.isPresent() && !stdout.equals(stderr)) {
            KeySpec key = option.of(Stream.STDERR);
            settings.refuse(
                    key,
                    settings.placeOf(key),
                    "both streams go to one place, and "
                            + Report.named(option.of(Stream.STDOUT).name()) + " in line "
                            + settings.placeOf(option.of(Stream.STDOUT)).line() + " says something else",
                    "remove one of the two lines");
        }
        return stdout.or(() -> stderr);
    }

    /// @param speaking the streams whose keys say it
    private OutputTemplate template(StreamSettings stream, Common common, List<Stream> speaking) {
        StreamConflicts conflicts = new StreamConflicts(settings, speaking);
        return switch (stream.target()) {
            case Target.Unreadable _ -> new OutputTemplate.Nowhere();
            case Target.Nowhere _ -> {
                conflicts.aboutNoFile(stream);
                yield stream.toConsole() || stream.toSyslog()
                        ? captured(stream, common, Optional.empty(), Optional.empty())
                        : new OutputTemplate.Nowhere();
            }
            case Target.Device(PathTemplate path) -> {
                conflicts.aboutDevice(path, stream, common.terminal());
                yield new OutputTemplate.Direct(path);
            }
            case Target.Auto _ ->
                auto(speaking.getFirst())
                        .map(path -> captured(
                                stream, common, Optional.of(path), Optional.of(kept(stream, common, path, conflicts))))
                        .orElseGet(OutputTemplate.Nowhere::new);
            case Target.File(PathTemplate path) -> {
                KeptFile kept = kept(stream, common, path, conflicts);
                boolean needsUs = common.needsUs()
                        || kept.rotates()
                        || stream.formatOrRaw() != LineFormat.RAW
                        || stream.strips()
                        || stream.toConsole()
                        || stream.toSyslog();
                yield needsUs
                        ? captured(stream, common, Optional.of(path), Optional.of(kept))
                        : new OutputTemplate.Direct(path);
            }
        };
    }

    private OutputTemplate captured(
            StreamSettings stream, Common common, Optional<PathTemplate> path, Optional<KeptFile> kept) {
        Optional<SyslogTarget.Server> server = stream.syslog().isPresent()
                        && stream.syslog().get() instanceof SyslogAddress.Remote(SyslogTarget.Server named)
                ? Optional.of(named)
                : Optional.empty();
        Optional<SyslogTarget> syslog = stream.toSyslog()
                ? Optional.of(new SyslogTarget(
                        server, common.facility().number(), common.tag().map(tag -> tag.textFor(0))))
                : Optional.empty();
        Capture first = new Capture(
                kept,
                kept.isPresent() ? stream.formatOrRaw() : LineFormat.RAW,
                stream.strips(),
                stream.toConsole(),
                syslog,
                common.onError().orElse(OnLogError.DROP));
        return new OutputTemplate.Captured(path, syslog.isPresent() ? common.tag() : Optional.empty(), first);
    }

    private KeptFile kept(StreamSettings stream, Common common, PathTemplate path, StreamConflicts conflicts) {
        boolean rotating = stream.asksForRotation() || stream.target() instanceof Target.Auto;
        ByteSize maxBytes = stream.maxBytes().orElse(rotating ? MAXBYTES : NEVER);
        ByteSize total = stream.total().orElse(NEVER);
        conflicts.aboutTotal(total, maxBytes);
        boolean rotates = maxBytes.bytes() > 0 || stream.period().isPresent();
        return new KeptFile(
                path.pathFor(0),
                maxBytes,
                rotates ? stream.backups().orElse(BACKUPS) : 0,
                stream.period(),
                rotates && stream.compress().orElse(false),
                rotates ? total : NEVER,
                common.owner(),
                common.mode());
    }

    /// The file of our choice; empty after a report.
    private Optional<PathTemplate> auto(Stream stream) {
        String end = "." + stream.word() + ".log";
        Template text = numbered
                ? new Template(List.of(program.text() + ":", end), List.of(new NumberForm(1, '0')))
                : new Template(List.of(program.text() + end), List.of());
        PathTemplate path = new PathTemplate(text, statedir.resolve(LOGS));
        try {
            path.pathFor(0);
            return Optional.of(path);
        } catch (InvalidPathException _) {
            KeySpec key = StreamOption.TARGET.of(stream);
            settings.refuse(
                    key,
                    settings.placeOf(key),
                    "the name " + Report.quoted(program.text()) + " has characters that this locale cannot write",
                    "start taskmaster with LC_ALL=C.UTF-8, or name a file");
            return Optional.empty();
        }
    }
}
