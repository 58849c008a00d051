package org.taskmaster.main;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.taskmaster.activity.ActivityLog;
import org.taskmaster.activity.LinePrinter;
import org.taskmaster.events.Event;
import org.taskmaster.events.EventBus;
import org.taskmaster.linux.LinuxTrustedFiles;
import org.taskmaster.model.Configuration;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Reason;

/// The activity log, and its lines in the terminal where they are shown there, each written by a thread of its own.
final class LogSide implements AutoCloseable {

    /// How many events may wait for the activity log; starting ten thousand programs makes as
    /// many.
    private static final int LOG_QUEUE = 20_000;

    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(5);

    private final EventBus bus;
    private final ActivityLog log;
    private final Thread writing;
    private final Thread printing;
    private String farewell = "taskmaster ends";

    private LogSide(EventBus bus, ActivityLog log, Thread writing, Thread printing) {
        this.bus = bus;
        this.log = log;
        this.writing = writing;
        this.printing = printing;
    }

    /// Opens it.
    ///
    /// @throws StartRefused when the log cannot be written
    static LogSide open(Configuration configuration, EventBus bus, CommandLine.Face face) {
        LinePrinter printer = new LinePrinter(System.out);
        Thread printing = Thread.ofPlatform().name("line-printer").daemon().start(printer);
        ActivityLog log = switch (face) {
            case SHELL, DETACHED -> open(configuration, bus, _ -> {}, Console::complain);
            case NO_SHELL -> open(configuration, bus, printer, printer);
        };
        Thread writing = Thread.ofPlatform().name("activity-log").daemon().start(log);
        return new LogSide(bus, log, writing, printing);
    }

    private static ActivityLog open(
            Configuration configuration, EventBus bus, ActivityLog.Echo echo, ActivityLog.Echo complaints) {
        ActivityLog log = new ActivityLog(
                configuration.supervisor().log(),
                new LinuxTrustedFiles(),
                bus.subscribe(LOG_QUEUE),
                ZoneId.systemDefault(),
                echo,
                complaints);
        try {
            log.open();
            return log;
        } catch (IOException e) {
            throw new StartRefused("cannot write the activity log "
                    + configuration.supervisor().log().file() + " (" + Reason.of(e)
                    + "); name another by logfile: in the taskmaster: section");
        }
    }

    ActivityLog log() {
        return log;
    }

    /// What its last line is to be.
    void farewell(String text) {
        farewell = text;
    }

    /// Writes what is left, and the last line.
    @Override
    public void close() {
        Event last = new Event.OfSupervisor(Instant.now(), LogLevel.INFO, farewell);
        log.endWith(last);
        bus.publish(last);
        joined(writing);
        printing.interrupt();
        joined(printing);
    }

    /// Waits for what is left to be written, but not for a disk or a reader that hangs.
    private static void joined(Thread thread) {
        try {
            boolean _ = thread.join(PATIENCE_AT_THE_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
