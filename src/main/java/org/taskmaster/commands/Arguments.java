package org.taskmaster.commands;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.taskmaster.commands.Flag.Shape;
import org.taskmaster.model.Suggestions;

/// What was typed after the name of a command, checked against what it takes.
///
/// @param flags the typed flags by [Flag#word]: the value, or the typed word itself
/// @param problem why it does not fit; empty: it does
record Arguments(Map<String, String> flags, List<String> operands, Optional<String> problem) {

    Arguments {
        flags = Map.copyOf(flags);
        operands = List.copyOf(operands);
    }

    private static Arguments misfit(String problem) {
        return new Arguments(Map.of(), List.of(), Optional.of(problem));
    }

    /// Reads `words` as `command` says. Flags may stand anywhere before a `--`.
    static Arguments read(Command command, List<String> words) {
        Map<String, String> flags = new HashMap<>();
        List<String> operands = new ArrayList<>();
        boolean flagsAllowed = true;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (flagsAllowed && word.equals("--")) {
                flagsAllowed = false;
            } else if (flagsAllowed && word.length() > 1 && word.startsWith("-")) {
                Optional<Flag> flag = command.flags().stream()
                        .filter(known -> known.fits(word))
                        .findFirst();
                if (flag.isEmpty()) {
                    return unknownFlag(command, word);
                }
                boolean takesValue = flag.get().shape() == Shape.WITH_VALUE;
                if (takesValue && i + 1 == words.size()) {
                    return misfit(
                            flag.get().word() + " needs a value: " + flag.get().usage());
                }
                flags.put(flag.get().word(), takesValue ? words.get(++i) : word);
            } else {
                operands.add(word);
            }
        }
        return counted(command, flags, operands);
    }

    private static Arguments counted(Command command, Map<String, String> flags, List<String> operands) {
        if (operands.size() < command.fewest()) {
            Operand missing = command.operands().get(operands.size());
            return misfit(command.name() + " needs a " + missing.label());
        }
        if (!operands.isEmpty() && command.operandsAt(operands.size() - 1).isEmpty()) {
            return misfit(command.name() + " does not take \"" + operands.getLast() + "\"");
        }
        return new Arguments(flags, operands, Optional.empty());
    }

    private static Arguments unknownFlag(Command command, String word) {
        List<String> known = command.flags().stream().map(Flag::word).toList();
        String hint = Suggestions.nearest(word, known)
                .map(near -> ", did you mean " + near + "?")
                .orElse("");
        return misfit(command.name() + " does not take \"" + word + "\"" + hint);
    }
}
