package org.taskmaster.commands;

import java.util.Map;
import java.util.Optional;
import org.taskmaster.commands.LogFeed.Amount;
import org.taskmaster.control.Control;
import org.taskmaster.control.LogPlace;
import org.taskmaster.control.LogSlice;
import org.taskmaster.control.LogSource;
import org.taskmaster.model.ProcessName;

/// One of the logs that are shown at once: its name before each of its lines.
final class PrefixedLogTail {

    private static final Tone[] TONES = {
        Tone.NAME_1, Tone.NAME_2, Tone.NAME_3, Tone.NAME_4, Tone.NAME_5, Tone.NAME_6, Tone.NAME_7
    };

    private final LogSource.OfProcess source;
    private final LogFeed feed;
    private final ProcessName process;
    private final String label;
    private final Output output;
    private final Optional<PlainText> plain;
    private final LogLines lines = new LogLines();
    private Line name;
    private int missing;

    PrefixedLogTail(Control control, LogSource.OfProcess source, ProcessName process, String label, Output output) {
        this.source = source;
        this.feed = new LogFeed(control, source);
        this.process = process;
        this.label = label;
        this.output = output;
        this.plain = KeptStreams.plain(process, control);
        this.name = name(label.length());
    }

    LogSource.OfProcess source() {
        return source;
    }

    /// The name of the process.
    ProcessName process() {
        return process;
    }

    String label() {
        return label;
    }

    /// Has the text of all lines begin in one column.
    void width(int width) {
        name = name(width);
    }

    /// The same name has the same colour each time.
    private Line name(int width) {
        Tone tone = TONES[Math.floorMod(process.hashCode(), TONES.length)];
        return Line.of(tone, label + " ".repeat(width - label.length()) + " |").with(" ");
    }

    /// Shows the end.
    LogSlice end(Amount amount) {
        return heard(feed.end(amount));
    }

    /// Shows what has come since it was left, or else the end.
    ///
    /// @param left where logs were left, by their sources
    /// @param before where the log was left that the process had under another name
    LogSlice join(Map<LogSource, LogPlace> left, Optional<LogPlace> before, Amount amount) {
        LogPlace known = left.get(source);
        return heard(known == null ? feed.join(left.values(), before, amount) : feed.goOn(known));
    }

    /// Shows the rest of a log whose process is gone.
    ///
    /// @return where it ends; empty: nothing was ever read of it
    Optional<LogPlace> leave() {
        while (feed.place().isPresent() && more() instanceof LogSlice.Bytes some && some.bytes().length > 0) {
            // until there is no more
        }
        finish();
        return feed.place();
    }

    /// Shows what has come.
    LogSlice more() {
        return heard(feed.more());
    }

    /// Whether it could not be read for longer than a rotation takes.
    boolean isMissing() {
        return missing > LogTail.PATIENCE;
    }

    /// Whether it could be read the time before, and not the last time.
    boolean isMissed() {
        return missing == 1;
    }

    /// Shows the beginning of a line whose end does not come.
    void finish() {
        plain.ifPresent(text -> lines.feed(text.rest()).forEach(this::print));
        lines.rest().ifPresent(this::print);
    }

    private LogSlice heard(LogSlice slice) {
        switch (slice) {
            case LogSlice.Unavailable _ -> missing++;
            case LogSlice.Bytes bytes -> {
                missing = 0;
                LogTail.gap(bytes.join()).ifPresent(words -> {
                    finish();
                    output.remark(Line.of(Tone.FAINT, "-- " + process + ": " + words + " --"));
                });
                lines.feed(plain.isPresent() ? plain.get().of(bytes.bytes()) : bytes.bytes())
                        .forEach(this::print);
            }
        }
        return slice;
    }

    private void print(String line) {
        output.logLine(name, line);
    }
}
