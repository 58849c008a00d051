package org.taskmaster.logs;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import org.taskmaster.model.AnsiFilter;
import org.taskmaster.model.Capture;
import org.taskmaster.model.Capture.LineFormat;
import org.taskmaster.model.Stream;

/// Writes the lines of a stream as its [Capture] asks for.
///
/// - `PREFIX`: `2026-11-25T09:41:00.123+01:00 web:0 | the line`, and on the standard error
///   `2026-11-25T09:41:00.123+01:00 web:0 stderr | the line`. The line itself stays as it is, byte
///   by byte.
/// - `JSON`:
///   `{"time":"2026-11-25T09:41:00.123+01:00","process":"web:0","stream":"stdout","message":"the
///   line"}`. A carriage return at its end is dropped; see [JsonText] for what is not text.
/// - `RAW`: everything as it is, also what is not a whole line.
///
/// A line that is not finished can be written so far ([#beginWithin]): with `PREFIX` its rest goes on with it,
/// with `JSON` the record has `"unfinished":true` at its end, and the rest becomes a record of its own.
///
/// Each without the control sequences of terminals, if so wanted ([AnsiFilter]). The time is that
/// of the call. A line of more than 64 KiB becomes several, cut between characters. For the same
/// bytes and times the result is the same, however the bytes are spread over calls.
///
/// An instance belongs to one stream and to one thread at a time. Lines in which nothing needs a
/// second look, nearly all, are looked at once and copied in one go; nothing is allocated for them.
public final class Rewriter {

    /// How long a line may be before it is cut, in bytes.
    public static final int LONGEST_LINE = 64 * 1024;

    /// How much room for the result there has to be, in bytes: any line fits into it.
    public static final int LEAST_ROOM = 512 * 1024;

    private static final String BEFORE_TIME = "{\"time\":\"";

    private static final byte NEWLINE = 1;
    /// A byte because of which a line cannot be copied as it is.
    private static final byte SPECIAL = 2;

    private final LineFormat format;
    private final boolean stripAnsi;
    private final AnsiFilter ansi = new AnsiFilter();
    private final byte[] kinds;
    /// Then only newlines are looked for, which takes half the time.
    private final boolean nothingIsSpecial;
    private final LineTime time;
    private final byte[] head;
    private final int timeAt;
    private final byte[] tail;
    /// How many bytes one byte of a line may become.
    private final int growth;

    private final byte[] unfinishedTail;
    /// Whether what comes next goes on with a line that was written so far.
    private boolean goesOn;

    private byte[] stripped = new byte[0];
    private boolean special;
    private int consumed;
    private int written;

    /// @param process its name, as in `web:0`
    /// @param stream `stdout` or `stderr`
    public Rewriter(Capture capture, String process, Stream stream, InstantSource clock, ZoneId zone) {
        this.format = capture.format();
        this.stripAnsi = capture.stripAnsi();
        this.kinds = kinds(format, stripAnsi);
        this.nothingIsSpecial = format == LineFormat.PREFIX && !stripAnsi;
        this.time = new LineTime(clock, zone);
        this.head = bytes(head(format, process, stream));
        this.timeAt = format == LineFormat.JSON ? BEFORE_TIME.length() : 0;
        this.tail = bytes(format == LineFormat.JSON ? "\"}\n" : "\n");
        this.unfinishedTail = bytes(format == LineFormat.JSON ? "\",\"unfinished\":true}\n" : "");
        this.growth = format == LineFormat.JSON ? JsonText.MOST_BYTES : 1;
    }

    /// Takes the whole lines of `in` from `start` to before `end`, as many as have room in `out`,
    /// and writes them to the beginning of `out`. [#consumed] and [#written] say how much that
    /// was. A line that is not whole stays for the next call, which should begin with it.
    ///
    /// @param last whether nothing follows: then the unfinished line is taken, too, and ended
    /// @param out at least [#LEAST_ROOM] bytes, so that each call with a whole line takes it
    public void rewrite(byte[] in, int start, int end, boolean last, byte[] out) {
        if (out.length < LEAST_ROOM) {
            throw new IllegalArgumentException("there is room for " + out.length + " bytes only");
        }
        if (format == LineFormat.RAW) {
            copy(in, start, Math.min(end, start + out.length), out);
            return;
        }
        lines(in, start, end, last, out, out.length);
    }

    /// As above, but with whole lines only in every format, and as if `out` were shorter.
    ///
    /// @param room how many bytes may be written; a line that may need more is not taken
    /// @return how many bytes of `in` were taken
    int rewriteWithin(int room, byte[] in, int start, int end, boolean last, byte[] out) {
        if (format == LineFormat.RAW) {
            copy(in, start, lineEndWithin(in, start, end, room), out);
        } else {
            lines(in, start, end, last, out, room);
        }
        return consumed;
    }

    /// Whether each line gets an end, be it finished or not.
    boolean isLines() {
        return format != LineFormat.RAW;
    }

    /// Whether the rest of a line is written right behind its beginning.
    boolean goesOnInLine() {
        return format != LineFormat.JSON;
    }

    /// Whether what comes next goes on with a line that [#beginWithin] wrote so far.
    void goOn(boolean begun) {
        goesOn = begun && format == LineFormat.PREFIX;
    }

