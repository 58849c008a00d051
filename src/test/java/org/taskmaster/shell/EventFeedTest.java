package org.taskmaster.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.taskmaster.Waiting;
import org.taskmaster.commands.Bond;
import org.taskmaster.commands.Focus;
import org.taskmaster.commands.SystemTime;
import org.taskmaster.commands.Timekeeper;
import org.taskmaster.control.ControlFailure;
import org.taskmaster.control.Requester;
import org.taskmaster.events.Event;
import org.taskmaster.events.EventBus;
import org.taskmaster.events.Subscription;
import org.taskmaster.model.LogLevel;

@Timeout(30)
final class EventFeedTest {

    private final EventBus bus = new EventBus();
    private final CountDownLatch showing = new CountDownLatch(1);
    private final AtomicBoolean shown = new AtomicBoolean();
    private final AtomicBoolean shownBeforeTheEnd = new AtomicBoolean();

    @Test
    void nothingIsShownAfterTheEnd() throws InterruptedException {
        EventDigest digest = new EventDigest(new Requester("the shell"), new Focus(), ZoneId.of("UTC"));
        CountDownLatch ended = new CountDownLatch(1);
        Thread[] closer = new Thread[1];
        EventFeed feed = new EventFeed(
                () -> bus.subscribe(10), Bond.VISITOR, digest, new SystemTime(), () -> "", _ -> showSlowly(closer[0]));
        closer[0] = Thread.ofPlatform().unstarted(() -> {
            feed.close();
            shownBeforeTheEnd.set(shown.get());
            ended.countDown();
        });

        feed.start();
        bus.publish(new Event.OfSupervisor(Instant.EPOCH, LogLevel.INFO, "something"));
        showing.await();
        closer[0].start();
        ended.await();

        assertThat(shownBeforeTheEnd).isTrue();
    }

    @Test
    void theLastThatHappensIsShownBeforeTheEnd() {
        List<String> lines = new CopyOnWriteArrayList<>();
        EventFeed feed = feed(() -> bus.subscribe(100), Bond.ONE_PROGRAM, lines);

        feed.start();
        for (int i = 0; i < 5; i++) {
            bus.publish(new Event.OfSupervisor(Instant.EPOCH, LogLevel.INFO, "last " + i));
        }
        feed.close();

        assertThat(lines).hasSize(5).last().asString().endsWith("last 4");
    }

    @Test
    void whatIsLeftOutAtTheEndIsToBeFoundInTheLog() {
        List<String> lines = new CopyOnWriteArrayList<>();
        EventFeed feed = feed(() -> bus.subscribe(100), Bond.ONE_PROGRAM, lines);

        feed.start();
        for (int i = 0; i < 15; i++) {
            bus.publish(new Event.OfSupervisor(Instant.EPOCH, LogLevel.INFO, "last " + i));
        }
        feed.close();

        assertThat(lines).hasSize(11).last().isEqualTo("... and 5 more, see /var/log/taskmaster.log");
    }

    @Test
    void aVisitorFollowsTheOneThatComesBackAndIsToldSo() {
        List<String> lines = new CopyOnWriteArrayList<>();
        EventBus back = new EventBus();
        AtomicInteger tries = new AtomicInteger();
        EventFeed feed = feed(
                () -> switch (tries.getAndIncrement()) {
                    case 0 -> bus.subscribe(10);
                    case 1 -> throw new Unreached();
                    default -> back.subscribe(10);
                },
                Bond.VISITOR,
                lines);

        feed.start();
        bus.lose("events are no longer followed: nobody is there");
        Waiting.until(() -> lines.size() == 2);
        back.publish(new Event.OfSupervisor(Instant.EPOCH, LogLevel.INFO, "hello"));
        Waiting.until(() -> lines.size() == 3);
        feed.close();

        assertThat(lines.get(0)).isEqualTo("events are no longer followed: nobody is there");
        assertThat(lines.get(1)).contains("the supervisor is there again");
        assertThat(lines.get(2)).endsWith("hello");
        assertThat(tries.get()).isEqualTo(3);
    }

    private static final class Unreached extends ControlFailure {
        private static final long serialVersionUID = 1;

        Unreached() {
            super("nobody is there");
        }
    }

    /// Time in which every pause is over at once.
    private static EventFeed feed(Supplier<Subscription> events, Bond bond, List<String> lines) {
        Timekeeper quick = new Timekeeper() {
            @Override
            public Duration now() {
                return Duration.ZERO;
            }

            @Override
            public void await(CompletableFuture<?> end, Duration patience) {
                // it is over
            }
        };
        EventDigest digest = new EventDigest(new Requester("the shell"), new Focus(), ZoneId.of("UTC"));
        return new EventFeed(
                events,
                bond,
                digest,
                quick,
                () -> "/var/log/taskmaster.log",
                shown -> shown.forEach(line -> lines.add(line.plain())));
    }

    /// Is through when the one that ends the feed waits for it, or has not waited.
    private void showSlowly(Thread closer) {
        showing.countDown();
        Waiting.until(
                () -> closer.getState() == Thread.State.TIMED_WAITING || closer.getState() == Thread.State.TERMINATED);
        shown.set(true);
    }
}
