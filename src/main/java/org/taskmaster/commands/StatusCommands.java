package org.taskmaster.commands;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.taskmaster.commands.Operand.Kind;
import org.taskmaster.commands.Operand.Times;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Selection;
import org.taskmaster.control.SupervisorInfo;
import org.taskmaster.json.FleetView;
import org.taskmaster.json.Json;
import org.taskmaster.json.StatusForms;
import org.taskmaster.model.StateName;

/// The commands that tell how processes are.
final class StatusCommands {

    private StatusCommands() {}

    static Command status() {
        return new Command("status", "show what every process is doing", StatusCommands::status)
                .help(
                        "Shows every process, or those that are named: its state, and its pid and how long it has been up, or\n"
                                + "why it is not up. The columns are supervisord's; when output was lost or a log cannot be\n"
                                + "written, the row ends with that. With -v, lines below each row tell where its output goes,\n"
                                + "and whether it writes there itself (direct) or through the supervisor (captured).\n"
                                + "What the supervisor itself lacks, as a log that it cannot write, is told below.\n"
                                + Operand.NAMES)
                .example("status web:*")
                .flags(Flag.alone("-v", "also show where the output of each goes"))
                .operands(Operand.names(Times.ANY, Kind.ANY_PROCESS));
    }

    /// Of one snapshot, so that what is shown fits together. Asks for the supervisor only when it is told of: each
    /// question is a request in another process.
    private static Answer status(Turn turn) {
        FleetStatus fleet = turn.control().status();
        Optional<SupervisorInfo> supervisor =
                fleet.processes().isEmpty() ? Optional.of(turn.control().info()) : Optional.empty();
        Selection shown = Selection.of(turn.selector(), fleet);
        Detail detail = turn.has("-v") ? Detail.VERBOSE : Detail.USUAL;
        return Explanations.of(new Status(fleet, shown, supervisor, detail), turn);
    }

    /// How much is told of each process.
    enum Detail {
        /// A row.
        USUAL,
        /// Also where its output goes.
        VERBOSE
    }

    /// Some processes.
    ///
    /// @param supervisor known when the fleet is empty
    record Status(FleetStatus fleet, Selection shown, Optional<SupervisorInfo> supervisor, Detail detail)
            implements Answer {

        @Override
        public ExitCode exit() {
            for (ProcessStatus process : shown.processes()) {
                if (down(process.state())) {
                    return ExitCode.STOPPED;
                }
            }
            return shown.unknown().isEmpty() ? ExitCode.OK : ExitCode.UNKNOWN_NAME;
        }

        private static boolean down(StateName state) {
            return switch (state) {
                case STOPPED, EXITED, FATAL -> true;
                case STARTING, RUNNING, BACKOFF, STOPPING -> false;
            };
        }

        @Override
        public void print(Output output) {
            StatusTable.print(this, output);
        }

        @Override
        public Optional<Json> json(List<Json> lines) {
            return Optional.of(StatusForms.FLEET.tree(FleetView.of(fleet, shown.processes(), shown.unknown())));
        }
    }

    static Command pid() {
        return new Command("pid", "show process numbers", StatusCommands::pid)
                .help(
                        "Shows the pid of each process, a line each in the order of the names, 0 for one that is not up;\n"
                                + "without a NAME, the pid of the supervisor itself.\n" + Operand.NAMES)
                .example("pid web:0")
                .operands(Operand.names(Times.ANY, Kind.ANY_PROCESS));
    }

    /// A line each, so their order has to tell which is whose.
    private static Answer pid(Turn turn) {
        if (turn.operands().isEmpty()) {
            long pid = turn.control().info().pid();
            return Answer.of(Long.toString(pid)).as(() -> Json.object(Json.member("pid", Json.number(pid))));
        }
        return new Pids(Selection.of(turn.selector(), turn.control().status()).inOrderOf(turn.selector()));
    }

    /// The pids of processes.
    private record Pids(Selection shown) implements Answer {

        @Override
        public ExitCode exit() {
            if (!shown.unknown().isEmpty()) {
                return ExitCode.UNKNOWN_NAME;
            }
            boolean allUp =
                    shown.processes().stream().allMatch(process -> process.pid().isPresent());
            return allUp ? ExitCode.OK : ExitCode.NOT_RUNNING;
        }

        @Override
        public void print(Output output) {
            shown.unknown().forEach(name -> output.line(Line.unknown(name)));
            shown.processes()
                    .forEach(process ->
                            output.line(Line.of(Integer.toString(process.pid().orElse(0)))));
        }

        @Override
        public Optional<Json> json(List<Json> lines) {
            Map<String, Json> pids = new LinkedHashMap<>();
            shown.processes()
                    .forEach(process -> pids.put(
                            process.name().text(), Json.number(process.pid().orElse(0))));
            return Optional.of(Json.object(
                    Json.member("pids", new Json.Obj(pids)),
                    Json.member("unknown", StatusForms.UNKNOWN_NAMES.tree(shown.unknown()))));
        }
    }
}