    /// Writes a line without its end, or more of it.
    ///
    /// @param room how many bytes may be written
    /// @param end no newline is before it
    /// @return how many bytes of `in` were taken: fewer when a character is not whole, none for want of room
    int beginWithin(int room, byte[] in, int start, int end, byte[] out) {
        int whole = format == LineFormat.RAW ? end : Math.min(Utf8.whole(in, start, end), start + LONGEST_LINE);
        consumed = 0;
        written = 0;
        if (head.length + growth * (whole - start) + unfinishedTail.length > room || whole == start) {
            return 0;
        }
        if (format == LineFormat.RAW) {
            copy(in, start, whole, out);
            return consumed;
        }
        time.put(head, timeAt);
        scan(in, start, whole);
        int to = text(in, start, whole, true, out, 0);
        System.arraycopy(unfinishedTail, 0, out, to, unfinishedTail.length);
        written = to + unfinishedTail.length;
        consumed = whole - start;
        goesOn = format == LineFormat.PREFIX;
        return consumed;
    }

    private static int lineEndWithin(byte[] in, int start, int end, int room) {
        return end - start <= room ? end : LineEnds.last(in, start, start + room);
    }

    private void lines(byte[] in, int start, int end, boolean last, byte[] out, int room) {
        time.put(head, timeAt);
        int next = start;
        int to = 0;
        while (next < end) {
            int limit = Math.min(end, next + LONGEST_LINE + 1);
            int lineEnd = scan(in, next, limit);
            boolean newline = lineEnd < limit;
            boolean tooLong = lineEnd - next > LONGEST_LINE;
            if (!newline && !tooLong && !last) {
                break;
            }
            if (tooLong) {
                lineEnd = Utf8.cut(in, next, next + LONGEST_LINE);
            }
            if (head.length + growth * (lineEnd - next) + tail.length > room - to) {
                break;
            }
            to = line(in, next, lineEnd, tooLong, out, to);
            next = newline ? lineEnd + 1 : lineEnd;
        }
        consumed = next - start;
        written = to;
    }

    /// How many bytes the last call took.
    public int consumed() {
        return consumed;
    }

    /// How many bytes the last call wrote.
    public int written() {
        return written;
    }

    private void copy(byte[] in, int start, int end, byte[] out) {
        consumed = end - start;
        if (stripAnsi) {
            written = ansi.strip(in, start, end, out, 0);
        } else {
            System.arraycopy(in, start, out, 0, consumed);
            written = consumed;
        }
    }

    /// Finds the newline, or `end`, and notes whether there is anything [#special] before it.
    private int scan(byte[] in, int start, int end) {
        special = false;
        if (nothingIsSpecial) {
            return LineEnds.newline(in, start, end);
        }
        byte[] table = kinds;
        for (int i = start; i < end; i++) {
            byte kind = table[in[i] & 0xFF];
            if (kind != 0) {
                if (kind == NEWLINE) {
                    return i;
                }
                special = true;
            }
        }
        return end;
    }

    /// @param more whether it is a piece of a longer line
    private int line(byte[] in, int start, int end, boolean more, byte[] out, int at) {
        int to = text(in, start, end, more, out, at);
        goesOn = false;
        if (tail.length == 1) {
            out[to] = '\n';
            return to + 1;
        }
        System.arraycopy(tail, 0, out, to, tail.length);
        return to + tail.length;
    }

    private int text(byte[] in, int start, int end, boolean more, byte[] out, int at) {
        int to = at;
        if (!goesOn) {
            System.arraycopy(head, 0, out, at, head.length);
            to += head.length;
        }
        if (special || !ansi.isOutside()) {
            return specialLine(in, start, end, more, out, to);
        }
        System.arraycopy(in, start, out, to, end - start);
        return to + end - start;
    }

    private int specialLine(byte[] in, int start, int end, boolean goesOn, byte[] out, int at) {
        if (format == LineFormat.PREFIX) {
            int to = ansi.strip(in, start, end, out, at);
            endSequence(goesOn);
            return to;
        }
        if (!stripAnsi) {
            return json(in, start, end, goesOn, out, at);
        }
        if (stripped.length < end - start) {
            stripped = new byte[Math.max(end - start, Math.min(2 * stripped.length, LONGEST_LINE))];
        }
        int length = ansi.strip(in, start, end, stripped, 0);
        endSequence(goesOn);
        return json(stripped, 0, length, goesOn, out, at);
    }

    private void endSequence(boolean goesOn) {
        if (!goesOn) {
            ansi.reset();
        }
    }

    private static int json(byte[] in, int start, int end, boolean goesOn, byte[] out, int at) {
        boolean dropped = !goesOn && end > start && in[end - 1] == '\r';
        return JsonText.put(in, start, dropped ? end - 1 : end, out, at);
    }

    /// What stands before each line, with spaces where the time is to come.
    private static String head(LineFormat format, String process, Stream stream) {
        String time = " ".repeat(LineTime.LENGTH);
        return switch (format) {
            case RAW -> time;
            case PREFIX -> time + " " + process + (stream == Stream.STDERR ? " stderr | " : " | ");
            case JSON ->
                BEFORE_TIME + time + "\",\"process\":\"" + json(process) + "\",\"stream\":\"" + stream.word()
                        + "\",\"message\":\"";
        };
    }

    private static byte[] kinds(LineFormat format, boolean stripAnsi) {
        byte[] kinds = new byte[256];
        if (format == LineFormat.JSON) {
            for (int one = 0; one < kinds.length; one++) {
                kinds[one] = JsonText.isPlain(one) ? 0 : SPECIAL;
            }
        }
        if (stripAnsi) {
            kinds[AnsiFilter.ESC] = SPECIAL;
        }
        kinds['\n'] = NEWLINE;
        return kinds;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String json(String text) {
        byte[] in = bytes(text);
        byte[] out = new byte[JsonText.MOST_BYTES * in.length];
        return new String(out, 0, JsonText.put(in, 0, in.length, out, 0), StandardCharsets.UTF_8);
    }
}
