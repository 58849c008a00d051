package org.taskmaster.commands;

import java.util.ArrayList;
import java.util.List;

/// One command: how it is typed, how it is explained, and what it does. The shell's completion, the help, the manual
/// and the command line are made from it.
///
/// @param name the word it is known by
/// @param summary one line
/// @param help whole sentences, more than one line when needed
/// @param example a line that could be typed
/// @param aliases other words for it
public record Command(
        String name,
        String summary,
        Body body,
        String help,
        String example,
        List<String> aliases,
        List<Flag> flags,
        List<Operand> operands) {

    public Command {
        aliases = List.copyOf(aliases);
        flags = List.copyOf(flags);
        operands = List.copyOf(operands);
    }

    /// What it does.
    @FunctionalInterface
    interface Body {
        Answer run(Turn turn);
    }

    /// A command of a single word, still to be explained.
    Command(String name, String summary, Body body) {
        this(name, summary, body, "", "", List.of(), List.of(), List.of());
    }

    Command help(String sentences) {
        return new Command(name, summary, body, sentences, example, aliases, flags, operands);
    }

    Command example(String line) {
        return new Command(name, summary, body, help, line, aliases, flags, operands);
    }

    Command alias(String word) {
        return new Command(name, summary, body, help, example, List.of(word), flags, operands);
    }

    Command flags(Flag... taken) {
        return new Command(name, summary, body, help, example, aliases, List.of(taken), operands);
    }

    Command operands(Operand... taken) {
        return new Command(name, summary, body, help, example, aliases, flags, List.of(taken));
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
