package org.taskmaster.commands;

import java.util.List;
import org.taskmaster.commands.Output.Audience;

/// How lines look where they are read: in the rows of a terminal, perhaps in colours, or as they are, for a program.
///
/// @param columns of a row; 0 for a program
public record Layout(Audience audience, boolean colours, int columns) {

    private static final int UNKNOWN_WIDTH = 80;

    /// For a pipe or a file.
    public static final Layout PLAIN = new Layout(Audience.PROGRAM, false, 0);

    /// For a terminal.
    ///
    /// @param columns 0: not known
    public static Layout terminal(boolean colours, int columns) {
        return new Layout(Audience.PERSON, colours, columns > 0 ? columns : UNKNOWN_WIDTH);
    }

    /// The rows of a line.
    public List<String> rows(Line line) {
        return switch (audience) {
            case PERSON -> Rows.of(line, columns).stream().map(this::painted).toList();
            case PROGRAM -> List.of(painted(line));
        };
    }

    /// A line of a log; a terminal is protected from it.
    public String logLine(String text) {
        return switch (audience) {
            case PERSON -> Visible.logLine(text);
            case PROGRAM -> text;
        };
    }

    private String painted(Line line) {
        return colours ? line.coloured() : line.plain();
    }
}
