package org.taskmaster.main;

import java.io.PrintStream;
import org.taskmaster.commands.Line;
import org.taskmaster.commands.Output;
import org.taskmaster.commands.PlainOutput;
import org.taskmaster.commands.Rows;
import org.taskmaster.linux.StandardStream;

/// What the supervisor says for itself on its standard streams: laid out to a terminal, and as it is to anything else.
final class Console {

    private Console() {}

    /// Says something on the standard output.
    static void say(String text) {
        print(System.out, text, StandardStream.OUT.columns());
    }

    /// Complains, on the standard error.
    static void complain(String text) {
        print(System.err, text, StandardStream.ERR.columns());
    }

    /// The standard output, for what is a table.
    static Output output() {
        return new PlainOutput(System.out, StandardStream.OUT.columns());
    }

    /// A text of some lines as it is said.
    ///
    /// @param columns those of the terminal; 0: it is said to none
    static String laidOut(String text, int columns) {
        if (columns == 0) {
            return text;
        }
        return String.join(
                "\n",
                text.lines()
                        .flatMap(line -> Rows.of(Line.of(line), columns).stream())
                        .map(Line::plain)
                        .toList());
    }

    private static void print(PrintStream stream, String text, int columns) {
        stream.println(laidOut(text, columns));
    }
}
