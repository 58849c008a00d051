package org.taskmaster.commands;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.taskmaster.control.Control;
import org.taskmaster.control.LogSlice;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.model.Stream;

/// What a process wrote last in a run that went wrong.
///
/// Files do not tell when a line was written. So the end of a file is shown if the file was written to
/// since that run was started; when the run wrote less than is shown, the lines before are older.
///
/// @param process its name
/// @param said what it said, its stderr first
/// @param remarks why there is nothing of a stream, and what to do
public record LastWords(String process, List<Said> said, List<String> remarks) {

    private static final int LINES = 10;
    private static final int BYTES = 4 * 1024;
    /// The times of files are those of the last tick of the kernel's clock, at most so long ago.
    private static final Duration TICK = Duration.ofMillis(10);

    public LastWords {
        said = List.copyOf(said);
        remarks = List.copyOf(remarks);
    }

    /// The end of one stream.
    ///
    /// @param streams `stderr`, `stdout`, or `output` when both go to one file
    /// @param lines without control characters
    public record Said(String streams, List<String> lines) {
        public Said {
            lines = List.copyOf(lines);
        }
    }

    /// The last words of the run that brought `process` to where it is; empty when it is not in trouble, or
    /// no run brought it there, as when its command could not be started.
    static Optional<LastWords> of(ProcessStatus process, Control control) {
        Optional<Instant> started = process.history().startedAt();
        boolean ran = process.history()
                .endedAt()
                .filter(ended -> !ended.isBefore(process.changedAt()))
                .isPresent();
        if (started.isEmpty() || !ran || !inTrouble(process, control)) {
            return Optional.empty();
        }
        List<Said> said = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (Stream stream : KeptStreams.distinct(process, List.of(Stream.STDERR, Stream.STDOUT))) {
            if (KeptStreams.kept(process, stream)) {
                said(process, stream, started.get(), control).ifPresent(said::add);
            } else {
                KeptStreams.discarded(process, stream, control).ifPresent(remarks::add);
            }
        }
        return said.isEmpty() && remarks.isEmpty()
                ? Optional.empty()
                : Optional.of(new LastWords(process.name().text(), said, remarks));
    }

    private static boolean inTrouble(ProcessStatus process, Control control) {
        return switch (process.state()) {
            case FATAL, BACKOFF -> true;
            case EXITED -> !expected(process, control);
            case STOPPED, STARTING, RUNNING, STOPPING -> false;
        };
    }

    /// By the configuration that was last read, if the process is in it.
    private static boolean expected(ProcessStatus process, Control control) {
        return process.history()
                .lastExit()
                .map(exit -> control.configured().stream()
                        .filter(configured -> configured.config().name().equals(process.name()))
                        .anyMatch(configured -> configured.config().policy().expects(exit)))
                .orElse(true);
    }

    private static Optional<Said> said(ProcessStatus process, Stream stream, Instant started, Control control) {
        LogSlice slice = control.readLog(new LogSource.OfProcess(process.name(), stream), -BYTES, BYTES);
        if (!(slice instanceof LogSlice.Bytes bytes)
                || bytes.bytes().length == 0
                || bytes.modified().isBefore(started.minus(TICK))) {
            return Optional.empty();
        }
        LogLines cut = new LogLines();
        List<String> lines = new ArrayList<>(cut.feed(bytes.bytes()));
        cut.rest().ifPresent(lines::add);
        if (bytes.start() > 0 && lines.size() > 1) {
            // it may have begun before
            lines.removeFirst();
        }
        String streams = KeptStreams.together(process) ? "output" : stream.word();
        return Optional.of(new Said(
                streams,
                lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
                        .map(Visible::logLine)
                        .toList()));
    }

    /// Indented and with a bar before each line, so that nobody takes them for ours.
    void print(Output output) {
        for (Said part : said) {
            output.line(Line.of("    " + process + "'s last lines of " + part.streams() + ":"));
            part.lines()
                    .forEach(line -> output.line(Line.of(Tone.FAINT, "    | ").with(line)));
        }
        remarks.forEach(remark -> output.line(Line.of("    " + process + ": " + remark)));
    }
}
