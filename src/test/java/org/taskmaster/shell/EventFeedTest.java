package org.taskmaster.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.taskmaster.commands.Focus;
import org.taskmaster.commands.SystemTime;
import org.taskmaster.control.Requester;
import org.taskmaster.events.Event;
import org.taskmaster.events.EventBus;
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
        EventFeed feed = new EventFeed(bus.subscribe(10), digest, new SystemTime(), _ -> showSlowly(closer[0]));
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

    /// Is through when the one that ends the feed waits for it, or has not waited.
    private void showSlowly(Thread closer) {
        showing.countDown();
        while (closer.getState() != Thread.State.TIMED_WAITING && closer.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
        shown.set(true);
    }
}
