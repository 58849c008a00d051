package org.taskmaster.logs;

import java.util.Arrays;
import java.util.List;
import org.taskmaster.model.AnsiFilter;
import org.taskmaster.model.Stream;

/// Cuts a stream into lines and gives each to some targets.
///
/// A line of more than 16 KiB becomes several, cut between characters. A carriage return at the end
/// of a line is dropped. The lines are the same however the bytes are spread over calls. Lines that
/// are whole in what is taken are not copied.
///
/// An instance belongs to one stream and to one thread at a time.
public final class LineSplitter {

    /// How long a line may be before it is cut, in bytes.
    public static final int LONGEST_LINE = 16 * 1024;

    private static final int FIRST_ROOM = 256;

    private final String process;
    private final Stream stream;
    private final boolean stripAnsi;
    private final List<LineTarget> targets;
    private final AnsiFilter ansi = new AnsiFilter();

    /// The line that is not whole yet; never longer than allowed between calls.
    private byte[] begun = new byte[FIRST_ROOM];

    private int length;

    /// @param stripAnsi whether control sequences of terminals are taken out
    public LineSplitter(String process, Stream stream, boolean stripAnsi, List<LineTarget> targets) {
        this.process = process;
        this.stream = stream;
        this.stripAnsi = stripAnsi;
        this.targets = List.copyOf(targets);
    }

    /// Takes what comes next in the stream.
    public void take(byte[] buffer, int start, int end) {
        int next = start;
        for (int newline = LineEnds.newline(buffer, start, end); newline < end; ) {
            line(buffer, next, newline);
            next = newline + 1;
            newline = LineEnds.newline(buffer, next, end);
        }
        if (next < end) {
            append(buffer, next, end);
        }
    }

    /// Ends the line that is not whole: nothing follows, or not for long.
    public void flush() {
        ansi.reset();
        if (length > 0) {
            give(begun, 0, length, true);
            forget();
        }
    }

    private void line(byte[] buffer, int start, int end) {
        if (length > 0 || stripAnsi) {
            append(buffer, start, end);
            ansi.reset();
            give(begun, 0, length, true);
            forget();
            return;
        }
        int next = start;
        while (end - next > LONGEST_LINE) {
            int cut = Utf8.cut(buffer, next, next + LONGEST_LINE);
            give(buffer, next, cut, false);
            next = cut;
        }
        give(buffer, next, end, true);
    }

    private void append(byte[] buffer, int start, int end) {
        int next = start;
        while (next < end) {
            // One more than is allowed: only then it is certain that the line has to be cut.
            int count = Math.min(end - next, LONGEST_LINE + 1 - length);
            if (begun.length < length + count) {
                int room = Math.min(LONGEST_LINE + 1, Math.max(length + count, 2 * begun.length));
                begun = Arrays.copyOf(begun, room);
            }
            length = copy(buffer, next, next + count);
            next += count;
            if (length > LONGEST_LINE) {
                int cut = Utf8.cut(begun, 0, LONGEST_LINE);
                give(begun, 0, cut, false);
                System.arraycopy(begun, cut, begun, 0, length - cut);
                length -= cut;
            }
        }
    }

    private int copy(byte[] buffer, int start, int end) {
        if (stripAnsi) {
            return ansi.strip(buffer, start, end, begun, length);
        }
        System.arraycopy(buffer, start, begun, length, end - start);
        return length + end - start;
    }

    private void forget() {
        length = 0;
        if (begun.length > LONGEST_LINE / 4) {
            begun = new byte[FIRST_ROOM];
        }
    }

    private void give(byte[] buffer, int start, int end, boolean whole) {
        int last = whole && end > start && buffer[end - 1] == '\r' ? end - 1 : end;
        for (LineTarget target : targets) {
            target.take(process, stream, buffer, start, last);
        }
    }
}
