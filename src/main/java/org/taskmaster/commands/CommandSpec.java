package org.taskmaster.commands;

import java.util.ArrayList;
import java.util.List;

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

    /// The operands that the word at `index` may be, counted without flags: behind one that repeats, a last
    /// one may stand that is no further of its kind.
    List<Operand> operandsAt(int index) {
        int repeating = 0;
        while (repeating < operands.size() && !repeats(operands.get(repeating))) {
            repeating++;
        }
        if (index <= repeating) {
            return operands.stream().skip(index).limit(1).toList();
        }
        return operands.subList(Math.min(repeating, operands.size()), operands.size());
    }

    /// Whether `word` is the last operand, behind which no other stands.
    boolean ends(String word) {
        return !operands.isEmpty()
                && operands.getLast().times() == Operand.Times.MAYBE
                && List.of(operands.getLast().label().split("\\|")).contains(word);
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
