package org.taskmaster.commands;

import java.util.List;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.control.ProgramReport;
import org.taskmaster.control.RereadReport;
import org.taskmaster.model.Policy;

/// Says what there is in the configuration and what became of whole programs, as supervisorctl does
/// where it has the same.
final class ProgramLines {

    private static final int NARROWEST_NAME = 32;
    private static final int COLUMN = 10;

    private ProgramLines() {}

    /// `web:0   in use    auto      999`.
    static void available(List<ConfiguredProcess> processes, Output output) {
        if (processes.isEmpty()) {
            output.line(Line.of("the configuration has no processes"));
        }
        int widest = processes.stream()
                .mapToInt(process -> Cells.of(process.config().name()))
                .max()
                .orElse(0);
        int column = Math.max(NARROWEST_NAME, widest) + 1;
        for (ConfiguredProcess process : processes) {
            Policy policy = process.config().policy();
            output.line(Line.of(StatusTable.padded(process.config().name(), column)
                    + StatusTable.padded(process.inUse() ? "in use" : "avail", COLUMN)
                    + StatusTable.padded(policy.autostart() ? "auto" : "manual", COLUMN)
                    + policy.priority()));
        }
    }

    /// `web: changed`.
    static void reread(RereadReport report, Output output) {
        switch (report) {
            case RereadReport.Rejected(var problems) -> {
                Printer.problems(problems, output);
                output.line(Line.of("the file has " + Printer.count(problems.size(), "problem", "problems")
                        + ", what was read before stays"));
            }
            case RereadReport.Read(var added, var changed, var removed) -> {
                added.forEach(program -> output.line(Line.of(program + ": available")));
                changed.forEach(program -> output.line(Line.of(program + ": changed")));
                removed.forEach(program -> output.line(Line.of(program + ": disappeared")));
                if (added.isEmpty() && changed.isEmpty() && removed.isEmpty()) {
                    output.line(Line.of("No config updates to processes"));
                }
            }
            case RereadReport.Superseded _ ->
                output.line(Line.of(Tone.BAD, "error").with(": the supervisor is shutting down"));
        }
    }

    /// The exit status that tells what became of adding or removing a program.
    static ExitCode exit(ProgramReport report) {
        return switch (report) {
            case ProgramReport.Done _, ProgramReport.AlreadyAdded _ -> ExitCode.OK;
            case ProgramReport.NoSuchProgram _ -> ExitCode.UNKNOWN_NAME;
            case ProgramReport.StillRunning _, ProgramReport.ShuttingDown _ -> ExitCode.FAILED;
        };
    }

    /// `web: added`.
    static void listed(Answer.Listed listed, Output output) {
        String done = listed.verb() == Verb.ADD ? "added" : "removed";
        listed.reports().forEach((program, report) -> output.line(line(program, report, done)));
    }

    private static Line line(String program, ProgramReport report, String done) {
        Line name = Line.of(program + ": ");
        return switch (report) {
            case ProgramReport.Done _ -> name.with(done);
            case ProgramReport.AlreadyAdded _ ->
                name.with(Tone.UNSETTLED, "ERROR").with(" (already added)");
            case ProgramReport.NoSuchProgram(var suggestion) ->
                bad(
                        name,
                        "(no such program)"
                                + suggestion
                                        .map(near -> ", did you mean " + near + "?")
                                        .orElse(""));
            case ProgramReport.StillRunning(List<String> names) ->
                bad(name, "(still running: " + String.join(", ", names) + "; stop it first)");
            case ProgramReport.ShuttingDown _ -> bad(name, "(the supervisor is shutting down)");
        };
    }

    private static Line bad(Line name, String why) {
        return name.with(Tone.BAD, "ERROR").with(" " + why);
    }
}
