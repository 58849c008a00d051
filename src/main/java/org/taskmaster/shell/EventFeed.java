package org.taskmaster.shell;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.taskmaster.commands.Line;
import org.taskmaster.commands.Timekeeper;
import org.taskmaster.commands.Tone;
import org.taskmaster.events.Event;
import org.taskmaster.events.Subscription;

/// A thread that carries events to the screen as they come.
final class EventFeed implements AutoCloseable {

    private static final Duration LONG = Duration.ofDays(1);
    private static final Duration LEAVING = Duration.ofSeconds(1);

    private final Subscription subscription;
    private final EventDigest digest;
    private final Timekeeper time;
    private final Consumer<List<Line>> screen;
    private final Thread thread;

    EventFeed(Subscription subscription, EventDigest digest, Timekeeper time, Consumer<List<Line>> screen) {
        this.subscription = subscription;
        this.digest = digest;
        this.time = time;
        this.screen = screen;
        this.thread = Thread.ofPlatform().name("shell-events").daemon().unstarted(this::carry);
    }

    void start() {
        thread.start();
    }

    /// Ends the thread; what is not shown yet stays untold. Afterwards nothing is shown any more, so
    /// the screen can be taken away; only a line that it has not taken for a second may still come.
    @Override
    public void close() {
        subscription.close();
        thread.interrupt();
        try {
            thread.join(LEAVING.toMillis());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void carry() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Duration patience = digest.due(time.now()).orElse(LONG);
                Optional<Event> event = subscription.next(patience.isNegative() ? Duration.ZERO : patience);
                Duration now = time.now();
                List<Line> lines =
                        event.map(happened -> digest.tell(happened, now)).orElseGet(() -> digest.expired(now));
                if (!lines.isEmpty()) {
                    screen.accept(lines);
                }
                if (subscription.ended() && digest.due(now).isEmpty()) {
                    subscription.lost().ifPresent(why -> screen.accept(List.of(Line.of(Tone.BAD, why))));
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
