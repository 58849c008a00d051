package org.taskmaster.commands;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.taskmaster.commands.Commands.Next;
import org.taskmaster.control.ControlFailure;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.UnknownName;
import org.taskmaster.json.Json;
import org.taskmaster.json.StatusForms;

/// What a command found out or did: its words for people and for scripts that grep, its JSON, and the exit status
/// that tells it.
public interface Answer {

    /// Prints its words.
    void print(Output output);

    /// The exit status that tells it.
    default ExitCode exit() {
        return ExitCode.OK;
    }

    /// Its JSON: what the API says, where it says the same.
    ///
    /// @param shown the lines of a log that the command has shown
    /// @return empty when there is nothing but words for people
    default Optional<Json> json(List<Json> shown) {
        return Optional.empty();
    }

    /// Whether it is no answer of the supervisor's but says why there is none.
    default boolean complains() {
        return false;
    }

    /// What follows for whoever reads commands.
    default Next next() {
        return Next.READ_ON;
    }

    /// Some lines.
    ///
    /// @param form its JSON, made when it is wanted
    record Told(ExitCode exit, List<Line> lines, Next next, Supplier<Optional<Json>> form) implements Answer {
        public Told {
            lines = List.copyOf(lines);
        }

        @Override
        public void print(Output output) {
            lines.forEach(output::line);
        }

        @Override
        public Optional<Json> json(List<Json> shown) {
            return form.get();
        }

        Told as(Supplier<Json> json) {
            return new Told(exit, lines, next, () -> Optional.of(json.get()));
        }

        Told then(Next what) {
            return new Told(exit, lines, what, form);
        }
    }

    /// Good news.
    static Told of(String... lines) {
        return of(ExitCode.OK, Arrays.stream(lines).map(Line::of).toList());
    }

    /// What became of something.
    static Told of(ExitCode exit, List<Line> lines) {
        return new Told(exit, lines, Next.READ_ON, Optional::empty);
    }

    /// Why there is no answer.
    record Complaint(ExitCode exit, List<Line> lines) implements Answer {
        public Complaint {
            lines = List.copyOf(lines);
        }

        @Override
        public void print(Output output) {
            lines.forEach(output::line);
        }

        @Override
        public boolean complains() {
            return true;
        }
    }

    /// Something went wrong, and why.
    static Answer failed(String reason) {
        return new Complaint(ExitCode.FAILED, List.of(Line.error(reason)));
    }

    /// The log that was named cannot be read.
    static Answer noLog(String name, String reason) {
        return new Complaint(ExitCode.FAILED, List.of(Line.error(name, reason)));
    }

    /// The command was not understood.
    static Answer misused(String problem) {
        return new Complaint(ExitCode.USAGE, List.of(Line.error(problem)));
    }

    /// The command exists, but not like this.
    static Answer misused(String problem, Command command) {
        return new Complaint(ExitCode.USAGE, List.of(Line.error(problem), Line.of("usage: " + command.usage())));
    }

    /// A name that should be one process is another number of them.
    static Answer notOne(String word, List<ProcessStatus> processes) {
        List<String> names = processes.stream()
                .limit(5)
                .map(process -> process.name().text())
                .toList();
        String text = processes.isEmpty()
                ? word + " has no processes"
                : word + " is " + processes.size() + " processes; name one of them: " + String.join(", ", names)
                        + (processes.size() > names.size() ? ", ..." : "");
        return new Complaint(ExitCode.USAGE, List.of(Line.of(text)));
    }

    /// The supervisor in another process cannot be asked, or refuses.
    record Unanswered(ControlFailure failure) implements Answer {

        @Override
        public ExitCode exit() {
            return ExitCode.UNREACHABLE;
        }

        @Override
        public void print(Output output) {
            output.line(Line.error(String.valueOf(failure.getMessage())));
        }

        @Override
        public boolean complains() {
            return true;
        }
    }

    /// Everything was shown already, line by line.
    record Shown() implements Answer {

        @Override
        public void print(Output output) {}

        @Override
        public Optional<Json> json(List<Json> shown) {
            return shown.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Json.object(Json.member("lines", new Json.Arr(shown))));
        }
    }

    /// Names that fit no process and no program, so nothing was done.
    record Unknown(List<UnknownName> names) implements Answer {
        public Unknown {
            names = List.copyOf(names);
        }

        @Override
        public ExitCode exit() {
            return ExitCode.UNKNOWN_NAME;
        }

        @Override
        public void print(Output output) {
            names.forEach(name -> output.line(Line.unknown(name)));
        }

        @Override
        public Optional<Json> json(List<Json> shown) {
            return Optional.of(Json.object(Json.member("unknown", StatusForms.UNKNOWN_NAMES.tree(names))));
        }
    }
}
