package org.taskmaster.shell;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.taskmaster.commands.Bond;
import org.taskmaster.commands.Line;
import org.taskmaster.commands.Timekeeper;
import org.taskmaster.commands.Tone;
import org.taskmaster.control.ControlFailure;
import org.taskmaster.events.Event;
import org.taskmaster.events.Subscription;

/// A thread that carries events to the screen as they come.
///
/// A shell of the supervisor's own ends with it, and has the last events to show. A visitor's outlives it: then it
/// tries, at growing intervals, to follow the events of the one that comes back; nothing announces when that is.
final class EventFeed implements AutoCloseable {

    private static final Duration LONG = Duration.ofDays(1);
    private static final Duration LEAVING = Duration.ofSeconds(1);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Supplier<Subscription> events;
    private final Bond bond;
    private final EventDigest digest;
    private final Timekeeper time;
    private final Supplier<String> log;
    private final Consumer<List<Line>> screen;
    private final Thread thread;
    private final CompletableFuture<Void> closing = new CompletableFuture<>();
    private volatile Subscription subscription;

    /// @param events begins to follow them; a [ControlFailure] when that cannot be done now
    /// @param log where everything that happened can be read when the supervisor has ended
    EventFeed(
            Supplier<Subscription> events,
            Bond bond,
            EventDigest digest,
            Timekeeper time,
            Supplier<String> log,
            Consumer<List<Line>> screen) {
        this.events = events;
        this.bond = bond;
        this.subscription = events.get();
        this.digest = digest;
        this.time = time;
        this.log = log;
        this.screen = screen;
        this.thread = Thread.ofPlatform().name("shell-events").daemon().unstarted(this::carry);
    }

    void start() {
        thread.start();
    }

    /// Ends the thread, in the supervisor's own shell when it has shown what has happened until now. Afterwards
    /// nothing is shown any more, so the screen can be taken away; only a line that it has not taken for a second
    /// may still come.
    @Override
    public void close() {
        subscription.close();
        closing.complete(null);
        thread.interrupt();
        try {
            thread.join(LEAVING.toMillis());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void carry() {
        try {
            do {
                follow();
            } while (bond == Bond.VISITOR && beginsAgain());
        } catch (InterruptedException _) {
            if (bond == Bond.ONE_PROGRAM) {
                tellTheLast();
            }
        }
    }

    /// Shows what happens until nothing will come any more.
    private void follow() throws InterruptedException {
        while (!closing.isDone()) {
            Duration patience = digest.due(time.now()).orElse(LONG);
            Optional<Event> event = subscription.next(patience.isNegative() ? Duration.ZERO : patience);
            Duration now = time.now();
            show(event.map(happened -> digest.tell(happened, now)).orElseGet(() -> digest.expired(now)));
            if (subscription.ended() && digest.due(now).isEmpty()) {
                subscription.lost().ifPresent(why -> show(List.of(Line.of(Tone.BAD, why))));
                return;
            }
        }
        throw new InterruptedException("closed");
    }

    /// Waits for the supervisor to come back.
    ///
    /// @return false when its events are not wanted any more
    private boolean beginsAgain() {
        Duration pause = FIRST_PAUSE;
        while (true) {
            time.await(closing, pause);
            if (closing.isDone() || Thread.currentThread().isInterrupted()) {
                return false;
            }
            try {
                subscription = events.get();
                show(List.of(Line.of("the supervisor is there again; what happens is shown from here on")));
                return true;
            } catch (ControlFailure _) {
                // It is not back yet, and a command that is typed says why.
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    /// What has happened and is not shown yet.
    private void tellTheLast() {
        try {
            while (subscription.waiting() > 0) {
                Duration now = time.now();
                subscription.next(Duration.ZERO).ifPresent(event -> show(digest.tell(event, now)));
            }
            show(digest.last(log.get()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(List<Line> lines) {
        if (!lines.isEmpty()) {
            screen.accept(lines);
        }
    }
}
