package org.taskmaster.shell;

import java.io.InputStream;
import org.taskmaster.commands.Output;
import org.taskmaster.commands.Person;
import org.taskmaster.model.DetachKeys;

/// The user who types into the standard input of a program that does one command only.
public final class StandardInput {

    private StandardInput() {}

    /// A user who is not asked anything, and whose lines are read when a command wants some.
    ///
    /// @param onTerminal whether they sit at a terminal, which is opened when a command wants it
    public static Person person(InputStream in, Output output, boolean onTerminal, DetachKeys detachKeys) {
        return new PlainPerson(new InputLines(in), output, onTerminal, detachKeys);
    }
}
