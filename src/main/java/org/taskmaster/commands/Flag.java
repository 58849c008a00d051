package org.taskmaster.commands;

/// A word of a command that begins with a dash.
///
/// @param word as it is typed, or the label of a [Shape#NUMBER]
/// @param label what its value is; empty when it has none
/// @param kind what its value names, and so what completes it
/// @param meaning one line for people
public record Flag(String word, Shape shape, String label, Operand.Kind kind, String meaning) {

    /// For every command that orders something.
    static final Flag REASON = with("--reason", "TEXT", Operand.Kind.TEXT, "why, for the activity log");

    /// For every command that shows a log.
    static final Flag FOLLOW = alone("-f", "go on showing what is written, until Ctrl-C");

    static final Flag LINES = with("-n", "LINES", Operand.Kind.TEXT, "how many lines to show (20)");
    static final Flag BYTES = new Flag("-BYTES", Shape.NUMBER, "", Operand.Kind.TEXT, "how many bytes to show instead");

    /// A flag without a value.
    static Flag alone(String word, String meaning) {
        return new Flag(word, Shape.ALONE, "", Operand.Kind.TEXT, meaning);
    }

    /// A flag with a value in the word behind it.
    static Flag with(String word, String label, Operand.Kind kind, String meaning) {
        return new Flag(word, Shape.WITH_VALUE, label, kind, meaning);
    }

    /// How a flag is written.
    public enum Shape {
        /// `-f`
        ALONE,
        /// `-n LINES`
        WITH_VALUE,
        /// `-1600`: the number is the word.
        NUMBER
    }

    /// As it stands in the usage: `-n LINES`.
    public String usage() {
        return label.isEmpty() ? word : word + " " + label;
    }

    /// Whether `typed` is this flag.
    boolean fits(String typed) {
        return switch (shape) {
            case ALONE, WITH_VALUE -> typed.equals(word);
            case NUMBER -> typed.matches("-[0-9]+");
        };
    }
}
