package org.taskmaster.commands;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.taskmaster.control.Control;
import org.taskmaster.control.LogSlice;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.SupervisorInfo;
import org.taskmaster.model.Output.Captured;
import org.taskmaster.model.Output.Discard;
import org.taskmaster.model.Output.ToFile;

/// Shows the end of a log, and goes on with what is written meanwhile.
final class LogTail {

    private static final int DEFAULT_LINES = 20;
    private static final long FIRST_LOOK = 8 * 1024;
    /// No more is read back than this, however many lines are wanted.
    private static final long LAST_LOOK = 4 * 1024 * 1024;

    private static final int CHUNK = 64 * 1024;
    /// Somebody who looks on sees no difference, and a file has nothing that would wake us.
    private static final Duration LOOK_AGAIN = Duration.ofMillis(150);
    /// A log that is being rotated is missing for a moment only.
    private static final int PATIENCE = 20;

    private final Control control;
    private final LogSource source;
    private final Output output;
    private final Timekeeper time;
    private final LogLines lines = new LogLines();

    LogTail(Control control, LogSource source, Output output, Timekeeper time) {
        this.control = control;
        this.source = source;
        this.output = output;
        this.time = time;
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

    /// Why there is nothing to show of a process whose output goes nowhere, and what to do.
    static Optional<String> discarded(ProcessStatus process, LogSource.Stream stream, SupervisorInfo supervisor) {
        String key = switch (stream) {
            case STDOUT -> "stdout";
            case STDERR -> "stderr";
        };
        return switch (stream == LogSource.Stream.STDOUT ? process.stdout() : process.stderr()) {
            case ToFile _ -> Optional.empty();
            case Captured(var capture) when capture.file().isPresent() -> Optional.empty();
            case Captured _ -> Optional.of("its " + key + " is kept in no file");
            case Discard _ ->
                Optional.of("its " + key + " is not kept; write " + key + ": /path/to/a/file for " + process.program()
                        + " in " + supervisor.configFile() + " and reload");
        };
    }

    /// Shows the end once.
    ///
    /// @return why there is none
    Optional<String> show(Amount amount) {
        return switch (last(amount)) {
            case LogSlice.Unavailable(String reason) -> Optional.of(reason);
            case LogSlice.Bytes _ -> {
                lines.rest().ifPresent(output::logLine);
                yield Optional.empty();
            }
        };
    }

    /// Shows the end and what is written then, until somebody asks for an end.
    ///
    /// @return why it ended by itself
    Optional<String> follow(Amount amount, Interruption interruption) {
        return switch (last(amount)) {
            case LogSlice.Unavailable(String reason) -> Optional.of(reason);
            case LogSlice.Bytes shown -> {
                Optional<String> trouble = followFrom(shown, interruption);
                output.progress("");
                lines.rest().ifPresent(output::logLine);
                yield trouble;
            }
        };
    }

    private Optional<String> followFrom(LogSlice.Bytes shown, Interruption interruption) {
        LogSlice.Bytes latest = shown;
        int missing = 0;
        while (!interruption.wasAsked() && !Thread.currentThread().isInterrupted()) {
            LogSlice slice = next(latest);
            switch (slice) {
                case LogSlice.Unavailable(String reason) -> {
                    missing++;
                    if (missing > PATIENCE) {
                        return Optional.of(reason);
                    }
                }
                case LogSlice.Bytes bytes -> {
                    missing = 0;
                    latest = bytes;
                    print(bytes.bytes());
                }
            }
            if (!(slice instanceof LogSlice.Bytes bytes) || bytes.bytes().length == 0) {
                output.progress(lines.unfinished());
                time.await(interruption.asked(), LOOK_AGAIN);
            }
        }
        return Optional.empty();
    }

    /// What follows `latest`; the beginning of the file when it is another one or was emptied.
    private LogSlice next(LogSlice.Bytes latest) {
        LogSlice slice = control.readLog(source, latest.end(), CHUNK);
        if (slice instanceof LogSlice.Bytes bytes
                && (!bytes.file().equals(latest.file()) || bytes.size() < latest.end())) {
            lines.rest().ifPresent(output::logLine);
            return control.readLog(source, 0, CHUNK);
        }
        return slice;
    }

    private void print(byte[] bytes) {
        List<String> finished = lines.feed(bytes);
        if (!finished.isEmpty()) {
            output.progress("");
            finished.forEach(output::logLine);
        }
    }

    /// Reads back until there is enough, then prints it.
    private LogSlice last(Amount amount) {
        long look = switch (amount) {
            case Amount.Lines _ -> FIRST_LOOK;
            case Amount.Bytes(long count) -> Math.clamp(count, 1, LAST_LOOK);
        };
        LogSlice slice = readBack(look);
        while (slice instanceof LogSlice.Bytes bytes && !enough(amount, bytes) && look < LAST_LOOK) {
            look *= 4;
            slice = readBack(look);
        }
        if (slice instanceof LogSlice.Bytes bytes) {
            printEnd(amount, bytes);
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
            LogSlice next = control.readLog(source, piece.end(), CHUNK);
            if (!(next instanceof LogSlice.Bytes more) || !more.file().equals(begin.file())) {
                break;
            }
            all.writeBytes(more.bytes());
            piece = more;
        }
        return new LogSlice.Bytes(all.toByteArray(), begin.start(), begin.size(), begin.file());
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

    private void printEnd(Amount amount, LogSlice.Bytes slice) {
        List<String> finished = lines.feed(slice.bytes());
        switch (amount) {
            case Amount.Bytes(long count) -> {
                if (count > 0) {
                    finished.forEach(output::logLine);
                } else {
                    lines.rest();
                }
            }
            case Amount.Lines(int count) -> {
                if (count == 0) {
                    lines.rest();
                }
                int unfinished = lines.unfinished().isEmpty() ? 0 : 1;
                // The first line may have begun before what was read.
                int whole = slice.start() == 0 || finished.isEmpty() ? 0 : 1;
                int from = Math.max(whole, finished.size() - Math.max(0, count - unfinished));
                finished.subList(from, finished.size()).forEach(output::logLine);
            }
        }
    }
}
