package org.taskmaster.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.taskmaster.commands.Answer;
import org.taskmaster.commands.ExitCode;
import org.taskmaster.commands.LastWords;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.StdinReport;
import org.taskmaster.control.UnknownName;
import org.taskmaster.wire.AttachForms;
import org.taskmaster.wire.ConfigForms;
import org.taskmaster.wire.FleetView;
import org.taskmaster.wire.Json;
import org.taskmaster.wire.LogForms;
import org.taskmaster.wire.OrderForms;
import org.taskmaster.wire.ProgramForms;
import org.taskmaster.wire.StatusForms;

/// The JSON of an answer: what the API says, where it says the same.
final class JsonAnswer {

    private JsonAnswer() {}

    /// @param lines the lines of a log that the command showed
    /// @return empty when there is nothing but words for people
    static Optional<Json> of(Answer answer, List<Json> lines) {
        return switch (answer) {
            case Answer.Status(var fleet, var shown, var _, var _) ->
                Optional.of(StatusForms.FLEET.tree(FleetView.of(fleet, shown.processes(), shown.unknown())));
            case Answer.Acted(var _, var report) -> Optional.of(OrderForms.REPORT.tree(report));
            case Answer.Explained(Answer plain, List<LastWords> words) ->
                of(plain, lines).map(json -> explained(json, words));
            case Answer.SupervisorPid(long pid) -> Optional.of(object("pid", number(pid)));
            case Answer.Pids(var shown) -> Optional.of(pids(shown.processes(), shown.unknown()));
            case Answer.Reloaded(var report, var _) -> Optional.of(ConfigForms.RELOAD.tree(report));
            case Answer.StartedAnew(var report) -> Optional.of(ConfigForms.RELOAD.tree(report));
            case Answer.Reread(var report) -> Optional.of(ConfigForms.REREAD.tree(report));
            case Answer.Awaited awaited -> Optional.of(awaited(awaited));
            case Answer.Available(var processes) ->
                Optional.of(ProgramForms.PROGRAMS.tree(new ProgramForms.Configured(processes)));
            case Answer.Listed(var _, var reports) -> {
                Map<String, Json> members = new LinkedHashMap<>();
                reports.forEach((program, report) -> members.put(program, ConfigForms.PROGRAM.tree(report)));
                yield Optional.of(object("programs", new Json.Obj(members)));
            }
            case Answer.NoSuchPrograms(var names) -> Optional.of(object("unknown", unknown(names)));
            case Answer.NoSuchProcess(var name) -> Optional.of(object("unknown", unknown(List.of(name))));
            case Answer.NoInput(var _, var report) -> Optional.of(LogForms.STDIN_REPORT.tree(report));
            case Answer.Typed(var _, var _) -> Optional.of(LogForms.STDIN_REPORT.tree(new StdinReport.Sent()));
            case Answer.Reopened(var failures) -> Optional.of(LogForms.REOPENED.tree(new LogForms.Reopened(failures)));
            case Answer.NotAttached(var _, var why) -> why.map(AttachForms.REPORT::tree);
            case Answer.Version(String version) -> Optional.of(object("version", new Json.Text(version)));
            case Answer.Ended(int stopped, var left) -> Optional.of(ended(stopped, left));
            case Answer.ShuttingDown(int live, var _) -> Optional.of(object("stopping", number(live)));
            case Answer.Shown _ ->
                lines.isEmpty() ? Optional.empty() : Optional.of(object("lines", new Json.Arr(lines)));
            case Answer.Parted _,
                    Answer.NoLongerWaiting _,
                    Answer.NoLog _,
                    Answer.NotOneProcess _,
                    Answer.Help _,
                    Answer.Misused _,
                    Answer.UnknownCommand _,
                    Answer.Unanswered _,
                    Answer.NotAgreed _,
                    Answer.Leaving _,
                    Answer.Broken _,
                    Answer.Nothing _ -> Optional.empty();
        };
    }

    /// Why there is no answer.
    ///
    /// @param lines texts, in words for people
    static Json complaint(List<Json> lines, ExitCode exit) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("errors", new Json.Arr(lines));
        members.put("exit_status", number(exit.number()));
        return new Json.Obj(members);
    }

    private static Json awaited(Answer.Awaited awaited) {
        List<Json> seen = new ArrayList<>();
        for (Answer.Awaited.Seen process : awaited.seen()) {
            Map<String, Json> members = new LinkedHashMap<>();
            members.put("name", new Json.Text(process.name()));
            members.put("state", new Json.Text(process.state().name()));
            members.put("detail", new Json.Text(process.detail()));
            seen.add(new Json.Obj(members));
        }
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("reached", new Json.Bool(awaited.ending() == Answer.Awaited.Ending.REACHED));
        members.put("timed_out", new Json.Bool(awaited.ending() == Answer.Awaited.Ending.TIMED_OUT));
        members.put(
                "gone",
                new Json.Arr(awaited.gone().stream().<Json>map(Json.Text::new).toList()));
        members.put("processes", new Json.Arr(seen));
        return new Json.Obj(members);
    }

    /// The answer with the last lines of each stream, by the names of the processes.
    private static Json explained(Json answer, List<LastWords> words) {
        if (!(answer instanceof Json.Obj(Map<String, Json> plain))) {
            return answer;
        }
        Map<String, Json> processes = new LinkedHashMap<>();
        for (LastWords last : words) {
            Map<String, Json> streams = new LinkedHashMap<>();
            for (LastWords.Said said : last.said()) {
                streams.put(
                        said.streams(),
                        new Json.Arr(
                                said.lines().stream().<Json>map(Json.Text::new).toList()));
            }
            processes.put(last.process(), new Json.Obj(streams));
        }
        Map<String, Json> members = new LinkedHashMap<>(plain);
        members.put("last_output", new Json.Obj(processes));
        return new Json.Obj(members);
    }

    private static Json pids(List<ProcessStatus> processes, List<UnknownName> unknown) {
        Map<String, Json> pids = new LinkedHashMap<>();
        processes.forEach(
                process -> pids.put(process.name(), number(process.pid().orElse(0))));
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("pids", new Json.Obj(pids));
        members.put("unknown", unknown(unknown));
        return new Json.Obj(members);
    }

    private static Json unknown(List<UnknownName> names) {
        return new Json.Arr(names.stream()
                .<Json>map(name -> {
                    Map<String, Json> members = new LinkedHashMap<>();
                    members.put("word", new Json.Text(name.word()));
                    name.suggestion().ifPresent(near -> members.put("suggestion", new Json.Text(near)));
                    return new Json.Obj(members);
                })
                .toList());
    }

    private static Json number(long number) {
        return new Json.Num(Long.toString(number));
    }

    private static Json ended(int stopped, List<String> left) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("stopped", number(stopped));
        members.put("left", new Json.Arr(left.stream().<Json>map(Json.Text::new).toList()));
        return new Json.Obj(members);
    }

    private static Json object(String name, Json value) {
        return new Json.Obj(Map.of(name, value));
    }
}
