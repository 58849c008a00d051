package org.taskmaster.wire;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.taskmaster.control.ProcessStatus.OutputHealth;
import org.taskmaster.model.ByteSize;
import org.taskmaster.model.Capture;
import org.taskmaster.model.KeptFile;
import org.taskmaster.model.SyslogTarget;

/// What the supervisor does with captured output.
final class CaptureForms {

    private static final Form<KeptFile> FILE =
            Form.record("KeptFile", "A file of captured output.", CaptureForms::file);

    private static final Form<SyslogTarget.Server> SERVER =
            Form.record("SyslogServer", "A server that takes syslog messages.", shape -> {
                Field<SyslogTarget.Transport> transport = shape.field(
                        "transport",
                        Form.word(SyslogTarget.Transport.values()),
                        "How they travel.",
                        SyslogTarget.Server::transport);
                Field<String> host = shape.text("host", "Its name or address.", SyslogTarget.Server::host);
                Field<Integer> port = shape.number("port", "Its port.", SyslogTarget.Server::port);
                return in -> new SyslogTarget.Server(in.get(transport), in.get(host), in.get(port));
            });

    private static final Form<SyslogTarget> SYSLOG =
            Form.record("SyslogTarget", "Where lines are sent as syslog messages.", shape -> {
                Field<Optional<SyslogTarget.Server>> server =
                        shape.optional("server", SERVER, "Left out: the socket of this machine.", SyslogTarget::server);
                Field<Integer> facility =
                        shape.number("facility", "The facility's number, 0 to 23.", SyslogTarget::facility);
                Field<Optional<String>> tag = shape.optional(
                        "tag", Scalars.TEXT, "The APP-NAME; left out: the name of the program.", SyslogTarget::tag);
                return in -> new SyslogTarget(in.get(server), in.get(facility), in.get(tag));
            });

    /// What becomes of a stream.
    static final Form<Capture> CAPTURE = Form.record(
            "Capture", "What the supervisor does with a stream of output that goes through it.", CaptureForms::capture);

    /// How the keeping of output goes.
    static final Form<OutputHealth> HEALTH =
            Form.record("OutputHealth", "How the keeping of a process's output goes.", shape -> {
                Field<Long> lost = shape.field(
                        "lost_bytes",
                        Scalars.LONG,
                        "How many bytes were dropped because they could not be written.",
                        OutputHealth::lostBytes);
                Field<Optional<String>> trouble = shape.optional(
                        "trouble",
                        Scalars.TEXT,
                        "What stands in the way of writing now; left out: nothing.",
                        OutputHealth::trouble);
                return in -> new OutputHealth(in.get(lost), in.get(trouble));
            });

    private CaptureForms() {}

    private static Form.Maker<KeptFile> file(Shape<KeptFile> shape) {
        Field<Path> path = shape.field("path", Scalars.PATH, "Its name.", KeptFile::path);
        Field<Long> maxBytes = shape.field(
                "maxbytes",
                Scalars.LONG,
                "The size at which it is set aside; 0: never.",
                file -> file.maxBytes().bytes());
        Field<Integer> backups = shape.number("backups", "How many older ones are kept.", KeptFile::backups);
        Field<Optional<KeptFile.Period>> every = shape.optional(
                "rotate",
                Form.word(KeptFile.Period.values()),
                "It is also set aside at the end of each such span of time.",
                KeptFile::every);
        Field<Boolean> compress =
                shape.field("compress", Scalars.FLAG, "Whether older ones are compressed.", KeptFile::compress);
        Field<Long> total = shape.field(
                "total",
                Scalars.LONG,
                "How many bytes all of them may take together; 0: no bound.",
                file -> file.total().bytes());
        Field<Optional<String>> owner = shape.optional(
                "owner", Scalars.TEXT, "Whom new files belong to, as `user` or `user:group`.", KeptFile::owner);
        Field<OptionalInt> mode =
                shape.optionalNumber("mode", "The permissions of new files, as a number: 416 is 0640.", KeptFile::mode);
        return in -> new KeptFile(
                in.get(path),
                new ByteSize(in.get(maxBytes)),
                in.get(backups),
                in.get(every),
                in.get(compress),
                new ByteSize(in.get(total)),
                in.get(owner),
                in.get(mode));
    }

    private static Form.Maker<Capture> capture(Shape<Capture> shape) {
        Field<Optional<KeptFile>> file =
                shape.optional("file", FILE, "Where it is kept; left out: in no file.", Capture::file);
        Field<Capture.LineFormat> format = shape.field(
                "format", Form.word(Capture.LineFormat.values()), "How its lines are written.", Capture::format);
        Field<Boolean> strip = shape.field(
                "strip_ansi", Scalars.FLAG, "Whether colours and the like are taken out.", Capture::stripAnsi);
        Field<Boolean> console = shape.field(
                "console",
                Scalars.FLAG,
                "Whether its lines are also written to the supervisor's own standard output.",
                Capture::console);
        Field<Optional<SyslogTarget>> syslog =
                shape.optional("syslog", SYSLOG, "Where its lines are also sent.", Capture::syslog);
        Field<Capture.OnLogError> onError = shape.field(
                "on_log_error",
                Form.word(Capture.OnLogError.values()),
                "What happens while the file cannot be written.",
                Capture::onError);
        return in -> new Capture(
                in.get(file), in.get(format), in.get(strip), in.get(console), in.get(syslog), in.get(onError));
    }
}
