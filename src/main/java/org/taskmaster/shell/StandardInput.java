package org.taskmaster.shell;

import java.io.InputStream;
import org.taskmaster.commands.Output;
import org.taskmaster.commands.Person;

/// Whoever types into the standard input of a program that does one command only.
public final class StandardInput {

    private StandardInput() {}

    /// Somebody who is not asked anything, and whose lines are read when a command wants some.
    public static Person person(InputStream in, Output output) {
        return new PlainPerson(new InputLines(in), output);
    }
}
