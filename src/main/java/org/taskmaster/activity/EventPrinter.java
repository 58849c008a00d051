package org.taskmaster.activity;

import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.taskmaster.events.Event;
import org.taskmaster.events.EventText;
import org.taskmaster.events.Subscription;
import org.taskmaster.model.LogLevel;

/// Shows the lines of the activity log to whoever watches the supervisor's output, on a thread of its
/// own: a reader
/// that stops reading holds up nobody else.
public final class EventPrinter implements Runnable {

    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final Subscription events;
    private final LogLevel level;
    private final LineFormat format;
    private final PrintStream out;

    public EventPrinter(LogLevel level, Subscription events, ZoneId zone, PrintStream out) {
        this.events = events;
        this.level = level;
        this.format = new LineFormat(zone);
        this.out = out;
    }

    /// Prints until the thread is interrupted, and then what is still waiting.
    @Override
    public void run() {
        try {
            while (true) {
                events.next(FOR_EVER).ifPresent(this::print);
            }
        } catch (InterruptedException _) {
            printTheRest();
        }
    }

    private void printTheRest() {
        try {
            Optional<Event> event = events.next(Duration.ZERO);
            while (event.isPresent()) {
                print(event.get());
                event = events.next(Duration.ZERO);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void print(Event event) {
        for (EventText.Line line : EventText.describe(event)) {
            if (level.keeps(line.level())) {
                out.println(format.line(event.at(), line.level(), line.text()));
            }
        }
    }
}
