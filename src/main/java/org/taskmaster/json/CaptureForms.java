package org.taskmaster.json;

import static org.taskmaster.json.Member.field;
import static org.taskmaster.json.Member.number;
import static org.taskmaster.json.Member.optional;
import static org.taskmaster.json.Member.optionalNumber;
import static org.taskmaster.json.Member.text;
import static org.taskmaster.json.Scalars.FLAG;
import static org.taskmaster.json.Scalars.LONG;
import static org.taskmaster.json.Scalars.PATH;
import static org.taskmaster.json.Scalars.TEXT;

import org.taskmaster.control.ProcessStatus.OutputHealth;
import org.taskmaster.model.ByteSize;
import org.taskmaster.model.Capture;
import org.taskmaster.model.KeptFile;
import org.taskmaster.model.SyslogTarget;

/// What the supervisor does with captured output.
final class CaptureForms {

    private static final Form<KeptFile> FILE = Form.<KeptFile>record("KeptFile", "A file of captured output.")
            .of(
                    (path, maxBytes, backups, every, compress, total, owner, mode) -> new KeptFile(
                            path, new ByteSize(maxBytes), backups, every, compress, new ByteSize(total), owner, mode),
                    field("path", PATH, "Its name.", KeptFile::path),
                    field(
                            "maxbytes",
                            LONG,
                            "The size at which it is set aside; 0: never.",
                            file -> file.maxBytes().bytes()),
                    number("backups", "How many older ones are kept.", KeptFile::backups),
                    optional(
                            "rotate",
                            Form.word(KeptFile.Period.values()),
                            "It is also set aside at the end of each such span of time.",
                            KeptFile::every),
                    field("compress", FLAG, "Whether older ones are compressed.", KeptFile::compress),
                    field(
                            "total",
                            LONG,
                            "How many bytes all of them may take together; 0: no bound.",
                            file -> file.total().bytes()),
                    optional("owner", TEXT, "Whom new files belong to, as `user` or `user:group`.", KeptFile::owner),
                    optionalNumber("mode", "The permissions of new files, as a number: 416 is 0640.", KeptFile::mode));

    private static final Form<SyslogTarget.Server> SERVER = Form.<SyslogTarget.Server>record(
                    "SyslogServer", "A server that takes syslog messages.")
            .of(
                    SyslogTarget.Server::new,
                    field(
                            "transport",
                            Form.word(SyslogTarget.Transport.values()),
                            "How they travel.",
                            SyslogTarget.Server::transport),
                    text("host", "Its name or address.", SyslogTarget.Server::host),
                    number("port", "Its port.", SyslogTarget.Server::port));

    private static final Form<SyslogTarget> SYSLOG = Form.<SyslogTarget>record(
                    "SyslogTarget", "Where lines are sent as syslog messages.")
            .of(
                    SyslogTarget::new,
                    optional("server", SERVER, "Left out: the socket of this machine.", SyslogTarget::server),
                    number("facility", "The facility's number, 0 to 23.", SyslogTarget::facility),
                    optional("tag", TEXT, "The APP-NAME; left out: the name of the program.", SyslogTarget::tag));

    /// What becomes of a stream.
    static final Form<Capture> CAPTURE = Form.<Capture>record(
                    "Capture", "What the supervisor does with a stream of output that goes through it.")
            .of(
                    Capture::new,
                    optional("file", FILE, "Where it is kept; left out: in no file.", Capture::file),
                    field(
                            "format",
                            Form.word(Capture.LineFormat.values()),
                            "How its lines are written.",
                            Capture::format),
                    field("strip_ansi", FLAG, "Whether colours and the like are taken out.", Capture::stripAnsi),
                    field(
                            "console",
                            FLAG,
                            "Whether its lines are also written to the supervisor's own standard output.",
                            Capture::console),
                    optional("syslog", SYSLOG, "Where its lines are also sent.", Capture::syslog),
                    field(
                            "on_log_error",
                            Form.word(Capture.OnLogError.values()),
                            "What happens while the file cannot be written.",
                            Capture::onError));

    /// How the keeping of output goes.
    static final Form<OutputHealth> HEALTH = Form.<OutputHealth>record(
                    "OutputHealth", "How the keeping of a process's output goes.")
            .of(
                    OutputHealth::new,
                    field(
                            "lost_bytes",
                            LONG,
                            "How many bytes were dropped because they could not be written.",
                            OutputHealth::lostBytes),
                    optional(
                            "trouble",
                            TEXT,
                            "What stands in the way of writing now; left out: nothing.",
                            OutputHealth::trouble));

    private CaptureForms() {}
}
