package org.taskmaster.wire;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.taskmaster.control.LogSlice;
import org.taskmaster.control.StdinReport;

/// What processes write, and what they are given to read.
public final class LogForms {

    /// A part of a log.
    public static final Form<LogSlice> SLICE =
            Form.kinds("LogSlice", "A part of a log, or why there is none.", kinds -> {
                kinds.add("bytes", LogSlice.Bytes.class, "Some bytes.", shape -> {
                    Field<Long> start = shape.field("start", Scalars.LONG, "Where they begin.", LogSlice.Bytes::start);
                    Field<Long> size =
                            shape.field("size", Scalars.LONG, "How long the file is now.", LogSlice.Bytes::size);
                    Field<String> file = shape.text(
                            "file", "Identifies the file: another value means another file.", LogSlice.Bytes::file);
                    Field<Instant> modified = shape.field(
                            "modified", Scalars.TIME, "When the file was last written to.", LogSlice.Bytes::modified);
                    Field<String> mark = shape.text(
                            "mark",
                            "Send it back with `file` and the new `offset` to read on without loss.",
                            LogSlice.Bytes::mark);
                    Field<LogSlice.Join> join = shape.field(
                            "join",
                            Form.word(LogSlice.Join.values()),
                            "How these bytes join what was read before: `continuous`; `emptied`, when the file was"
                                    + " emptied, and this is its new beginning; `lost`, when the file you were in is"
                                    + " gone, so that its rest may be missing.",
                            LogSlice.Bytes::join);
                    Content content = Content.of(shape, LogSlice.Bytes::bytes);
                    return in -> new LogSlice.Bytes(
                            content.read(in),
                            in.get(start),
                            in.get(size),
                            in.get(file),
                            in.get(modified),
                            in.get(mark),
                            in.get(join));
                });
                kinds.add("unavailable", LogSlice.Unavailable.class, "There is nothing to read.", shape -> {
                    Field<String> reason = shape.text("reason", "Why, for people.", LogSlice.Unavailable::reason);
                    return in -> new LogSlice.Unavailable(in.get(reason));
                });
            });

    /// What became of bytes for a standard input.
    public static final Form<StdinReport> STDIN_REPORT =
            Form.kinds("StdinReport", "What became of bytes for a process's standard input.", kinds -> {
                kinds.add("sent", StdinReport.Sent.class, "All of them are on their way.", StdinReport.Sent::new);
                kinds.add(
                        "no_such_process",
                        StdinReport.NoSuchProcess.class,
                        "No process has this name.",
                        StdinReport.NoSuchProcess::new);
                kinds.add("not_running", StdinReport.NotRunning.class, "It is not up.", StdinReport.NotRunning::new);
                kinds.add("closed", StdinReport.Closed.class, "Its standard input takes nothing.", shape -> {
                    Field<String> reason = shape.text("reason", "Why, for people.", StdinReport.Closed::reason);
                    return in -> new StdinReport.Closed(in.get(reason));
                });
            });

    /// Bytes for a standard input.
    public static final Form<Stdin> STDIN = Form.record("Stdin", "Bytes for a process's standard input.", shape -> {
        Content content = Content.of(shape, Stdin::bytes);
        Field<Optional<String>> reason = shape.optional("reason", Scalars.TEXT, OrderForms.REASON, Stdin::reason);
        return in -> new Stdin(content.read(in), in.get(reason));
    });

    /// What became of opening log files again.
    public static final Form<Reopened> REOPENED =
            Form.record("Reopened", "What became of opening all log files again.", shape -> {
                shape.derived(
                        "good",
                        "Whether all could be opened.",
                        reopened -> reopened.failures().isEmpty());
                Field<List<String>> failures = shape.field(
                        "failures",
                        Form.list(Scalars.TEXT),
                        "The files that could not be opened, and why, for people.",
                        Reopened::failures);
                return in -> new Reopened(in.get(failures));
            });

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
