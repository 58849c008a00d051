package org.taskmaster.wire;

import java.nio.file.Path;
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
    static final Form<Problem> PROBLEM =
            Form.record("ConfigProblem", "One thing that is wrong in a configuration file.", shape -> {
                Field<Path> file = shape.field("file", Scalars.PATH, "Which file.", Problem::file);
                Field<Integer> line = shape.number("line", "From 1; 0 when the whole file is meant.", Problem::line);
                Field<Integer> column =
                        shape.number("column", "From 1; 0 when the whole line is meant.", Problem::column);
                Field<String> what = shape.text("what", "What cannot be done, and why.", Problem::what);
                Field<String> remedy = shape.text("remedy", "What to write instead.", Problem::remedy);
                return in -> new Problem(in.get(file), in.get(line), in.get(column), in.get(what), in.get(remedy));
            });

    private static final Form<ReloadStep> STEP = Form.record("ReloadStep", "One step of a reload.", shape -> {
        Field<ReloadStep.Kind> kind = shape.field(
                "kind",
                Form.word(ReloadStep.Kind.values()),
                "`remove`: stopped and forgotten; `retune`: changed while it runs; `restart`: stopped, and started with"
                        + " its new settings; `add`: new, and started if it starts by itself; `note`: only a restart of"
                        + " the supervisor applies it.",
                ReloadStep::kind);
        Field<String> name =
                shape.text("name", "The process; `taskmaster` for the supervisor's own settings.", ReloadStep::name);
        Field<String> reason = shape.text("reason", "As in `cmd changed`.", ReloadStep::reason);
        return in -> new ReloadStep(in.get(kind), in.get(name), in.get(reason));
    });

    /// What became of a reload.
    public static final Form<ReloadReport> RELOAD = Form.kinds("ReloadReport", "What became of a reload.", kinds -> {
        kinds.add("rejected", ReloadReport.Rejected.class, "The file is bad; nothing was changed.", shape -> {
            Field<List<Problem>> problems =
                    shape.field("problems", Form.list(PROBLEM), "All that is wrong.", ReloadReport.Rejected::problems);
            return in -> new ReloadReport.Rejected(in.get(problems));
        });
        kinds.add("planned", ReloadReport.Planned.class, "What would be done; nothing was changed.", shape -> {
            Field<List<ReloadStep>> steps =
                    shape.field("steps", Form.list(STEP), "In this order.", ReloadReport.Planned::steps);
            return in -> new ReloadReport.Planned(in.get(steps));
        });
        kinds.add("applied", ReloadReport.Applied.class, "Everything was done.", shape -> {
            Field<List<ReloadStep>> steps =
                    shape.field("steps", Form.list(STEP), "In this order.", ReloadReport.Applied::steps);
            return in -> new ReloadReport.Applied(in.get(steps));
        });
        kinds.add(
                "superseded",
                ReloadReport.Superseded.class,
                "Another reload, or the shutdown, took over before this one was through.",
                ReloadReport.Superseded::new);
    });

    /// What the configuration file says now.
    public static final Form<RereadReport> REREAD =
            Form.kinds("RereadReport", "What the configuration file says now. Nothing was changed.", kinds -> {
                kinds.add("rejected", RereadReport.Rejected.class, "The file is bad.", shape -> {
                    Field<List<Problem>> problems = shape.field(
                            "problems", Form.list(PROBLEM), "All that is wrong.", RereadReport.Rejected::problems);
                    return in -> new RereadReport.Rejected(in.get(problems));
                });
                kinds.add("read", RereadReport.Read.class, "The file is good.", shape -> {
                    Form<List<String>> names = Form.list(Scalars.TEXT);
                    Field<List<String>> added = shape.field(
                            "added", names, "Programs in the file and not supervised.", RereadReport.Read::added);
                    Field<List<String>> changed = shape.field(
                            "changed", names, "Programs of which a process differs.", RereadReport.Read::changed);
                    Field<List<String>> removed = shape.field(
                            "removed", names, "Programs supervised and not in the file.", RereadReport.Read::removed);
                    return in -> new RereadReport.Read(in.get(added), in.get(changed), in.get(removed));
                });
                kinds.add(
                        "superseded",
                        RereadReport.Superseded.class,
                        "The supervisor is ending.",
                        RereadReport.Superseded::new);
            });

    /// What became of adding or removing a program.
    public static final Form<ProgramReport> PROGRAM =
            Form.kinds("ProgramReport", "What became of adding or removing a program.", kinds -> {
                kinds.add("done", ProgramReport.Done.class, "It was done.", ProgramReport.Done::new);
                kinds.add("no_such_program", ProgramReport.NoSuchProgram.class, "There is no such program.", shape -> {
                    Field<Optional<String>> suggestion = shape.optional(
                            "suggestion",
                            Scalars.TEXT,
                            "The nearest that there is.",
                            ProgramReport.NoSuchProgram::suggestion);
                    return in -> new ProgramReport.NoSuchProgram(in.get(suggestion));
                });
                kinds.add(
                        "already_added",
                        ProgramReport.AlreadyAdded.class,
                        "It is supervised already.",
                        ProgramReport.AlreadyAdded::new);
                kinds.add(
                        "still_running", ProgramReport.StillRunning.class, "Some processes are not at rest.", shape -> {
                            Field<List<String>> names = shape.field(
                                    "names", Form.list(Scalars.TEXT), "Which.", ProgramReport.StillRunning::names);
                            return in -> new ProgramReport.StillRunning(in.get(names));
                        });
                kinds.add(
                        "shutting_down",
                        ProgramReport.ShuttingDown.class,
                        "The supervisor is ending, or is starting everything anew.",
                        ProgramReport.ShuttingDown::new);
            });

    /// Which part of the configuration to follow.
    public static final Form<ReloadOrder> RELOAD_ORDER =
            Form.record("ReloadOrder", "Which part of the configuration to follow.", shape -> {
                Field<List<String>> programs = shape.defaulted(
                        "programs",
                        Form.list(Scalars.TEXT),
                        List.of(),
                        "The only programs that are touched; empty or left out: all.",
                        ReloadOrder::programs);
                Field<Optional<String>> reason =
                        shape.optional("reason", Scalars.TEXT, OrderForms.REASON, ReloadOrder::reason);
                return in -> new ReloadOrder(in.get(programs), in.get(reason));
            });

    private ConfigForms() {}

    /// Which part of the configuration to follow.
    public record ReloadOrder(List<String> programs, Optional<String> reason) {}
}
