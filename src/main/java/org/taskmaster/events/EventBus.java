package org.taskmaster.events;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Hands every event to every subscriber that wants it, and never waits for one.
public final class EventBus {

    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final AtomicInteger followers = new AtomicInteger();
    private volatile boolean ended;
    private volatile Optional<String> lost = Optional.empty();

    /// What a subscriber wants to hear.
    public enum Interest {
        /// What people are shown ([Event#isTold]).
        TOLD,
        /// Everything.
        ALL
    }

    /// Begins a subscription to what people are shown.
    ///
    /// @param capacity how many events may wait; when more come, they are counted and replaced by one
    ///     [Event.Missed]
    public Subscription subscribe(int capacity) {
        return subscribe(capacity, Interest.TOLD);
    }

    /// Begins a subscription.
    ///
    /// @param capacity how many events may wait; when more come, they are counted and replaced by one
    ///     [Event.Missed]
    public Subscription subscribe(int capacity, Interest interest) {
        return subscribe(capacity, interest, () -> {});
    }

    /// As above.
    ///
    /// @param closed is run when the subscription is closed
    public Subscription subscribe(int capacity, Interest interest, Runnable closed) {
        int follows = interest == Interest.ALL ? 1 : 0;
        Subscription subscription = new Subscription(capacity, interest, gone -> {
            if (subscriptions.remove(gone)) {
                followers.addAndGet(-follows);
            }
            closed.run();
        });
        followers.addAndGet(follows);
        subscriptions.add(subscription);
        if (ended) {
            subscription.end(lost);
        }
        return subscription;
    }

    /// Whether any subscriber wants what people are not shown: if not, it need not be made.
    public boolean isFollowed() {
        return followers.get() > 0;
    }

    /// Hands `event` to all. Returns at once.
    public void publish(Event event) {
        for (Subscription subscription : subscriptions) {
            subscription.offer(event);
        }
    }

    /// Says that nothing will be published any more: those that wait for an event learn it.
    public void end() {
        end(Optional.empty());
    }

    /// As [#end], though there is more to report: it cannot be had here.
    ///
    /// @param why in words for people
    public void lose(String why) {
        end(Optional.of(why));
    }

    private void end(Optional<String> why) {
        lost = why;
        ended = true;
        subscriptions.forEach(subscription -> subscription.end(why));
    }
}
