package org.taskmaster.commands;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Remembers what was printed.
public class RecordingOutput implements Output {

    /// The printed lines without colours.
    public final List<String> lines = new CopyOnWriteArrayList<>();

    /// Every progress line that was shown, the empty ones that take it away included.
    public final List<String> progress = new CopyOnWriteArrayList<>();

    private final Audience audience;

    public RecordingOutput(Audience audience) {
        this.audience = audience;
    }

    @Override
    public Audience audience() {
        return audience;
    }

    @Override
    public void line(Line line) {
        lines.add(line.plain());
    }

    @Override
    public void logLine(String text) {
        lines.add(text);
    }

    @Override
    public void progress(String text) {
        progress.add(text);
    }

    /// All lines as one text.
    public String text() {
        return String.join("\n", lines);
    }
}
