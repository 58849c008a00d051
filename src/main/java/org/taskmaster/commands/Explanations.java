package org.taskmaster.commands;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.taskmaster.control.Control;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.model.Output.Captured;
import org.taskmaster.model.Output.Discard;
import org.taskmaster.model.Output.ToFile;

/// Adds to an answer what the processes said last with which something went wrong.
final class Explanations {

    /// Of more processes than these, nobody reads the last words at once.
    private static final int PROCESSES = 5;

    /// So long may take the way through the supervisor into a file.
    private static final Duration ON_ITS_WAY = Duration.ofMillis(200);

    private final Control control;
    private final Timekeeper time;

    Explanations(Control control, Timekeeper time) {
        this.control = control;
        this.time = time;
    }

    /// Of the processes that did not start.
    Answer ofOrder(Answer answer, Turn turn) {
        if (!(answer instanceof Answer.Acted acted)) {
            return answer;
        }
        Set<String> failed = acted.report().outcomes().stream()
                .filter(Explanations::ended)
                .map(Outcome::name)
                .collect(Collectors.toSet());
        if (failed.isEmpty()) {
            return answer;
        }
        List<ProcessStatus> processes = control.status().processes().stream()
                .filter(process -> failed.contains(process.name()))
                .toList();
        if (processes.stream().anyMatch(process -> captured(process.stdout()) || captured(process.stderr()))) {
            time.await(turn.interruption().asked(), ON_ITS_WAY);
        }
        return with(answer, processes);
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
    Answer ofStatus(Answer answer, Arguments.Fit words) {
        boolean one = words.operands().size() == 1;
        if (answer instanceof Answer.Status status
                && (words.has("-v") || one && status.shown().processes().size() == 1)) {
            return with(answer, status.shown().processes());
        }
        return answer;
    }

    private Answer with(Answer answer, List<ProcessStatus> processes) {
        List<LastWords> words = processes.stream()
                .map(process -> LastWords.of(process, control))
                .flatMap(Optional::stream)
                .limit(PROCESSES)
                .toList();
        return words.isEmpty() ? answer : new Answer.Explained(answer, words);
    }
}
