package org.taskmaster.commands;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.taskmaster.commands.LogFeed.Amount;
import org.taskmaster.control.Control;
import org.taskmaster.control.LogPlace;
import org.taskmaster.control.LogSlice;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Stream;

/// Shows the end of one log, and goes on with what is written meanwhile. What goes to a file or a pipe is
/// the log byte by byte. Of what a program wrote to a terminal it is the text, wherever it goes.
final class LogTail {

    /// Somebody who looks on sees no difference, and a file has nothing that would wake us.
    static final Duration LOOK_AGAIN = Duration.ofMillis(150);
    /// A log that is being rotated is missing for a moment only.
    static final int PATIENCE = 20;

    /// Of a process that has another name since; its log may be an old one.
    private static final Amount JOINING = new Amount.Lines(1000);

    private final Control control;
    private final Output output;
    private final Timekeeper time;
    private final LogLines lines = new LogLines();
    private final Optional<PlainText> plain;
    /// The name that others may take over when it is that of a program; empty: none does.
    private String asked = "";
    private LogSource source;
    private LogFeed feed;
    /// How far logs were shown that the process had under other names.
    private final Map<LogSource, LogPlace> left = new HashMap<>();

    private boolean scaled;
    private boolean withinLine;
    private Optional<ProcessKey> followed = Optional.empty();

    LogTail(Control control, LogSource source, Output output, Timekeeper time) {
        this.control = control;
        this.source = source;
        this.feed = new LogFeed(control, source);
        this.output = output;
        this.time = time;
        this.plain = source instanceof LogSource.OfProcess(ProcessName process, var _)
                ? KeptStreams.plain(process, control)
                : Optional.empty();
    }

    /// Shows the end once.
    ///
    /// @return why there is none
    Optional<String> show(Amount amount) {
        Optional<String> trouble = begin(amount);
        rest();
        return trouble;
    }

    /// Shows the end and what is written then, until somebody asks for an end, or others have to go on: see
    /// [#handOver].
    ///
    /// @return why it ended by itself
    Optional<String> follow(Amount amount, Interruption interruption) {
        asked = source instanceof LogSource.OfProcess(ProcessName typed, var _) ? typed.text() : "";
        Optional<String> trouble = begin(amount);
        return trouble.isPresent() ? trouble : goOn(interruption);
    }

    /// Shows the end; whatever is written from now on is shown by [#goOn].
    ///
    /// @return why there is none
    Optional<String> begin(Amount amount) {
        return switch (feed.end(amount)) {
            case LogSlice.Unavailable(String reason) -> Optional.of(reason);
            case LogSlice.Bytes shown -> {
                print(shown.bytes());
                yield Optional.empty();
            }
        };
    }

    /// Shows what is written, until somebody asks for an end.
    ///
    /// @return why it ended by itself
    Optional<String> goOn(Interruption interruption) {
        followed = process().map(ProcessStatus::key);
        Optional<String> trouble = read(interruption);
        output.progress("");
        rest();
        return trouble;
    }

    /// Lets others show what comes, once the program that was named has processes with names of their own.
    ///
    /// @return what they show; empty: this has shown it all
    Optional<Answer> handOver(MultiLogTail others, Interruption interruption) {
        return scaled && source instanceof LogSource.OfProcess log
                ? followed.map(key -> {
                    endLine();
                    return others.goOn(log, key, feed.place(), interruption);
                })
                : Optional.empty();
    }

    /// What others show begins lines of its own.
    private void endLine() {
        if (withinLine) {
            output.raw().ifPresent(raw -> raw.write(new byte[] {'\n'}));
        }
    }

    private Optional<String> read(Interruption interruption) {
        int missing = 0;
        while (!scaled && !interruption.wasAsked() && !Thread.currentThread().isInterrupted()) {
            LogSlice slice = feed.more();
            switch (slice) {
                case LogSlice.Unavailable _ when isRenamed() -> missing = 0;
                case LogSlice.Unavailable(String reason) -> {
                    missing++;
                    if (missing > PATIENCE) {
                        return Optional.of(reason);
                    }
                }
                case LogSlice.Bytes bytes -> {
                    missing = 0;
                    join(bytes.join());
                    print(bytes.bytes());
                }
            }
            if (!(slice instanceof LogSlice.Bytes bytes) || bytes.bytes().length == 0) {
                output.progress(plain.map(PlainText::unfinished).orElseGet(lines::unfinished));
                time.await(interruption.asked(), LOOK_AGAIN);
            }
        }
        return Optional.empty();
    }

    private Optional<ProcessStatus> process() {
        return source instanceof LogSource.OfProcess(ProcessName name, var _)
                ? control.status().find(name)
                : Optional.empty();
    }

    /// Goes on with the process under the name that it has now.
    ///
    /// @return whether it has another one
    private boolean isRenamed() {
        if (followed.isEmpty()
                || process().isPresent()
                || !(source instanceof LogSource.OfProcess(var _, Stream stream))) {
            return false;
        }
        Optional<ProcessStatus> now = control.status().processes().stream()
                .filter(process -> process.key().equals(followed.get()) && KeptStreams.kept(process, stream))
                .findFirst();
        if (now.isPresent()) {
            Optional<LogPlace> before = feed.place();
            if (now.get().program().equals(asked)) {
                scaled = true;
                return true;
            }
            before.ifPresent(place -> left.put(source, place));
            source = new LogSource.OfProcess(now.get().name(), stream);
            feed = new LogFeed(control, source);
            rest();
            output.remark(Line.of(Tone.FAINT, "-- it is called " + now.get().name() + " now --"));
            LogPlace known = left.get(source);
            LogSlice since = known == null ? feed.join(left.values(), before, JOINING) : feed.goOn(known);
            if (since instanceof LogSlice.Bytes bytes) {
                join(bytes.join());
                print(bytes.bytes());
            }
        }
        return now.isPresent();
    }

    private void join(LogSlice.Join join) {
        gap(join).ifPresent(words -> {
            rest();
            output.remark(Line.of(Tone.FAINT, "-- " + words + " --"));
        });
    }

    /// What has to be told when what is read on does not follow what was read before.
    static Optional<String> gap(LogSlice.Join join) {
        return switch (join) {
            case CONTINUOUS -> Optional.empty();
            case EMPTIED -> Optional.of("the log was emptied");
            case LOST -> Optional.of("the log was removed before it was read to its end; lines may be missing here");
        };
    }

    private void print(byte[] bytes) {
        show(plain.isPresent() ? plain.get().of(bytes) : bytes);
    }

    private void show(byte[] text) {
        if (output.raw().isPresent()) {
            output.raw().get().write(text);
            withinLine = text.length == 0 ? withinLine : text[text.length - 1] != '\n';
            return;
        }
        List<String> finished = lines.feed(text);
        if (!finished.isEmpty()) {
            output.progress("");
            finished.forEach(output::logLine);
        }
    }

    private void rest() {
        plain.ifPresent(text -> show(text.rest()));
        lines.rest().ifPresent(output::logLine);
    }
}
