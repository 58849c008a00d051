package org.taskmaster.commands;

import java.time.ZoneId;
import java.util.Optional;

/// Where answers go.
public interface Output {

    /// Who reads along.
    Audience audience();

    /// How many columns a row has; 0: as many as are wanted.
    default int columns() {
        return 0;
    }

    /// Prints one line.
    void line(Line line);

    /// Prints one line of a log. Only a program gets it as it is: a terminal must be protected from it.
    void logLine(String text);

    /// Prints one line of one of several logs.
    ///
    /// @param name whose it is
    default void logLine(Line name, String text) {
        switch (audience()) {
            case PERSON -> line(name.with(Visible.logLine(text)));
            case PROGRAM -> logLine(name.plain() + text);
        }
    }

    /// Where a log goes byte by byte, if lines are not wanted.
    default Optional<Raw> raw() {
        return Optional.empty();
    }

    /// Says something about what is shown that is no part of it.
    default void remark(Line line) {
        line(line);
    }

    /// Shows a line that stays until the next one is shown or printed; the empty text takes it away.
    /// Programs do not get it.
    void progress(String text);

    /// Whose times of day are shown. Asked for only when one is: it takes the JDK a while to find out.
    default ZoneId zone() {
        return ZoneId.systemDefault();
    }

    /// Who is told of events here: lines are printed, where nothing else is wanted.
    default FleetEvents.Listener events() {
        return new EventLines(this, zone());
    }

    /// Takes bytes as they are.
    @FunctionalInterface
    interface Raw {
        void write(byte[] bytes);
    }

    /// The two kinds of readers.
    enum Audience {
        /// Somebody at a terminal: long lists may be shortened.
        PERSON,
        /// A pipe or a file: everything is told.
        PROGRAM
    }
}
