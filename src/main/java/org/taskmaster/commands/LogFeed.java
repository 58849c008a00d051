package org.taskmaster.commands;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.taskmaster.control.Control;
import org.taskmaster.control.LogPlace;
import org.taskmaster.control.LogSlice;
import org.taskmaster.control.LogSource;

/// Reads the end of one log, and then on and on.
final class LogFeed {

    /// No more is read back than this, however many lines are wanted.
    static final long LAST_LOOK = 4 * 1024 * 1024;

    private static final int DEFAULT_LINES = 20;
    private static final long FIRST_LOOK = 8 * 1024;
    private static final int CHUNK = 64 * 1024;

    private final Control control;
    private final LogSource source;
    private Optional<LogPlace> place = Optional.empty();

    LogFeed(Control control, LogSource source) {
        this.control = control;
        this.source = source;
    }

    /// How much of the end to show.
    sealed interface Amount {
        /// @param count 0 or more
        record Lines(int count) implements Amount {}

        /// @param count 0 or more
        record Bytes(long count) implements Amount {}
    }

    /// What the flags ask for; empty when they cannot be read. The dash of `-1600` is part of the flag.
    static Optional<Amount> amount(Optional<String> lines, Optional<String> bytes) {
        if (lines.isEmpty() && bytes.isPresent()) {
            String digits = bytes.get().substring(1);
            return Optional.of(new Amount.Bytes(digits.length() > 9 ? LAST_LOOK : Long.parseLong(digits)));
        }
        String number = lines.orElse(Integer.toString(DEFAULT_LINES));
        return number.matches("[0-9]{1,9}")
                ? Optional.of(new Amount.Lines(Integer.parseInt(number)))
                : Optional.empty();
    }

    /// Reads back until there is enough. The next look goes on behind it.
    LogSlice end(Amount amount) {
        long look = switch (amount) {
            case Amount.Lines _ -> FIRST_LOOK;
            case Amount.Bytes(long count) -> Math.clamp(count, 1, LAST_LOOK);
        };
        LogSlice slice = readBack(look);
        while (slice instanceof LogSlice.Bytes bytes && !enough(amount, bytes) && look < LAST_LOOK) {
            look *= 4;
            slice = readBack(look);
        }
        return switch (slice) {
            case LogSlice.Unavailable _ -> slice;
            case LogSlice.Bytes bytes -> {
                place = Optional.of(bytes.place());
                yield from(bytes, wanted(amount, bytes));
            }
        };
    }

    /// Where the next look begins; empty: at the beginning.
    Optional<LogPlace> place() {
        return place;
    }

    /// Goes on where this log was left before, under this or another name; else with what was written since its
    /// process came to it from another log; else reads back as [#end] does.
    ///
    /// @param left where logs were left
    /// @param before where the log was left that its process had under another name; empty: none was followed
    LogSlice join(Collection<LogPlace> left, Optional<LogPlace> before, Amount amount) {
        if (!left.isEmpty() && control.readLog(source, 0, 1) instanceof LogSlice.Bytes first) {
            Optional<LogPlace> furthest = left.stream()
                    .filter(known -> known.file().equals(first.file()))
                    .max(Comparator.comparingLong(LogPlace::offset));
            if (furthest.isPresent()) {
                return goOn(furthest.get());
            }
        }
        if (before.isEmpty()) {
            return end(amount);
        }
        LogSlice since = goOn(before.get());
        return since instanceof LogSlice.Bytes bytes && bytes.join() == LogSlice.Join.LOST ? end(amount) : since;
    }

    /// Goes on behind a place.
    LogSlice goOn(LogPlace known) {
        place = Optional.of(known);
        return more();
    }

    /// What has come since the last look; the beginning when there was none.
    LogSlice more() {
        LogSlice slice =
                place.isPresent() ? control.readOn(source, place.get(), CHUNK) : control.readLog(source, 0, CHUNK);
        if (slice instanceof LogSlice.Bytes bytes) {
            place = Optional.of(bytes.place());
        }
        return slice;
    }

    /// The last `look` bytes, in as many pieces as it takes.
    private LogSlice readBack(long look) {
        LogSlice first = control.readLog(source, -look, CHUNK);
        if (!(first instanceof LogSlice.Bytes begin)) {
            return first;
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(begin.bytes());
        LogSlice.Bytes piece = begin;
        while (piece.bytes().length > 0 && piece.end() < begin.size()) {
            LogSlice next = control.readOn(source, piece.place(), CHUNK);
            if (!(next instanceof LogSlice.Bytes more)
                    || !more.file().equals(begin.file())
                    || more.join() != LogSlice.Join.CONTINUOUS) {
                break;
            }
            all.writeBytes(more.bytes());
            piece = more;
        }
        return new LogSlice.Bytes(
                all.toByteArray(),
                begin.start(),
                piece.size(),
                piece.file(),
                piece.modified(),
                piece.mark(),
                piece.join());
    }

    private static boolean enough(Amount amount, LogSlice.Bytes slice) {
        return switch (amount) {
            case Amount.Lines(int count) -> slice.start() == 0 || newlines(slice.bytes()) > count;
            case Amount.Bytes _ -> true;
        };
    }

    private static int newlines(byte[] bytes) {
        int count = 0;
        for (byte b : bytes) {
            count += b == '\n' ? 1 : 0;
        }
        return count;
    }

    /// Where in `slice` begins what is wanted. A line at its start may have begun before it, and is left
    /// out if there is another.
    private static int wanted(Amount amount, LogSlice.Bytes slice) {
        byte[] bytes = slice.bytes();
        return switch (amount) {
            case Amount.Bytes(long count) -> (int) Math.max(0, bytes.length - count);
            case Amount.Lines(int count) -> {
                if (count == 0) {
                    yield bytes.length;
                }
                int lines = 0;
                int at = bytes.length - 1;
                int whole = 0;
                while (at > 0 && lines < count) {
                    at--;
                    if (bytes[at] == '\n') {
                        lines++;
                        whole = at + 1;
                    }
                }
                yield lines == count || slice.start() > 0 ? whole : 0;
            }
        };
    }

    private static LogSlice.Bytes from(LogSlice.Bytes slice, int from) {
        return new LogSlice.Bytes(
                Arrays.copyOfRange(slice.bytes(), from, slice.bytes().length),
                slice.start() + from,
                slice.size(),
                slice.file(),
                slice.modified(),
                slice.mark(),
                slice.join());
    }
}
