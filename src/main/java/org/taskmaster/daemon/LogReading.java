package org.taskmaster.daemon;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.taskmaster.control.Control;
import org.taskmaster.control.LogPlace;
import org.taskmaster.control.LogSlice;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.logs.Captures;
import org.taskmaster.logs.LogFile;
import org.taskmaster.model.Output;
import org.taskmaster.model.Reason;
import org.taskmaster.model.Shown;

/// Reads logs on the asking thread.
final class LogReading {

    private final Control control;
    private final Captures captures;

    LogReading(Control control, Captures captures) {
        this.control = control;
        this.captures = captures;
    }

    LogSlice read(LogSource source, long offset, int length) {
        return of(source, file -> LogFile.read(file, offset, length));
    }

    LogSlice readOn(LogSource source, LogPlace place, int length) {
        LogFile.Place from = new LogFile.Place(place.file(), place.offset(), place.mark());
        return of(source, file -> LogFile.readOn(file, from, length));
    }

    /// What is wrong with a file, for people.
    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "it does not exist yet";
            case AccessDeniedException _ -> "permission denied";
            default -> Reason.of(e);
        };
    }

    private interface Reading {
        LogFile.Slice of(Path file) throws IOException;
    }

    private LogSlice of(LogSource source, Reading reading) {
        return switch (source) {
            case LogSource.Activity _ ->
                read(control.info().logFile(), control.info().shown(), reading);
            case LogSource.OfProcess(String name, LogSource.Stream stream) ->
                control.status()
                        .find(name)
                        .map(process -> read(process, stream, reading))
                        .orElseGet(() -> new LogSlice.Unavailable("no process is named " + name));
        };
    }

    /// Whatever the process has written by now is in what is read.
    private LogSlice read(ProcessStatus process, LogSource.Stream stream, Reading reading) {
        Output output = switch (stream) {
            case STDOUT -> process.stdout();
            case STDERR -> process.stderr();
        };
        Optional<Path> file = output.file();
        if (file.isPresent()) {
            captures.settle(process.name());
            return read(file.get(), process.shown(), reading);
        }
        String key = stream.name().toLowerCase(Locale.ROOT);
        return new LogSlice.Unavailable(
                switch (output) {
                    case Output.Discard _ ->
                        "the " + key + " of " + process.name() + " is discarded; give "
                                + control.inForce(process.name())
                                        .map(configured -> configured.keyOf(stream))
                                        .orElse(key)
                                + ": a file in the configuration to keep it";
                    case Output.ToFile _, Output.Captured _ ->
                        "the " + key + " of " + process.name() + " is kept in no file";
                });
    }

    private static LogSlice read(Path file, Shown shown, Reading reading) {
        try {
            LogFile.Slice slice = reading.of(file);
            LogSlice.Join join = switch (slice.join()) {
                case CONTINUOUS -> LogSlice.Join.CONTINUOUS;
                case EMPTIED -> LogSlice.Join.EMPTIED;
                case LOST -> LogSlice.Join.LOST;
            };
            return new LogSlice.Bytes(
                    slice.bytes(), slice.start(), slice.size(), slice.identity(), slice.modified(), slice.mark(), join);
        } catch (IOException e) {
            return new LogSlice.Unavailable("cannot read " + shown.of(file) + ": " + reason(e));
        }
    }
}
