package org.taskmaster.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
        while (waiter.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }

        bus.end();

        assertThat(waiting.get(30, java.util.concurrent.TimeUnit.SECONDS)).isEmpty();
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

    private void publish(int first, int last) {
        for (int i = first; i <= last; i++) {
            bus.publish(new Event.Ordered(Instant.EPOCH, "me", String.valueOf(i), Optional.empty()));
        }
    }

    private static List<String> takeAll(Subscription subscription) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        while (subscription.waiting() > 0) {
            Event event = subscription.next(Duration.ZERO).orElseThrow();
            taken.add(
                    event instanceof Event.Missed(var _, long count)
                            ? count + " missed"
                            : ((Event.Ordered) event).order());
        }
        return taken;
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
}
