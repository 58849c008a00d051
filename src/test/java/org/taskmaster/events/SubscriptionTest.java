package org.taskmaster.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.taskmaster.Waiting;

class SubscriptionTest {

    private final EventBus bus = new EventBus();

    @Test
    void everySubscriberHasAllEventsInOrder() throws InterruptedException {
        Subscription one = bus.subscribe(10);
        Subscription other = bus.subscribe(10);

        publish(1, 3);

        assertThat(takeAll(one)).containsExactly("1", "2", "3");
        assertThat(takeAll(other)).containsExactly("1", "2", "3");
    }

    @Test
    void aSlowSubscriberIsToldHowManyItMissedWhereTheGapIs() throws InterruptedException {
        Subscription slow = bus.subscribe(3);
        publish(1, 5);
        List<String> before = takeAll(slow);

        publish(6, 7);

        assertThat(before).containsExactly("1", "2", "3");
        assertThat(takeAll(slow)).containsExactly("2 missed", "6", "7");
    }

    @Test
    void aGapIsToldThoughNothingFollowsIt() throws InterruptedException {
        Subscription slow = bus.subscribe(1);
        publish(1, 4);

        assertThat(takeAll(slow)).containsExactly("1");
        assertThat(slow.next(Duration.ZERO))
                .get()
                .extracting(event -> ((Event.Missed) event).count())
                .isEqualTo(3L);
        assertThat(slow.next(Duration.ZERO)).isEmpty();
        publish(5, 5);
        assertThat(takeAll(slow)).containsExactly("5");
    }

    @Test
    void theEndIsKnownWhenEverythingIsTaken() throws InterruptedException {
        Subscription some = bus.subscribe(10);
        Subscription full = bus.subscribe(1);
        publish(1, 1);

        bus.end();

        for (Subscription subscription : List.of(some, full, bus.subscribe(1))) {
            takeAll(subscription);
            assertThat(subscription.ended()).isTrue();
            assertThat(subscription.next(Duration.ofDays(1))).isEmpty();
        }
    }

    @Test
    void whoeverWaitsLearnsOfTheEnd() throws Exception {
        Subscription subscription = bus.subscribe(1);
        java.util.concurrent.FutureTask<Optional<Event>> waiting =
                new java.util.concurrent.FutureTask<>(() -> subscription.next(Duration.ofDays(1)));
        Thread waiter = Thread.ofPlatform().daemon().start(waiting);
        Waiting.until(() -> waiter.getState() == Thread.State.TIMED_WAITING);

        bus.end();

        assertThat(waiting.get(30, java.util.concurrent.TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void aGapIsWhereItWasThoughSeveralPublishAndTheSubscriberTakesMeanwhile() throws Exception {
        Subscription slow = bus.subscribe(2);
        publish(1, 3);
        List<String> taken = new CopyOnWriteArrayList<>();

        // They come to the queue in this order, and none is through before all have come.
        inTurn(slow, () -> publish(4, 4), () -> taken.add(take(slow)), () -> publish(5, 5));

        taken.addAll(takeAll(slow));
        assertThat(taken)
                .as("4 events, 2 of them and a gap, and then what follows it")
                .startsWith("1", "2", "2 missed");
    }

    @Test
    void nothingComesAfterTheEnd() throws InterruptedException {
        Subscription subscription = bus.subscribe(10);
        publish(1, 1);

        bus.end();
        publish(2, 2);

        assertThat(takeAll(subscription)).containsExactly("1");
        assertThat(subscription.next(Duration.ofDays(1))).isEmpty();
        assertThat(subscription.ended()).isTrue();
    }

    @Test
    void aGapIsToldThoughTheEndFollowsIt() throws InterruptedException {
        Subscription slow = bus.subscribe(1);
        publish(1, 3);

        bus.end();

        assertThat(takeAll(slow)).containsExactly("1", "2 missed");
        assertThat(slow.ended()).isTrue();
    }

    @Test
    void noEventIsLostUncounted() throws InterruptedException {
        Subscription slow = bus.subscribe(2);
        List<String> taken = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            publish(i, i);
            if (i % 7 == 0) {
                taken.addAll(takeAll(slow));
            }
        }
        taken.addAll(takeAll(slow));
        publish(21, 21);
        taken.addAll(takeAll(slow));

        int missed = taken.stream()
                .filter(line -> line.endsWith(" missed"))
                .mapToInt(line -> Integer.parseInt(line.split(" ")[0]))
                .sum();
        long seen = taken.stream().filter(line -> !line.endsWith(" missed")).count();

        assertThat(missed + seen).isEqualTo(21);
    }

    @Test
    void aSlowSubscriberDoesNotDisturbTheOthers() throws InterruptedException {
        bus.subscribe(1);
        Subscription quick = bus.subscribe(10);

        publish(1, 5);

        assertThat(takeAll(quick)).hasSize(5);
    }

    @Test
    void aClosedSubscriptionHearsNoMore() throws InterruptedException {
        Subscription closed = bus.subscribe(10);
        publish(1, 1);

        closed.close();
        publish(2, 2);

        assertThat(takeAll(closed)).containsExactly("1");
    }

    @Test
    void theBusIsFollowedWhileSomebodyWantsToHearEverything() {
        EventBus bus = new EventBus();
        Subscription people = bus.subscribe(1);
        boolean before = bus.isFollowed();
        Subscription follower = bus.subscribe(1, EventBus.Interest.ALL);
        boolean meanwhile = bus.isFollowed();

        people.close();
        follower.close();
        follower.close();

        assertThat(before).isFalse();
        assertThat(meanwhile).isTrue();
        assertThat(bus.isFollowed()).isFalse();
    }

    private void publish(int first, int last) {
        for (int i = first; i <= last; i++) {
            bus.publish(new Event.Ordered(Instant.EPOCH, "me", String.valueOf(i), Optional.empty()));
        }
    }

    private static List<String> takeAll(Subscription subscription) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        while (subscription.waiting() > 0) {
            taken.add(word(subscription.next(Duration.ZERO).orElseThrow()));
        }
        return taken;
    }

    private static String take(Subscription subscription) {
        try {
            return word(subscription.next(Duration.ZERO).orElseThrow());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String word(Event event) {
        return event instanceof Event.Missed(var _, long count) ? count + " missed" : ((Event.Ordered) event).order();
    }

    /// Has each come to the subscription on a thread of its own, one behind the other, while it is held; and lets go.
    private static void inTurn(Subscription subscription, Runnable... all) throws Exception {
        List<Thread> threads = new ArrayList<>();
        subscription.turn.lock();
        try {
            for (Runnable one : all) {
                Thread thread = Thread.ofPlatform().daemon().start(one);
                threads.add(thread);
                Waiting.until(() -> subscription.turn.hasQueuedThread(thread));
            }
        } finally {
            subscription.turn.unlock();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
