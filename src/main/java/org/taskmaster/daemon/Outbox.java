package org.taskmaster.daemon;

import java.util.ArrayList;
import java.util.List;
import org.taskmaster.events.Event;
import org.taskmaster.events.EventBus;
import org.taskmaster.events.Subscription;

/// Events of the present turn, which are told when its work is done: telling wakes the threads that listen, and
/// on a busy machine they would run before the process that is to be restarted.
final class Outbox {

    /// A turn that starts thousands of processes does not hold all of that back.
    private static final int MOST_HELD_BACK = 4_000;

    private final EventBus bus;
    private final List<Event> events = new ArrayList<>();

    Outbox(EventBus bus) {
        this.bus = bus;
    }

    /// Tells `event` soon, after everything that was handed in before.
    void publish(Event event) {
        events.add(event);
        if (events.size() >= MOST_HELD_BACK) {
            flush();
        }
    }

    /// Whether anybody hears what people are not told.
    boolean isFollowed() {
        return bus.isFollowed();
    }

    /// Begins a subscription to everything that is told from now on. What was handed in before is told
    /// first.
    Subscription subscribe(int capacity) {
        flush();
        return bus.subscribe(capacity, EventBus.Interest.ALL);
    }

    /// Tells everything now.
    void flush() {
        for (Event event : events) {
            bus.publish(event);
        }
        events.clear();
    }
}
