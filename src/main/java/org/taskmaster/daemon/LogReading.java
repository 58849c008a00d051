package org.taskmaster.daemon;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.taskmaster.control.Control;
import org.taskmaster.control.LogPlace;
import org.taskmaster.control.LogSlice;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.logs.Captures;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Reason;
import org.taskmaster.model.Shown;
import org.taskmaster.model.Stream;
import org.taskmaster.rotation.LogFile;

/// Reads logs on the asking thread.
final class LogReading {

    private final Control control;
    private final Fleet fleet;
    private final Captures captures;

    LogReading(Control control, Fleet fleet, Captures captures) {
        this.control = control;
        this.fleet = fleet;
        this.captures = captures;
    }

    LogSlice read(LogSource source, long offset, int length) {
        return of(source, file -> LogFile.read(captures.files(), file, offset, length));
    }

    LogSlice readOn(LogSource source, LogPlace place, int length) {
        LogFile.Place from = new LogFile.Place(place.file(), place.offset(), place.mark());
        LogSlice slice = of(source, file -> joined(source, file, from, length));
        return slice instanceof LogSlice.Unavailable
                ? rest(source, from, length).orElse(slice)
                : slice;
    }

    /// Who followed a process under the name that it had before goes on with what was written since.
    private LogFile.Slice joined(LogSource source, Path file, LogFile.Place from, int length) throws IOException {
        LogFile.Slice slice = LogFile.readOn(captures.files(), file, from, length);
        if (slice.join() != LogFile.Join.LOST
                || !(source instanceof LogSource.OfProcess(ProcessName name, Stream stream))) {
            return slice;
        }
        Optional<Renamings.Joined> joined = fleet.renamings().of(name, stream);
        if (joined.isEmpty() || !holds(joined.get().former(), from)) {
            return slice;
        }
        Optional<LogFile.Place> start = joined.get().start();
        return start.isPresent()
                ? LogFile.readOn(captures.files(), file, start.get(), length)
                : new LogFile.Slice(
                        slice.bytes(),
                        slice.start(),
                        slice.size(),
                        slice.identity(),
                        slice.modified(),
                        slice.mark(),
                        LogFile.Join.CONTINUOUS);
    }

    private boolean holds(Path log, LogFile.Place place) {
        try {
            return LogFile.readOn(captures.files(), log, place, 1).join() != LogFile.Join.LOST;
        } catch (IOException _) {
            // it is gone, and the place with it
            return false;
        }
    }

    /// What is left of the log of a process that is forgotten or has another name by now, for those who followed
    /// it; empty: nothing.
    private Optional<LogSlice> rest(LogSource source, LogFile.Place from, int length) {
        if (!(source instanceof LogSource.OfProcess(ProcessName name, Stream stream))) {
            return Optional.empty();
        }
        Optional<Path> file = fleet.former(name)
                .map(ProcessConfig::launch)
                .flatMap(launch -> launch.output(stream).file());
        if (file.isEmpty()) {
            return Optional.empty();
        }
        captures.catchUp();
        LogSlice slice =
                read(file.get(), control.info().shown(), log -> LogFile.readOn(captures.files(), log, from, length));
        return slice instanceof LogSlice.Bytes bytes && bytes.bytes().length > 0
                ? Optional.of(slice)
                : Optional.empty();
    }

    /// What is wrong with a file, for people.
    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "it does not exist";
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
            case LogSource.OfProcess(ProcessName name, Stream stream) ->
                control.status()
                        .find(name)
                        .map(process -> read(process, stream, reading))
                        .orElseGet(() -> new LogSlice.Unavailable("no process is named " + name));
        };
    }

    /// Whatever the process has written by now is in what is read.
    private LogSlice read(ProcessStatus process, Stream stream, Reading reading) {
        Output output = process.output(stream);
        Optional<Path> file = output.file();
        if (file.isPresent()) {
            captures.settle(process.name());
            return read(file.get(), process.shown(), reading, () -> whyMissing(process, stream, output));
        }
        String key = stream.word();
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

    /// Why the log of a process is not there, and what helps.
    private static String whyMissing(ProcessStatus process, Stream stream, Output output) {
        Optional<DirectLog> direct = DirectLog.of(process, stream);
        Optional<String> strayed = direct.flatMap(
                log -> log.strayed(process.name(), !process.shown().hides()));
        if (strayed.isPresent()) {
            return strayed.get();
        }
        String remedy = switch (output) {
            case Output.Captured _ -> "; it is made with the next output";
            case Output.ToFile _, Output.Discard _ ->
                direct.isPresent()
                        ? "; restart " + process.name() + " to have it made"
                        : "; it is made when " + process.name() + " starts";
        };
        return "it does not exist" + remedy;
    }

    private static LogSlice read(Path file, Shown shown, Reading reading) {
        return read(file, shown, reading, () -> reason(new NoSuchFileException(file.toString())));
    }

    private static LogSlice read(Path file, Shown shown, Reading reading, Supplier<String> whyMissing) {
        try {
            LogFile.Slice slice = reading.of(file);
            LogSlice.Join join = switch (slice.join()) {
                case CONTINUOUS -> LogSlice.Join.CONTINUOUS;
                case EMPTIED -> LogSlice.Join.EMPTIED;
                case LOST -> LogSlice.Join.LOST;
            };
            return new LogSlice.Bytes(
                    slice.bytes(), slice.start(), slice.size(), slice.identity(), slice.modified(), slice.mark(), join);
        } catch (NoSuchFileException _) {
            return new LogSlice.Unavailable("cannot read " + shown.of(file) + ": " + whyMissing.get());
        } catch (IOException e) {
            return new LogSlice.Unavailable("cannot read " + shown.of(file) + ": " + reason(e));
        }
    }
}
