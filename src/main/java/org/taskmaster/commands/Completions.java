package org.taskmaster.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.taskmaster.commands.Operand.Kind;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Selector;
import org.taskmaster.model.Signal;
import org.taskmaster.model.StateName;

/// What could be typed next, in the present state of the fleet.
public final class Completions {

    private Completions() {}

    /// A word that could be typed.
    ///
    /// @param description why one would; may be empty
    public record Candidate(String word, String description) {}

    /// The words that could follow `before`. The caller chooses those that begin as the word begins that is
    /// being typed.
    public static List<Candidate> after(List<String> before, FleetStatus fleet) {
        if (before.isEmpty()) {
            return commands();
        }
        return CommandTable.find(before.getFirst())
                .map(command -> after(command, before.subList(1, before.size()), fleet))
                .orElse(List.of());
    }

    private static List<Candidate> after(Command command, List<String> typed, FleetStatus fleet) {
        List<String> operands = new ArrayList<>();
        for (int i = 0; i < typed.size(); i++) {
            Optional<Flag> flag = flag(command, typed.get(i));
            boolean takesNext =
                    flag.filter(known -> known.shape() == Flag.Shape.WITH_VALUE).isPresent();
            if (takesNext && i + 1 == typed.size()) {
                return words(flag.get().kind(), fleet).toList();
            }
            if (takesNext) {
                i++;
            } else if (flag.isEmpty()) {
                operands.add(typed.get(i));
            }
        }
        Stream<Candidate> flags = command.flags().stream()
                .filter(flag -> flag.shape() != Flag.Shape.NUMBER && !typed.contains(flag.word()))
                .map(flag -> new Candidate(flag.word(), flag.meaning()));
        // Behind a last operand that cannot repeat, nothing follows.
        boolean complete = !operands.isEmpty() && command.ends(operands.getLast());
        List<Operand> here = complete ? List.of() : command.operandsAt(operands.size());
        List<Candidate> words = here.stream()
                .flatMap(operand -> words(operand.kind(), fleet))
                .filter(candidate -> !operands.contains(candidate.word()))
                .toList();
        // A shell types a single candidate by itself, and a flag cannot stand for the name that is missing.
        boolean nameIsMissing =
                words.isEmpty() && operands.isEmpty() && here.stream().anyMatch(Operand::isNeeded);
        return nameIsMissing ? List.of() : Stream.concat(words.stream(), flags).toList();
    }

    private static Optional<Flag> flag(Command command, String word) {
        return command.flags().stream().filter(flag -> flag.fits(word)).findFirst();
    }

    private static List<Candidate> commands() {
        return CommandTable.all().stream()
                .flatMap(command -> command.names().stream().map(name -> new Candidate(name, command.summary())))
                .toList();
    }

    private static Stream<Candidate> words(Kind kind, FleetStatus fleet) {
        return switch (kind) {
            case ANY_PROCESS -> selections(fleet, _ -> true);
            case PROCESS_TO_START -> selections(fleet, process -> canStart(process.state()));
            case PROCESS_TO_STOP -> selections(fleet, process -> canStop(process.state()));
            case PROCESS_TO_DISABLE -> selections(fleet, process -> !process.disabled());
            case PROCESS_TO_ENABLE -> selections(fleet, ProcessStatus::disabled);
            case ONE_PROCESS -> fleet.processes().stream().map(Completions::candidate);
            case SIGNAL -> Signal.known().values().stream().map(name -> new Candidate(name, ""));
            case STREAM -> Stream.of("stdout", "stderr", "both").map(word -> new Candidate(word, ""));
            case COMMAND -> commands().stream();
            case PROGRAM -> fleet.programs().stream().map(program -> new Candidate(program, "program"));
            case STATE -> Stream.of(StateName.values()).map(state -> new Candidate(state.name(), ""));
            // What the file says now, nobody has read.
            case CONFIGURED_PROGRAM, TEXT -> Stream.empty();
        };
    }

    /// The processes that `sensible` picks, `web:*` for each program that has several, and `all`.
    private static Stream<Candidate> selections(FleetStatus fleet, Predicate<ProcessStatus> sensible) {
        List<ProcessStatus> picked = fleet.processes().stream().filter(sensible).toList();
        if (picked.isEmpty()) {
            return Stream.empty();
        }
        Stream<Candidate> globs = picked.stream()
                .map(ProcessStatus::program)
                .distinct()
                .filter(program -> picked.stream()
                        .noneMatch(process -> process.name().text().equals(program)))
                .map(program -> new Candidate(program + ":*", "all of " + program));
        Stream<Candidate> all = Stream.of(new Candidate(Selector.ALL, "every process"));
        return Stream.of(picked.stream().map(Completions::candidate), globs, all)
                .flatMap(part -> part);
    }

    private static Candidate candidate(ProcessStatus process) {
        return new Candidate(process.name().text(), process.state().name().toLowerCase(Locale.ROOT));
    }

    private static boolean canStart(StateName state) {
        return switch (state) {
            case STOPPED, EXITED, FATAL, BACKOFF -> true;
            case STARTING, RUNNING, STOPPING -> false;
        };
    }

    private static boolean canStop(StateName state) {
        return switch (state) {
            case STARTING, RUNNING, STOPPING, BACKOFF -> true;
            case STOPPED, EXITED, FATAL -> false;
        };
    }
}
