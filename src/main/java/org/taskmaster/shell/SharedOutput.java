package org.taskmaster.shell;

import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jline.reader.LineReader;
import org.jline.terminal.Terminal;
import org.taskmaster.commands.Line;
import org.taskmaster.commands.Output;
import org.taskmaster.commands.Rows;
import org.taskmaster.commands.Visible;

/// The terminal as two threads write on it: the one that does commands, and the one that shows events.
/// They meet here so that no line is torn, and so that the progress line stays the last.
final class SharedOutput implements Output {

    private static final int UNKNOWN_WIDTH = 80;
    private static final int MOST_HELD = 50;

    private final Terminal terminal;
    private final LineReader reader;
    private final Palette palette;
    private final ReentrantLock lock = new ReentrantLock();
    private String progress = "";
    /// What waits while another part of the program has the terminal.
    private final Deque<String> held = new ArrayDeque<>();
    private boolean holding;
    private int dropped;

    SharedOutput(Terminal terminal, LineReader reader, Palette palette) {
        this.terminal = terminal;
        this.reader = reader;
        this.palette = palette;
    }

    /// Whether there are colours, and escape sequences at all.
    enum Palette {
        COLOURED,
        PLAIN
    }

    @Override
    public Audience audience() {
        return Audience.PERSON;
    }

    @Override
    public void line(Line line) {
        print(rows(line));
    }

    @Override
    public void logLine(String text) {
        print(Visible.logLine(text));
    }

    @Override
    public void progress(String text) {
        lock.lock();
        try {
            hideProgress();
            progress = Visible.logLine(text);
            showProgress();
        } finally {
            lock.unlock();
        }
    }

    /// Shows lines above what is being typed, or above the progress.
    void above(List<Line> lines) {
        String text = lines.stream().map(this::rows).collect(Collectors.joining("\n"));
        lock.lock();
        try {
            if (holding) {
                keep(text);
                return;
            }
            hideProgress();
            reader.printAbove(text);
            showProgress();
        } finally {
            lock.unlock();
        }
    }

    /// From now on another part of the program has the terminal: what would be shown above the line waits.
    void hold() {
        lock.lock();
        try {
            holding = true;
        } finally {
            lock.unlock();
        }
    }

    /// The terminal is ours again: what has waited is shown.
    void release() {
        lock.lock();
        try {
            holding = false;
            if (dropped > 0) {
                print("... " + dropped + " earlier ones are left out, see maintail");
            }
            held.forEach(this::print);
            held.clear();
            dropped = 0;
        } finally {
            lock.unlock();
        }
    }

    private void keep(String text) {
        held.addLast(text);
        if (held.size() > MOST_HELD) {
            held.removeFirst();
            dropped++;
        }
    }

    private void print(String text) {
        lock.lock();
        try {
            hideProgress();
            progress = "";
            PrintWriter writer = terminal.writer();
            writer.println(text);
            writer.flush();
        } finally {
            lock.unlock();
        }
    }

    /// Blanks instead of an escape sequence: they work on every terminal.
    private void hideProgress() {
        if (!progress.isEmpty()) {
            terminal.writer().print("\r" + " ".repeat(shown().length()) + "\r");
            terminal.flush();
        }
    }

    private void showProgress() {
        if (!progress.isEmpty()) {
            terminal.writer().print(shown());
            terminal.flush();
        }
    }

    /// What fits in one row: a longer text could not be taken back.
    private String shown() {
        int room = columns() - 1;
        return progress.length() <= room ? progress : progress.substring(0, Math.max(0, room));
    }

    @Override
    public int columns() {
        int columns = terminal.getSize().getColumns();
        return columns <= 0 ? UNKNOWN_WIDTH : columns;
    }

    /// As it fits into the terminal that there is now.
    private String rows(Line line) {
        return Rows.of(line, columns()).stream().map(this::text).collect(Collectors.joining("\n"));
    }

    private String text(Line line) {
        return switch (palette) {
            case COLOURED -> line.coloured();
            case PLAIN -> line.plain();
        };
    }
}
