package org.taskmaster.shell;

import java.io.IOError;
import java.io.IOException;
import java.util.Optional;
import org.taskmaster.commands.Line;
import org.taskmaster.commands.Output;
import org.taskmaster.commands.Person;
import org.taskmaster.commands.Seat;
import org.taskmaster.model.DetachKeys;
import org.taskmaster.model.Reason;

/// The author of the lines of a pipe or a file, who cannot be asked.
final class PlainPerson implements Person {

    private final InputLines lines;
    private final Output output;
    private final boolean onTerminal;
    private final DetachKeys detachKeys;

    /// @param onTerminal whether they sit at one all the same
    PlainPerson(InputLines lines, Output output, boolean onTerminal, DetachKeys detachKeys) {
        this.lines = lines;
        this.output = output;
        this.onTerminal = onTerminal;
        this.detachKeys = detachKeys;
    }

    @Override
    public boolean agrees(String question) {
        return true;
    }

    /// A line that is too long ends it.
    @Override
    public Optional<String> types(String prompt) {
        try {
            return switch (lines.next()) {
                case InputLines.Next.Text(String line) -> Optional.of(line);
                case InputLines.Next.End _ -> Optional.empty();
                case InputLines.Next.TooLong _ -> {
                    output.line(Line.of("error: a line is longer than " + InputLines.LONGEST + " bytes"));
                    yield Optional.empty();
                }
            };
        } catch (IOException e) {
            output.line(Line.of("error: cannot read further lines: " + Reason.of(e)));
            return Optional.empty();
        }
    }

    @Override
    public Output whileTyping() {
        return output;
    }

    /// Opened for this one purpose.
    @Override
    public Optional<Seat> seat() {
        if (!onTerminal) {
            return Optional.empty();
        }
        try {
            return Optional.of(JLineSetup.seat());
        } catch (IOException | RuntimeException | IOError | LinkageError e) {
            output.line(Line.of("error: the terminal cannot be used: " + e.getMessage()));
            return Optional.empty();
        }
    }

    @Override
    public DetachKeys detachKeys() {
        return detachKeys;
    }
}
