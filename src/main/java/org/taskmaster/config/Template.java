package org.taskmaster.config;

import java.util.List;
import java.util.Optional;

/// A text whose expansions are done, but for the number of the process.
///
/// @param literals what stands around the numbers: one more than there are
/// @param numbers how each number is written
/// @param written how the text is shown to people, with `%(ENV_X)s` in the place of what came from the
///     environment; empty: nothing did
record Template(List<String> literals, List<NumberForm> numbers, Optional<Template> written) {

    /// A text that holds nothing of the environment.
    Template(List<String> literals, List<NumberForm> numbers) {
        this(literals, numbers, Optional.empty());
    }

    /// How `%(process_num)02d` is written.
    ///
    /// @param width the least number of characters
    /// @param padding what fills it
    record NumberForm(int width, char padding) {

        void appendTo(StringBuilder text, int number) {
            String digits = Integer.toString(number);
            for (int i = digits.length(); i < width; i++) {
                text.append(padding);
            }
            text.append(digits);
        }
    }

    Template {
        literals = List.copyOf(literals);
        numbers = List.copyOf(numbers);
    }

    /// Whether it is the same text for every process of a program.
    boolean isConstant() {
        return numbers.isEmpty();
    }

    /// The text for one process, as it is shown to people.
    String shownFor(int number) {
        return written.isPresent() ? written.get().textFor(number) : textFor(number);
    }

    /// The text for one process.
    String textFor(int number) {
        if (numbers.isEmpty()) {
            return literals.getFirst();
        }
        StringBuilder text = new StringBuilder(literals.getFirst());
        for (int i = 0; i < numbers.size(); i++) {
            numbers.get(i).appendTo(text, number);
            text.append(literals.get(i + 1));
        }
        return text.toString();
    }
}
