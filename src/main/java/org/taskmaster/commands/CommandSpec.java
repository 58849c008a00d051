package org.taskmaster.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One command, as people type it and as it is explained to them. The shell's completion, the help, the
/// manual and the command line are made from it.
///
/// @param aliases other words for it
/// @param summary one line
/// @param help whole sentences, more than one line when needed
/// @param example a line that could be typed
public record CommandSpec(
        Verb verb,
        List<String> aliases,
        List<Flag> flags,
        List<Operand> operands,
        String summary,
        String help,
        String example) {

    public CommandSpec {
        aliases = List.copyOf(aliases);
        flags = List.copyOf(flags);
        operands = List.copyOf(operands);
    }

    /// The word it is known by.
    public String name() {
        return verb.word();
    }

    /// The name and the aliases.
    public List<String> names() {
        List<String> names = new ArrayList<>();
        names.add(name());
        names.addAll(aliases);
        return names;
    }

    /// How it is typed: `tail [-f] NAME [STREAM]`.
    public String usage() {
        StringBuilder usage = new StringBuilder(name());
        flags.forEach(flag -> usage.append(" [").append(flag.usage()).append(']'));
        operands.forEach(operand -> usage.append(' ').append(operand.usage()));
        return usage.toString();
    }

    /// The usage without flags, for lists.
    String briefUsage() {
        StringBuilder usage = new StringBuilder(name());
        operands.forEach(operand -> usage.append(' ').append(operand.usage()));
        return usage.toString();
    }

    /// The operand that the word at `index` is, counted without flags.
    Optional<Operand> operandAt(int index) {
        if (index < operands.size()) {
            return Optional.of(operands.get(index));
        }
        return operands.isEmpty()
                ? Optional.empty()
                : Optional.of(operands.getLast()).filter(CommandSpec::repeats);
    }

    /// How many operands there must be.
    int fewest() {
        return (int) operands.stream()
                .filter(operand -> switch (operand.times()) {
                    case ONCE, AT_LEAST_ONCE -> true;
                    case MAYBE, ANY -> false;
                })
                .count();
    }

    private static boolean repeats(Operand operand) {
        return switch (operand.times()) {
            case ONCE, MAYBE -> false;
            case AT_LEAST_ONCE, ANY -> true;
        };
    }
}
