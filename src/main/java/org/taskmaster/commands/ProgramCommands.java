package org.taskmaster.commands;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.taskmaster.commands.Operand.Kind;
import org.taskmaster.commands.Operand.Times;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.control.ProgramReport;
import org.taskmaster.control.Requester;
import org.taskmaster.control.RereadReport;
import org.taskmaster.json.ConfigForms;
import org.taskmaster.json.Json;
import org.taskmaster.json.ProgramForms;
import org.taskmaster.model.Policy;

/// The commands about the programs of the configuration, which answer as supervisorctl's do.
final class ProgramCommands {

    private ProgramCommands() {}

    static Command reread() {
        return new Command("reread", "say what differs in the configuration file", ProgramCommands::reread)
                .help(
                        "Says which programs are new in the file, which differ from what is supervised, and which are gone.\n"
                                + "Nothing is changed; add and update act on it.")
                .example("reread")
                .flags(Flag.REASON);
    }

    private static Answer reread(Turn turn) {
        return turn.outcome(turn.control().reread(turn.asker()), () -> "the file", Reread::new);
    }

    /// How the configuration file differs: `web: changed`.
    record Reread(RereadReport report) implements Answer {

        @Override
        public ExitCode exit() {
            return switch (report) {
                case RereadReport.Read _ -> ExitCode.OK;
                case RereadReport.Rejected _, RereadReport.Superseded _ -> ExitCode.FAILED;
            };
        }

        @Override
        public void print(Output output) {
            switch (report) {
                case RereadReport.Rejected(var problems) -> {
                    problems.forEach(problem -> output.line(Line.of(Tone.BAD, problem.text())));
                    output.line(Line.of("the file has " + Line.count(problems.size(), "problem", "problems")
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
                case RereadReport.Superseded _ -> output.line(Line.error("the supervisor is shutting down"));
            }
        }

        @Override
        public Optional<Json> json(List<Json> shown) {
            return Optional.of(ConfigForms.REREAD.tree(report));
        }
    }

    static Command avail() {
        return new Command(
                        "avail",
                        "show every process of the configuration",
                        turn -> new Available(turn.control().configured()))
                .help(
                        "Shows every process of the configuration that was last read: whether it is in use, whether it starts\n"
                                + "by itself, and its priority.")
                .example("avail");
    }

    /// The processes of the configuration that was last read: `web:0   in use    auto      999`.
    private record Available(List<ConfiguredProcess> processes) implements Answer {

        private static final int NARROWEST_NAME = 32;
        private static final int COLUMN = 10;

        @Override
        public void print(Output output) {
            if (processes.isEmpty()) {
                output.line(Line.of("the configuration has no processes"));
            }
            int widest = processes.stream()
                    .mapToInt(process -> Cells.of(process.config().name().text()))
                    .max()
                    .orElse(0);
            int column = Math.max(NARROWEST_NAME, widest) + 1;
            for (ConfiguredProcess process : processes) {
                Policy policy = process.config().policy();
                output.line(Line.of(StatusTable.padded(process.config().name().text(), column)
                        + StatusTable.padded(process.inUse() ? "in use" : "avail", COLUMN)
                        + StatusTable.padded(policy.autostart() ? "auto" : "manual", COLUMN)
                        + policy.priority()));
            }
        }

        @Override
        public Optional<Json> json(List<Json> shown) {
            return Optional.of(ProgramForms.PROGRAMS.tree(new ProgramForms.Configured(processes)));
        }
    }

    static Command add() {
        return new Command("add", "begin to supervise programs", turn -> listed("added", turn, turn.control()::add))
                .help(
                        "Begins to supervise programs of the configuration that was last read, and starts those that start by\n"
                                + "themselves.")
                .example("add web")
                .flags(Flag.REASON)
                .operands(new Operand("PROGRAM", Times.AT_LEAST_ONCE, Kind.CONFIGURED_PROGRAM));
    }

    static Command remove() {
        return new Command(
                        "remove",
                        "forget programs that are stopped",
                        turn -> listed("removed", turn, turn.control()::remove))
                .help(
                        "Forgets programs whose processes are all at rest, until they are added again or a reload finds them in\n"
                                + "the configuration.")
                .example("remove web")
                .flags(Flag.REASON)
                .operands(new Operand("PROGRAM", Times.AT_LEAST_ONCE, Kind.PROGRAM));
    }

    /// One after another: the order they are named in may matter.
    private static Answer listed(
            String done, Turn turn, BiFunction<String, Requester, CompletableFuture<ProgramReport>> order) {
        Listed all = new Listed(done, new LinkedHashMap<>());
        for (String program : new LinkedHashSet<>(turn.operands())) {
            Answer answer = turn.outcome(order.apply(program, turn.asker()), () -> program, report -> {
                all.reports().put(program, report);
                return all;
            });
            if (!answer.equals(all)) {
                return answer;
            }
        }
        return all;
    }

    /// What became of adding or removing programs: `web: added`.
    ///
    /// @param done what was done where nothing is wrong
    /// @param reports by the names of the programs
    private record Listed(String done, Map<String, ProgramReport> reports) implements Answer {

        /// The first that is no success.
        @Override
        public ExitCode exit() {
            return reports.values().stream()
                    .map(Listed::exit)
                    .filter(code -> code != ExitCode.OK)
                    .findFirst()
                    .orElse(ExitCode.OK);
        }

        private static ExitCode exit(ProgramReport report) {
            return switch (report) {
                case ProgramReport.Done _, ProgramReport.AlreadyAdded _ -> ExitCode.OK;
                case ProgramReport.NoSuchProgram _ -> ExitCode.UNKNOWN_NAME;
                case ProgramReport.StillRunning _, ProgramReport.ShuttingDown _ -> ExitCode.FAILED;
            };
        }

        @Override
        public void print(Output output) {
            reports.forEach((program, report) -> output.line(line(program, report)));
        }

        private Line line(String program, ProgramReport report) {
            return switch (report) {
                case ProgramReport.Done _ -> Line.of(program + ": ").with(done);
                case ProgramReport.AlreadyAdded _ -> Line.error(program, Tone.UNSETTLED, "already added");
                case ProgramReport.NoSuchProgram(var suggestion) ->
                    Line.unknown(program, "no such program", suggestion);
                case ProgramReport.StillRunning(List<String> names) ->
                    Line.error(program, "still running: " + String.join(", ", names) + "; stop it first");
                case ProgramReport.ShuttingDown _ -> Line.error(program, "the supervisor is shutting down");
            };
        }

        @Override
        public Optional<Json> json(List<Json> shown) {
            Map<String, Json> members = new LinkedHashMap<>();
            reports.forEach((program, report) -> members.put(program, ConfigForms.PROGRAM.tree(report)));
            return Optional.of(Json.object(Json.member("programs", new Json.Obj(members))));
        }
    }
}
