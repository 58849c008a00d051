package org.taskmaster.commands;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.taskmaster.json.Json;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.StateName;

/// What became of waiting for states.
///
/// @param wanted what was waited for
/// @param seen every process that was meant, as it was at the end
/// @param gone the words that fit no process at the end
record Awaited(Set<StateName> wanted, List<Seen> seen, List<String> gone, Ending ending) implements Answer {

    Awaited {
        seen = List.copyOf(seen);
        gone = List.copyOf(gone);
    }

    /// A process at some time.
    ///
    /// @param detail why it is in that state; may be empty
    record Seen(ProcessName name, StateName state, String detail) {}

    /// How a waiting ends.
    enum Ending {
        /// All are where they were waited for.
        REACHED,
        /// The time was over.
        TIMED_OUT,
        /// One is FATAL, which it stays.
        HOPELESS,
        /// What was named is not there, or not any more: nothing can be said of its state.
        GONE
    }

    @Override
    public ExitCode exit() {
        return switch (ending) {
            case REACHED -> ExitCode.OK;
            case TIMED_OUT -> ExitCode.TIMED_OUT;
            case HOPELESS -> ExitCode.FAILED;
            case GONE -> ExitCode.UNKNOWN_NAME;
        };
    }

    /// `web:0: RUNNING`, `web:1: ERROR (still STARTING)`.
    @Override
    public void print(Output output) {
        for (Seen process : seen) {
            output.line(
                    wanted.contains(process.state())
                            ? Line.of(process.name() + ": ")
                                    .with(
                                            StatusTable.tone(process.state()),
                                            process.state().name())
                            : Line.error(process.name().text(), why(process)));
        }
        gone.forEach(word -> output.line(Line.error(word, "no such process")));
    }

    private String why(Seen process) {
        String state = process.state()
                + process.detail()
                        .lines()
                        .findFirst()
                        .map(first -> ": " + first)
                        .orElse("");
        return switch (ending) {
            case TIMED_OUT -> "still " + state;
            case HOPELESS -> process.state() == StateName.FATAL ? state + "; start it again" : state;
            case REACHED, GONE -> state;
        };
    }

    @Override
    public Optional<Json> json(List<Json> shown) {
        List<Json> processes = seen.stream()
                .<Json>map(process -> Json.object(
                        Json.member("name", process.name().text()),
                        Json.member("state", process.state().name()),
                        Json.member("detail", process.detail())))
                .toList();
        return Optional.of(Json.object(
                Json.member("reached", new Json.Bool(ending == Ending.REACHED)),
                Json.member("timed_out", new Json.Bool(ending == Ending.TIMED_OUT)),
                Json.member("gone", Json.texts(gone)),
                Json.member("processes", new Json.Arr(processes))));
    }
}
