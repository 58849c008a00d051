package org.taskmaster.json;

import static org.taskmaster.json.Member.number;
import static org.taskmaster.json.Member.text;

import org.taskmaster.control.AttachReport;
import org.taskmaster.control.Attachment.Coming;
import org.taskmaster.control.WindowSize;

/// What is said besides the bytes when somebody's terminal is joined to that of a process.
public final class AttachForms {

    /// The size of a terminal.
    public static final Form<WindowSize> SIZE = Form.<WindowSize>record(
                    "WindowSize", "How large a terminal is, in characters.")
            .of(
                    AttachForms::size,
                    number("rows", "1 to 9999.", WindowSize::rows),
                    number("columns", "1 to 9999.", WindowSize::columns));

    /// What the supervisor says; output comes as bytes instead.
    public static final Form<Coming> COMING = Form.kinds(
            "AttachMessage", "What a text message to a terminal that is joined to a process says.", kinds -> {
                kinds.add("resized", Coming.Resized.class, "The terminal of the process has another size now.")
                        .of(
                                (rows, columns) -> new Coming.Resized(size(rows, columns)),
                                number(
                                        "rows",
                                        "1 to 9999.",
                                        resized -> resized.size().rows()),
                                number(
                                        "columns",
                                        "1 to 9999.",
                                        resized -> resized.size().columns()));
                kinds.add(
                                "ended",
                                Coming.Ended.class,
                                "The process has ended, and everything it wrote has come. The last message.")
                        .of(
                                Coming.Ended::new,
                                text("exit", "How, for people: `exit status 0; expected`.", Coming.Ended::exit));
                kinds.add(
                                "replaced",
                                Coming.Replaced.class,
                                "The supervisor goes on as another build: join anew, there it goes on. The last message;"
                                        + " what was typed until now reaches the process.")
                        .of(Coming.Replaced::new);
                kinds.add("lost", Coming.Lost.class, "Nothing more will come. The last message.")
                        .of(Coming.Lost::new, text("reason", "Why, for people.", Coming.Lost::reason));
            });

    /// Why somebody's terminal was not joined; that it was is told by the change of protocol.
    public static final Form<AttachReport> REPORT =
            Form.kinds("AttachReport", "Why a terminal was not joined to that of a process.", kinds -> {
                kinds.add("no_such_process", AttachReport.NoSuchProcess.class, "No process has this name.")
                        .of(AttachReport.NoSuchProcess::new);
                kinds.add("not_running", AttachReport.NotRunning.class, "It is not up.")
                        .of(AttachReport.NotRunning::new);
                kinds.add("no_terminal", AttachReport.NoTerminal.class, "It has no terminal.")
                        .of(AttachReport.NoTerminal::new);
            });

    private AttachForms() {}

    private static WindowSize size(int rows, int columns) {
        if (!WindowSize.isUsable(rows, columns)) {
            throw new Shape.Unfit("no terminal has " + rows + " rows and " + columns + " columns");
        }
        return new WindowSize(rows, columns);
    }
}
