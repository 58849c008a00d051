package org.taskmaster.commands;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.taskmaster.commands.StatusCommands.Status;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.json.Json;
import org.taskmaster.model.Output.Captured;
import org.taskmaster.model.Output.Discard;
import org.taskmaster.model.Output.ToFile;
import org.taskmaster.model.ProcessName;

/// Adds to an answer what the processes said last with which something went wrong.
final class Explanations {

    /// Of more processes than these, nobody reads the last words at once.
    private static final int PROCESSES = 5;

    /// So long may take the way through the supervisor into a file.
    private static final Duration ON_ITS_WAY = Duration.ofMillis(200);

    private Explanations() {}

    /// Of the processes that did not start.
    static Answer of(Acted acted, Turn turn) {
        Set<ProcessName> failed = acted.report().outcomes().stream()
                .filter(Explanations::ended)
                .map(Outcome::name)
                .collect(Collectors.toSet());
        if (failed.isEmpty()) {
            return acted;
        }
        List<ProcessStatus> processes = turn.control().status().processes().stream()
                .filter(process -> failed.contains(process.name()))
                .toList();
        if (processes.stream().anyMatch(process -> captured(process.stdout()) || captured(process.stderr()))) {
            turn.time().await(turn.interruption().asked(), ON_ITS_WAY);
        }
        return with(acted, processes, turn);
    }

    private static boolean captured(org.taskmaster.model.Output output) {
        return switch (output) {
            case Captured _ -> true;
            case ToFile _, Discard _ -> false;
        };
    }

    private static boolean ended(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed
                && switch (failed.cause()) {
                    case START_FAILED, ENDED -> true;
                    case OVERTAKEN, REMOVED, SYSTEM -> false;
                };
    }

    /// Of the one process that was named, or of all when more is to be told.
    static Answer of(Status status, Turn turn) {
        boolean one = turn.operands().size() == 1 && status.shown().processes().size() == 1;
        return one || turn.has("-v") ? with(status, status.shown().processes(), turn) : status;
    }

    private static Answer with(Answer answer, List<ProcessStatus> processes, Turn turn) {
        List<LastWords> words = processes.stream()
                .map(process -> LastWords.of(process, turn.control()))
                .flatMap(Optional::stream)
                .limit(PROCESSES)
                .toList();
        return words.isEmpty() ? answer : new Explained(answer, words);
    }

    /// An answer, and what processes said last.
    private record Explained(Answer answer, List<LastWords> words) implements Answer {

        @Override
        public ExitCode exit() {
            return answer.exit();
        }

        @Override
        public void print(Output output) {
            answer.print(output);
            words.forEach(last -> last.print(output));
        }

        /// The answer with the last lines of each stream, by the names of the processes.
        @Override
        public Optional<Json> json(List<Json> shown) {
            Map<String, Json> processes = new LinkedHashMap<>();
            for (LastWords last : words) {
                Map<String, Json> streams = new LinkedHashMap<>();
                last.said().forEach(said -> streams.put(said.streams(), Json.texts(said.lines())));
                processes.put(last.process(), new Json.Obj(streams));
            }
            return answer.json(shown)
                    .map(json ->
                            json instanceof Json.Obj plain ? plain.with("last_output", new Json.Obj(processes)) : json);
        }
    }
}
