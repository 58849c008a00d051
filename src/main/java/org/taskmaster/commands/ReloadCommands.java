package org.taskmaster.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.taskmaster.commands.Operand.Kind;
import org.taskmaster.commands.Operand.Times;
import org.taskmaster.commands.ProgramCommands.Reread;
import org.taskmaster.control.Control.ReloadMode;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.ReloadStep;
import org.taskmaster.control.RereadReport;
import org.taskmaster.control.Selector;
import org.taskmaster.control.UnknownName;
import org.taskmaster.json.ConfigForms;
import org.taskmaster.json.Json;
import org.taskmaster.model.Problem;
import org.taskmaster.model.Suggestions;

/// The commands that have the supervisor follow its configuration file.
final class ReloadCommands {

    private ReloadCommands() {}

    static Command reload() {
        return new Command("reload", "read the configuration file and follow it", ReloadCommands::reload)
                .help(
                        "Reads the configuration file again, and stops, changes, restarts and starts what it takes to follow\n"
                                + "it. A process whose settings are the same is left alone, and one that only differs in how it\n"
                                + "is watched goes on running. When the file has a mistake, nothing is changed. supervisord's\n"
                                + "reload, which begins with everything anew, is reload --restart here.\n"
                                + "It waits until what has to be stopped is gone and the others are started, not for what becomes of\n"
                                + "them: wait NAME tells that.")
                .example("reload --dry-run")
                .flags(
                        Flag.alone("--dry-run", "only say what would be done"),
                        Flag.alone("--restart", "stop everything, and start anew what starts by itself"),
                        Flag.REASON);
    }

    private static Answer reload(Turn turn) {
        boolean dryRun = turn.has("--dry-run");
        if (!turn.has("--restart")) {
            return reload(dryRun ? ReloadMode.DRY_RUN : ReloadMode.APPLY, List.of(), turn);
        }
        if (dryRun) {
            return turn.misused("--restart starts everything anew, so there is no plan for --dry-run to tell");
        }
        return turn.person().agrees("Stop every process and start anew?")
                ? followed(turn, () -> turn.control().startAnew(turn.asker()), StartedAnew::new)
                : Answer.of("nothing was done");
    }

    static Command update() {
        return new Command("update", "reload, for some programs only", ReloadCommands::update)
                .help(
                        "Reads the configuration file again and follows it as reload does, but touches only the programs that\n"
                                + "are named; without a name, or for all, it is reload. It waits for as much as reload does.")
                .example("update web")
                .flags(Flag.REASON)
                .operands(new Operand("PROGRAM", Times.ANY, Kind.CONFIGURED_PROGRAM));
    }

    /// A name that is mistyped must not look like a program in which nothing has changed, so the names
    /// are compared with the file first.
    private static Answer update(Turn turn) {
        List<String> programs = turn.operands();
        if (programs.isEmpty() || programs.contains(Selector.ALL)) {
            return reload(ReloadMode.APPLY, List.of(), turn);
        }
        return turn.outcome(turn.control().reread(turn.asker()), () -> "the file", report -> {
            if (!(report instanceof RereadReport.Read read)) {
                return new Reread(report);
            }
            List<UnknownName> unknown = unknown(programs, read, turn);
            return unknown.isEmpty() ? reload(ReloadMode.APPLY, programs, turn) : new Answer.Unknown(unknown);
        });
    }

    private static List<UnknownName> unknown(List<String> programs, RereadReport.Read read, Turn turn) {
        TreeSet<String> known = new TreeSet<>(turn.control().status().programs());
        Stream.of(read.added(), read.changed(), read.removed()).forEach(known::addAll);
        List<UnknownName> unknown = new ArrayList<>();
        for (String program : programs) {
            if (!known.contains(program)) {
                unknown.add(new UnknownName(program, Suggestions.nearest(program, known)));
            }
        }
        return unknown;
    }

    private static Answer reload(ReloadMode mode, List<String> programs, Turn turn) {
        return followed(
                turn,
                () -> turn.control().reload(mode, programs, turn.asker()),
                report -> new Reloaded(report, programs));
    }

    private static Answer followed(
            Turn turn, Supplier<CompletableFuture<ReloadReport>> order, Function<ReloadReport, Answer> answer) {
        try (Focus.Order reload = turn.session().focus().beginReload()) {
            return turn.outcome(order.get(), () -> "the reload", report -> {
                Answer answered = answer.apply(report);
                reload.answered(isTold(report, answered) ? List.of(Focus.RELOAD) : List.of());
                return answered;
            });
        }
    }

    /// Whether there is an event of it.
    private static boolean isTold(ReloadReport report, Answer answer) {
        return switch (report) {
            case ReloadReport.Rejected _ -> true;
            case ReloadReport.Applied _ -> !(answer instanceof StartedAnew);
            case ReloadReport.Planned _, ReloadReport.Superseded _ -> false;
        };
    }

    /// What became of a reload.
    ///
    /// @param programs the only ones that were meant; empty: all
    private record Reloaded(ReloadReport report, List<String> programs) implements Answer {

        @Override
        public ExitCode exit() {
            return switch (report) {
                case ReloadReport.Planned _, ReloadReport.Applied _ -> ExitCode.OK;
                case ReloadReport.Rejected _, ReloadReport.Superseded _ -> ExitCode.FAILED;
            };
        }

        @Override
        public void print(Output output) {
            switch (report) {
                case ReloadReport.Rejected(List<Problem> problems) -> {
                    problems.forEach(problem -> output.line(Line.of(Tone.BAD, problem.text())));
                    output.line(Line.of("reload refused for " + Line.count(problems.size(), "problem", "problems")
                            + ", nothing was changed"));
                }
                case ReloadReport.Planned(List<ReloadStep> steps) -> {
                    steps(steps, output);
                    output.line(Line.of(
                            steps.isEmpty()
                                    ? "a reload would change nothing"
                                    : changes(steps) + " to make, nothing was changed"));
                }
                case ReloadReport.Applied(List<ReloadStep> steps) -> {
                    String what = programs.isEmpty() ? "reloaded, " : String.join(", ", programs) + ": ";
                    steps(steps, output);
                    output.line(Line.of(
                            steps.isEmpty() ? what + "nothing has changed" : "reloaded, " + changes(steps) + " made"));
                }
                case ReloadReport.Superseded _ ->
                    output.line(Line.error("another reload or the shutdown began before this reload was through"));
            }
        }

        private static void steps(List<ReloadStep> steps, Output output) {
            steps.forEach(step -> output.line(Line.of(step.text())));
        }

        private static String changes(List<ReloadStep> steps) {
            return Line.count(steps.size(), "change", "changes");
        }

        @Override
        public Optional<Json> json(List<Json> shown) {
            return Optional.of(ConfigForms.RELOAD.tree(report));
        }
    }

    /// What became of starting everything anew.
    private record StartedAnew(ReloadReport report) implements Answer {

        private Reloaded reloaded() {
            return new Reloaded(report, List.of());
        }

        @Override
        public ExitCode exit() {
            return reloaded().exit();
        }

        @Override
        public void print(Output output) {
            if (exit() == ExitCode.OK) {
                output.line(Line.of("stopping everything, to start it anew"));
            } else {
                reloaded().print(output);
            }
        }

        @Override
        public Optional<Json> json(List<Json> shown) {
            return reloaded().json(shown);
        }
    }
}
