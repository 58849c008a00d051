package org.taskmaster.wire;

import org.taskmaster.control.AttachReport;
import org.taskmaster.control.Attachment.Coming;
import org.taskmaster.control.WindowSize;

/// What is said besides the bytes when somebody's terminal is joined to that of a process.
public final class AttachForms {

    /// The size of a terminal.
    public static final Form<WindowSize> SIZE =
            Form.record("WindowSize", "How large a terminal is, in characters.", AttachForms::size);

    /// What the supervisor says; output comes as bytes instead.
    public static final Form<Coming> COMING = Form.kinds(
            "AttachMessage", "What a text message to a terminal that is joined to a process says.", kinds -> {
                kinds.add(
                        "resized", Coming.Resized.class, "The terminal of the process has another size now.", shape -> {
                            Field<Integer> rows = shape.number(
                                    "rows",
                                    "1 to 9999.",
                                    resized -> resized.size().rows());
                            Field<Integer> columns = shape.number(
                                    "columns",
                                    "1 to 9999.",
                                    resized -> resized.size().columns());
                            return in -> new Coming.Resized(size(in, rows, columns));
                        });
                kinds.add(
                        "ended",
                        Coming.Ended.class,
                        "The process has ended, and everything it wrote has come. The last message.",
                        shape -> {
                            Field<String> exit = shape.text(
                                    "exit", "How, for people: `exit status 0; expected`.", Coming.Ended::exit);
                            return in -> new Coming.Ended(in.get(exit));
                        });
                kinds.add("lost", Coming.Lost.class, "Nothing more will come. The last message.", shape -> {
                    Field<String> reason = shape.text("reason", "Why, for people.", Coming.Lost::reason);
                    return in -> new Coming.Lost(in.get(reason));
                });
            });

    /// Why somebody's terminal was not joined; that it was is told by the change of protocol.
    public static final Form<AttachReport> REPORT =
            Form.kinds("AttachReport", "Why a terminal was not joined to that of a process.", kinds -> {
                kinds.add(
                        "no_such_process",
                        AttachReport.NoSuchProcess.class,
                        "No process has this name.",
                        AttachReport.NoSuchProcess::new);
                kinds.add("not_running", AttachReport.NotRunning.class, "It is not up.", AttachReport.NotRunning::new);
                kinds.add(
                        "no_terminal",
                        AttachReport.NoTerminal.class,
                        "It has no terminal.",
                        AttachReport.NoTerminal::new);
            });

    private AttachForms() {}

    private static Form.Maker<WindowSize> size(Shape<WindowSize> shape) {
        Field<Integer> rows = shape.number("rows", "1 to 9999.", WindowSize::rows);
        Field<Integer> columns = shape.number("columns", "1 to 9999.", WindowSize::columns);
        return in -> size(in, rows, columns);
    }

    private static WindowSize size(Values in, Field<Integer> rows, Field<Integer> columns) {
        if (!WindowSize.isUsable(in.get(rows), in.get(columns))) {
            throw in.misfit("no terminal has " + in.get(rows) + " rows and " + in.get(columns) + " columns");
        }
        return new WindowSize(in.get(rows), in.get(columns));
    }
}
