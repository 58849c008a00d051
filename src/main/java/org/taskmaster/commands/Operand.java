package org.taskmaster.commands;

/// A word of a command that does not begin with a dash.
///
/// @param label as it stands in the usage
public record Operand(String label, Times times, Kind kind) {

    /// Stands in the help of every command that takes names.
    static final String NAMES = """
            A NAME is a process (web:0), a program (web: all of its processes), a pattern (web:*, w?b*) or all.""";

    /// Names of processes.
    static Operand names(Times times, Kind kind) {
        return new Operand("NAME", times, kind);
    }

    /// How often it stands there. Only the last operand of a command may repeat or be missing.
    public enum Times {
        ONCE,
        MAYBE,
        AT_LEAST_ONCE,
        ANY
    }

    /// What it names, and so what completes it.
    public enum Kind {
        ANY_PROCESS,
        PROCESS_TO_START,
        PROCESS_TO_STOP,
        PROCESS_TO_DISABLE,
        PROCESS_TO_ENABLE,
        ONE_PROCESS,
        SIGNAL,
        STREAM,
        COMMAND,
        /// A program of the fleet.
        PROGRAM,
        /// A program that is configured, whether or not it is in the fleet.
        CONFIGURED_PROGRAM,
        /// A state, or several with commas between them.
        STATE,
        /// Anything; nothing completes it.
        TEXT
    }

    /// Whether the command is nothing without it.
    boolean isNeeded() {
        return switch (times) {
            case ONCE, AT_LEAST_ONCE -> true;
            case MAYBE, ANY -> false;
        };
    }

    /// As it stands in the usage: `NAME...`, `[COMMAND]`.
    public String usage() {
        return switch (times) {
            case ONCE -> label;
            case MAYBE -> "[" + label + "]";
            case AT_LEAST_ONCE -> label + "...";
            case ANY -> "[" + label + "...]";
        };
    }
}
