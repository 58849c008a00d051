package org.taskmaster.json;

import static org.taskmaster.json.Member.defaulted;
import static org.taskmaster.json.Member.field;
import static org.taskmaster.json.Member.number;
import static org.taskmaster.json.Member.optional;
import static org.taskmaster.json.Member.text;
import static org.taskmaster.json.Scalars.PATH;
import static org.taskmaster.json.Scalars.TEXT;
import static org.taskmaster.json.Scalars.TEXTS;

import java.util.List;
import java.util.Optional;
import org.taskmaster.control.ProgramReport;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.ReloadStep;
import org.taskmaster.control.RereadReport;
import org.taskmaster.model.Problem;

/// Reading the configuration again, and what came of it.
public final class ConfigForms {

    /// One thing that is wrong in a configuration file.
    static final Form<Problem> PROBLEM = Form.<Problem>record(
                    "ConfigProblem", "One thing that is wrong in a configuration file.")
            .of(
                    Problem::new,
                    field("file", PATH, "Which file.", Problem::file),
                    number("line", "From 1; 0 when the whole file is meant.", Problem::line),
                    number("column", "From 1; 0 when the whole line is meant.", Problem::column),
                    text("what", "What cannot be done, and why.", Problem::what),
                    text("remedy", "What to write instead.", Problem::remedy));

    private static final Form<ReloadStep> STEP = Form.<ReloadStep>record("ReloadStep", "One step of a reload.")
            .of(
                    ReloadStep::new,
                    field(
                            "kind",
                            Form.word(ReloadStep.Kind.values()),
                            "`remove`: stopped and forgotten; `retune`: changed while it runs; `restart`: stopped, and started with"
                                    + " its new settings; `add`: new, and started if it starts by itself; `note`: only a restart of"
                                    + " the supervisor applies it.",
                            ReloadStep::kind),
                    text("name", "The process; `taskmaster` for the supervisor's own settings.", ReloadStep::name),
                    text("reason", "As in `cmd changed`.", ReloadStep::reason));

    /// What became of a reload.
    public static final Form<ReloadReport> RELOAD = Form.kinds("ReloadReport", "What became of a reload.", kinds -> {
        kinds.add("rejected", ReloadReport.Rejected.class, "The file is bad; nothing was changed.")
                .of(
                        ReloadReport.Rejected::new,
                        field("problems", Form.list(PROBLEM), "All that is wrong.", ReloadReport.Rejected::problems));
        kinds.add("planned", ReloadReport.Planned.class, "What would be done; nothing was changed.")
                .of(
                        ReloadReport.Planned::new,
                        field("steps", Form.list(STEP), "In this order.", ReloadReport.Planned::steps));
        kinds.add("applied", ReloadReport.Applied.class, "Everything was done.")
                .of(
                        ReloadReport.Applied::new,
                        field("steps", Form.list(STEP), "In this order.", ReloadReport.Applied::steps));
        kinds.add(
                        "superseded",
                        ReloadReport.Superseded.class,
                        "Another reload, or the shutdown, took over before this one was through.")
                .of(ReloadReport.Superseded::new);
    });

    /// What the configuration file says now.
    public static final Form<RereadReport> REREAD =
            Form.kinds("RereadReport", "What the configuration file says now. Nothing was changed.", kinds -> {
                kinds.add("rejected", RereadReport.Rejected.class, "The file is bad.")
                        .of(
                                RereadReport.Rejected::new,
                                field(
                                        "problems",
                                        Form.list(PROBLEM),
                                        "All that is wrong.",
                                        RereadReport.Rejected::problems));
                kinds.add("read", RereadReport.Read.class, "The file is good.")
                        .of(
                                RereadReport.Read::new,
                                field(
                                        "added",
                                        TEXTS,
                                        "Programs in the file and not supervised.",
                                        RereadReport.Read::added),
                                field(
                                        "changed",
                                        TEXTS,
                                        "Programs of which a process differs.",
                                        RereadReport.Read::changed),
                                field(
                                        "removed",
                                        TEXTS,
                                        "Programs supervised and not in the file.",
                                        RereadReport.Read::removed));
                kinds.add("superseded", RereadReport.Superseded.class, "The supervisor is ending.")
                        .of(RereadReport.Superseded::new);
            });

    /// What became of adding or removing a program.
    public static final Form<ProgramReport> PROGRAM =
            Form.kinds("ProgramReport", "What became of adding or removing a program.", kinds -> {
                kinds.add("done", ProgramReport.Done.class, "It was done.").of(ProgramReport.Done::new);
                kinds.add("no_such_program", ProgramReport.NoSuchProgram.class, "There is no such program.")
                        .of(
                                ProgramReport.NoSuchProgram::new,
                                optional(
                                        "suggestion",
                                        TEXT,
                                        "The nearest that there is.",
                                        ProgramReport.NoSuchProgram::suggestion));
                kinds.add("already_added", ProgramReport.AlreadyAdded.class, "It is supervised already.")
                        .of(ProgramReport.AlreadyAdded::new);
                kinds.add("still_running", ProgramReport.StillRunning.class, "Some processes are not at rest.")
                        .of(
                                ProgramReport.StillRunning::new,
                                field("names", TEXTS, "Which.", ProgramReport.StillRunning::names));
                kinds.add(
                                "shutting_down",
                                ProgramReport.ShuttingDown.class,
                                "The supervisor is ending, or is starting everything anew.")
                        .of(ProgramReport.ShuttingDown::new);
            });

    /// Which part of the configuration to follow.
    public static final Form<ReloadOrder> RELOAD_ORDER = Form.<ReloadOrder>record(
                    "ReloadOrder", "Which part of the configuration to follow.")
            .of(
                    ReloadOrder::new,
                    defaulted(
                            "programs",
                            TEXTS,
                            List.of(),
                            "The only programs that are touched; empty or left out: all.",
                            ReloadOrder::programs),
                    optional("reason", TEXT, OrderForms.REASON, ReloadOrder::reason));

    private ConfigForms() {}

    /// Which part of the configuration to follow.
    public record ReloadOrder(List<String> programs, Optional<String> reason) {}
}
