package org.taskmaster.commands;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.taskmaster.commands.Flag.Shape;
import org.taskmaster.model.Suggestions;

/// What was typed after the name of a command, checked against its [CommandSpec].
sealed interface Arguments {

    /// It fits.
    ///
    /// @param flags the typed flags by [Flag#word]: the value, or the typed word itself
    record Fit(Map<String, String> flags, List<String> operands) implements Arguments {
        public Fit {
            flags = Map.copyOf(flags);
            operands = List.copyOf(operands);
        }

        /// Whether the flag was given.
        boolean has(String flag) {
            return flags.containsKey(flag);
        }

        /// The flag's value, if it was given.
        Optional<String> value(String flag) {
            return Optional.ofNullable(flags.get(flag));
        }
    }

    /// It does not fit, and why.
    record Misfit(String problem) implements Arguments {}

    /// Reads `words` as `spec` says. Flags may stand anywhere before a `--`.
    static Arguments read(CommandSpec spec, List<String> words) {
        Map<String, String> flags = new HashMap<>();
        List<String> operands = new ArrayList<>();
        boolean flagsAllowed = true;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (flagsAllowed && word.equals("--")) {
                flagsAllowed = false;
            } else if (flagsAllowed && word.length() > 1 && word.startsWith("-")) {
                Optional<Flag> flag =
                        spec.flags().stream().filter(known -> known.fits(word)).findFirst();
                if (flag.isEmpty()) {
                    return unknownFlag(spec, word);
                }
                boolean takesValue = flag.get().shape() == Shape.WITH_VALUE;
                if (takesValue && i + 1 == words.size()) {
                    return new Misfit(
                            flag.get().word() + " needs a value: " + flag.get().usage());
                }
                flags.put(flag.get().word(), takesValue ? words.get(++i) : word);
            } else {
                operands.add(word);
            }
        }
        return counted(spec, flags, operands);
    }

    private static Arguments counted(CommandSpec spec, Map<String, String> flags, List<String> operands) {
        if (operands.size() < spec.fewest()) {
            Operand missing = spec.operands().get(operands.size());
            return new Misfit(spec.name() + " needs a " + missing.label());
        }
        if (!operands.isEmpty() && spec.operandsAt(operands.size() - 1).isEmpty()) {
            return new Misfit(spec.name() + " does not take \"" + operands.getLast() + "\"");
        }
        return new Fit(flags, operands);
    }

    private static Arguments unknownFlag(CommandSpec spec, String word) {
        List<String> known = spec.flags().stream().map(Flag::word).toList();
        String hint = Suggestions.nearest(word, known)
                .map(near -> ", did you mean " + near + "?")
                .orElse("");
        return new Misfit(spec.name() + " does not take \"" + word + "\"" + hint);
    }
}
