package org.taskmaster.json;

import static org.taskmaster.json.Member.field;
import static org.taskmaster.json.Member.optional;
import static org.taskmaster.json.Member.text;
import static org.taskmaster.json.Scalars.LONG;
import static org.taskmaster.json.Scalars.TEXT;
import static org.taskmaster.json.Scalars.TEXTS;
import static org.taskmaster.json.Scalars.TIME;

import java.util.List;
import java.util.Optional;
import org.taskmaster.control.LogSlice;
import org.taskmaster.control.StdinReport;

/// What processes write, and what they are given to read.
public final class LogForms {

    /// A part of a log.
    public static final Form<LogSlice> SLICE =
            Form.kinds("LogSlice", "A part of a log, or why there is none.", kinds -> {
                kinds.add("bytes", LogSlice.Bytes.class, "Some bytes.")
                        .of(
                                (start, size, file, modified, mark, join, text, base64) -> new LogSlice.Bytes(
                                        Content.of(text, base64), start, size, file, modified, mark, join),
                                field("start", LONG, "Where they begin.", LogSlice.Bytes::start),
                                field("size", LONG, "How long the file is now.", LogSlice.Bytes::size),
                                text(
                                        "file",
                                        "Identifies the file: another value means another file.",
                                        LogSlice.Bytes::file),
                                field("modified", TIME, "When the file was last written to.", LogSlice.Bytes::modified),
                                text(
                                        "mark",
                                        "Send it back with `file` and the new `offset` to read on without loss.",
                                        LogSlice.Bytes::mark),
                                field(
                                        "join",
                                        Form.word(LogSlice.Join.values()),
                                        "How these bytes join what was read before: `continuous`; `emptied`, when the file was"
                                                + " emptied, and this is its new beginning; `lost`, when the file you were in is"
                                                + " gone, so that its rest may be missing.",
                                        LogSlice.Bytes::join),
                                Content.text(LogSlice.Bytes::bytes),
                                Content.base64(LogSlice.Bytes::bytes));
                kinds.add("unavailable", LogSlice.Unavailable.class, "There is nothing to read.")
                        .of(
                                LogSlice.Unavailable::new,
                                text("reason", "Why, for people.", LogSlice.Unavailable::reason));
            });

    /// What became of bytes for a standard input.
    public static final Form<StdinReport> STDIN_REPORT =
            Form.kinds("StdinReport", "What became of bytes for a process's standard input.", kinds -> {
                kinds.add("sent", StdinReport.Sent.class, "All of them are on their way.")
                        .of(StdinReport.Sent::new);
                kinds.add("no_such_process", StdinReport.NoSuchProcess.class, "No process has this name.")
                        .of(StdinReport.NoSuchProcess::new);
                kinds.add("not_running", StdinReport.NotRunning.class, "It is not up.")
                        .of(StdinReport.NotRunning::new);
                kinds.add("closed", StdinReport.Closed.class, "Its standard input takes nothing.")
                        .of(StdinReport.Closed::new, text("reason", "Why, for people.", StdinReport.Closed::reason));
            });

    /// Bytes for a standard input.
    public static final Form<Stdin> STDIN = Form.<Stdin>record("Stdin", "Bytes for a process's standard input.")
            .of(
                    (text, base64, reason) -> new Stdin(Content.of(text, base64), reason),
                    Content.text(Stdin::bytes),
                    Content.base64(Stdin::bytes),
                    optional("reason", TEXT, OrderForms.REASON, Stdin::reason));

    /// What became of opening log files again.
    public static final Form<Reopened> REOPENED = Form.<Reopened>record(
                    "Reopened", "What became of opening all log files again.")
            .tells(
                    "good",
                    "Whether all could be opened.",
                    reopened -> reopened.failures().isEmpty())
            .of(
                    Reopened::new,
                    field(
                            "failures",
                            TEXTS,
                            "The files that could not be opened, and why, for people.",
                            Reopened::failures));

    private LogForms() {}

    /// What became of opening log files again.
    ///
    /// @param failures the files that could not be opened, and why
    public record Reopened(List<String> failures) {
        public Reopened {
            failures = List.copyOf(failures);
        }
    }

    /// Bytes for a standard input.
    public record Stdin(byte[] bytes, Optional<String> reason) {}
}
