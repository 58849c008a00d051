package org.taskmaster.shell;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.taskmaster.commands.Commands;
import org.taskmaster.commands.ExitCode;
import org.taskmaster.commands.Focus;
import org.taskmaster.commands.Interruption;
import org.taskmaster.commands.Line;
import org.taskmaster.commands.Output;
import org.taskmaster.commands.PlainOutput;
import org.taskmaster.commands.SystemTime;
import org.taskmaster.model.Reason;

/// Reads commands line by line from a pipe or a file and prints plainly. All lines are done, whatever
/// became of the earlier ones. Events are not shown: they are in the activity log.
final class PlainShell implements Shell {

    private final Commands commands;
    private final Output output;
    private final InputLines lines;
    /// Written by the thread that reads, asked by the one that forwards signals.
    private volatile @Nullable Interruption running;

    private volatile boolean closed;

    PlainShell(ShellSetup setup, int columns) {
        this.output = new PlainOutput(setup.out(), columns);
        this.lines = new InputLines(setup.in());
        this.commands = new Commands(
                setup.control(),
                setup.who(),
                new SystemTime(),
                new Focus(),
                setup.bond(),
                new PlainPerson(lines, output, false, setup.detachKeys()));
    }

    @Override
    public End run() {
        ExitCode status = ExitCode.OK;
        while (!closed) {
            ExitCode latest;
            switch (next()) {
                case InputLines.Next.End _ -> {
                    return new End(How.END_OF_INPUT, status);
                }
                case InputLines.Next.TooLong _ -> {
                    output.line(
                            Line.of("error: a line is longer than " + InputLines.LONGEST + " bytes; it is left out"));
                    latest = ExitCode.USAGE;
                }
                case InputLines.Next.Text(String line) -> {
                    Commands.Done done = run(line);
                    latest = done.exit();
                    switch (done.next()) {
                        case READ_ON -> {}
                        case END -> {
                            return new End(How.SHUTDOWN, first(status, latest));
                        }
                        case LEAVE -> {
                            return new End(How.LEFT, first(status, latest));
                        }
                    }
                }
            }
            status = first(status, latest);
        }
        return new End(How.CLOSED, status);
    }

    @Override
    public void interrupted() {
        Optional.ofNullable(running).ifPresent(Interruption::ask);
    }

    @Override
    public void windowChanged() {}

    /// A read that is blocked in the kernel stays so; it ends with the program.
    @Override
    public void close() {
        closed = true;
        interrupted();
    }

    private InputLines.Next next() {
        try {
            return lines.next();
        } catch (IOException e) {
            output.line(Line.of("error: cannot read further commands: " + Reason.of(e)));
            return new InputLines.Next.End();
        }
    }

    private Commands.Done run(String line) {
        Interruption interruption = new Interruption();
        running = interruption;
        try {
            return commands.run(line, output, interruption);
        } finally {
            running = null;
        }
    }

    private static ExitCode first(ExitCode earlier, ExitCode latest) {
        return earlier == ExitCode.OK ? latest : earlier;
    }
}
