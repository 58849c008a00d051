package org.taskmaster.events;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Hands every event to every subscriber and never waits for one.
public final class EventBus {

    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    /// Begins a subscription.
    ///
    /// @param capacity how many events may wait; when more come, they are counted and replaced by one
    ///     [Event.Missed]
    public Subscription subscribe(int capacity) {
        Subscription subscription = new Subscription(capacity, subscriptions::remove);
        subscriptions.add(subscription);
        return subscription;
    }

    /// Hands `event` to all. Returns at once.
    public void publish(Event event) {
        for (Subscription subscription : subscriptions) {
            subscription.offer(event);
        }
    }
}
