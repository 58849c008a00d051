package org.taskmaster.activity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.taskmaster.events.Event;
import org.taskmaster.events.EventText;
import org.taskmaster.events.Subscription;
import org.taskmaster.host.TrustedFiles;
import org.taskmaster.model.ActivityLogConfig;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Reason;
import org.taskmaster.rotation.RotatingFile;

/// Writes events to the activity log, on a thread of its own, in supervisord's format
/// (docs/reference/supervisord-facts.md#activity-log).
///
/// A log that cannot be written stops nothing: lines are counted while it lasts, the log is tried again with
/// every event and every few seconds, and when it can be written again it says first how many lines it lost and
/// why.
public final class ActivityLog implements Runnable {

    private static final Duration WHEN_WELL = Duration.ofDays(1);
    private static final Duration WHEN_ENDING = Duration.ofMillis(100);
    private static final Duration WHEN_IN_TROUBLE = Duration.ofSeconds(5);

    private final Subscription events;
    private final Path path;
    private final RotatingFile file;
    private final LogLevel level;
    private final LineFormat format;
    private final Echo echo;
    private final Echo complaints;
    private volatile boolean reopenAsked;
    private volatile Optional<Event> last = Optional.empty();
    private volatile Trouble trouble = Trouble.NONE;

    /// Shows lines elsewhere besides the file.
    @FunctionalInterface
    public interface Echo {
        /// Shows one line; must not throw.
        void show(String line);
    }

    /// What is wrong with the file, and how many lines it cost.
    private record Trouble(long lines, String reason) {
        static final Trouble NONE = new Trouble(0, "");

        boolean isOver() {
            return this == NONE;
        }
    }

    /// @param files opens the log
    /// @param events what is to be written
    /// @param echo is shown every line that is kept, after it was written
    /// @param complaints is called when the file cannot be written
    public ActivityLog(
            ActivityLogConfig config,
            TrustedFiles files,
            Subscription events,
            ZoneId zone,
            Echo echo,
            Echo complaints) {
        this.events = events;
        this.file = new RotatingFile(config.file(), config.maxBytes(), config.backups(), files);
        this.path = config.file();
        this.level = config.level();
        this.format = new LineFormat(zone);
        this.echo = echo;
        this.complaints = complaints;
    }

    /// Opens the file before anything depends on it.
    ///
    /// @throws IOException when it cannot be written
    public void open() throws IOException {
        file.open();
    }

    /// Why lines are missing that should be in the file, as long as it cannot be written. Any thread may ask.
    public Optional<String> trouble() {
        Trouble now = trouble;
        return now.isOver()
                ? Optional.empty()
                : Optional.of("the activity log " + path + " cannot be written (" + now.reason() + "); lines missing: "
                        + now.lines());
    }

    /// Opens the file anew at the next line, since an outside tool has moved it. Any thread may call
    /// this.
    public void reopen() {
        reopenAsked = true;
    }

    /// Makes [#run] return when it has written everything up to `event`, which the caller publishes next. Any
    /// thread may call this.
    public void endWith(Event event) {
        last = Optional.of(event);
    }

    @Override
    public void run() {
        try {
            boolean ended = false;
            while (!ended) {
                Optional<Event> event = events.next(patience());
                event.ifPresentOrElse(this::write, this::tellTroubleIfOver);
                // A queue that was full has lost the last event; then an empty queue is the end.
                ended = last.isPresent() && (event.equals(last) || event.isEmpty());
            }
            file.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            complaints.show("closing the activity log: " + Reason.of(e));
        }
    }

    private Duration patience() {
        return last.isPresent() ? WHEN_ENDING : trouble.isOver() ? WHEN_WELL : WHEN_IN_TROUBLE;
    }

    private void write(Event event) {
        try {
            reopenIfAsked();
            writeLines(event);
        } catch (RuntimeException | Error defect) {
            complaints.show("the activity log met a defect, please report it: " + defect);
            trouble = new Trouble(trouble.lines() + 1, String.valueOf(defect));
        }
    }

    private void reopenIfAsked() {
        if (reopenAsked) {
            reopenAsked = false;
            try {
                file.reopen();
            } catch (IOException e) {
                complaints.show("closing the activity log: " + Reason.of(e));
            }
        }
    }

    private void writeLines(Event event) {
        for (EventText.Line line : EventText.describe(event)) {
            if (level.keeps(line.level())) {
                writeLine(event.at(), line);
            }
        }
    }

    private void writeLine(Instant at, EventText.Line line) {
        String text = format.line(at, line.level(), line.text());
        tellTroubleIfOver();
        if (!trouble.isOver() || !tryWrite(text)) {
            trouble = new Trouble(trouble.lines() + 1, trouble.reason());
        }
        echo.show(text);
    }

    private void tellTroubleIfOver() {
        if (trouble.isOver()) {
            return;
        }
        String text = "the activity log could not be written (" + trouble.reason() + "), " + trouble.lines()
                + " lines are missing here";
        if (tryWrite(format.line(Instant.now(), LogLevel.WARN, text))) {
            trouble = Trouble.NONE;
        }
    }

    private boolean tryWrite(String line) {
        try {
            file.append((line + "\n").getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (IOException e) {
            if (trouble.isOver()) {
                complaints.show(
                        format.line(Instant.now(), LogLevel.ERROR, "cannot write the activity log: " + Reason.of(e)));
            }
            trouble = new Trouble(trouble.lines(), Reason.of(e));
            return false;
        }
    }
}
