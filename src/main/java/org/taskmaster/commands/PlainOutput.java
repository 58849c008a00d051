package org.taskmaster.commands;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Output to a pipe or a file: plain lines in UTF-8, flushed one by one.
public final class PlainOutput implements Output {

    private final PrintStream out;

    /// @param out its own encoding is not used
    public PlainOutput(PrintStream out) {
        this.out = out;
    }

    @Override
    public Audience audience() {
        return Audience.PROGRAM;
    }

    @Override
    public void line(Line line) {
        logLine(line.plain());
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
