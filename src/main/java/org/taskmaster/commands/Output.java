package org.taskmaster.commands;

import java.time.ZoneId;

/// Where answers go.
public interface Output {

    /// Who reads along.
    Audience audience();

    /// Prints one line.
    void line(Line line);

    /// Prints one line of a log. Only a program gets it as it is: a terminal must be protected from it.
    void logLine(String text);

    /// Shows a line that stays until the next one is shown or printed; the empty text takes it away.
    /// Programs do not get it.
    void progress(String text);

    /// Who is told of events here: lines are printed, where nothing else is wanted.
    default FleetEvents.Listener events() {
        return new EventLines(this, ZoneId.systemDefault());
    }

    /// The two kinds of readers.
    enum Audience {
        /// Somebody at a terminal: long lists may be shortened.
        PERSON,
        /// A pipe or a file: everything is told.
        PROGRAM
    }
}
