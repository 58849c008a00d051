package org.taskmaster.commands;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Output of plain lines in UTF-8, flushed one by one: to a pipe or a file, or laid out to a terminal on which
/// nobody types.
public final class PlainOutput implements Output {

    private final PrintStream out;
    private final int columns;

    /// @param out its own encoding is not used
    /// @param columns those of the terminal that it is; 0: it is none
    public PlainOutput(PrintStream out, int columns) {
        this.out = out;
        this.columns = columns;
    }

    @Override
    public Audience audience() {
        return Audience.PROGRAM;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public void line(Line line) {
        Rows.of(line, columns).forEach(row -> logLine(row.plain()));
    }

    @Override
    public void logLine(String text) {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
        out.flush();
    }

    @Override
    public void progress(String text) {}
}
