package org.taskmaster.events;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// One subscriber's own queue of events.
///
/// The loop publishes, and so do the server and the terminals, each on its own thread, while the subscriber takes:
/// they meet at one lock, which is held for a few instructions. What is counted, what waits and whether more may come
/// changes under it together, so a gap is where it was, and nothing follows the end.
public final class Subscription implements AutoCloseable {

    /// For tests, which hold back the threads that come.
    final ReentrantLock turn = new ReentrantLock();

    private final Condition changed = turn.newCondition();
    private final int capacity;
    private final EventBus.Interest interest;
    private final Consumer<Subscription> onClose;

    // All below are guarded by the lock.
    private final ArrayDeque<Event> queue = new ArrayDeque<>();
    /// How many were missed behind everything that is in the queue.
    private long missed;
    private Optional<String> lost = Optional.empty();
    private boolean ended;

    Subscription(int capacity, EventBus.Interest interest, Consumer<Subscription> onClose) {
        this.capacity = capacity;
        this.interest = interest;
        this.onClose = onClose;
    }

    /// The next event, or empty when none comes within `patience`; empty at once when none will come any
    /// more. Missed events are reported, once, where the gap is. An interrupt ends the waiting only: what is
    /// there already is given to an interrupted thread, too.
    public Optional<Event> next(Duration patience) throws InterruptedException {
        long nanos = patience.toNanos();
        turn.lock();
        try {
            while (queue.isEmpty() && missed == 0 && !ended && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            Event event = queue.poll();
            return event == null ? gap() : Optional.of(event);
        } finally {
            turn.unlock();
        }
    }

    /// The gap that nothing has followed yet.
    private Optional<Event> gap() {
        if (missed == 0) {
            return Optional.empty();
        }
        Event gap = new Event.Missed(Instant.now(), missed);
        missed = 0;
        return Optional.of(gap);
    }

    /// How many events are waiting.
    public int waiting() {
        turn.lock();
        try {
            return queue.size();
        } finally {
            turn.unlock();
        }
    }

    /// Whether everything was taken and nothing will come any more.
    public boolean ended() {
        turn.lock();
        try {
            return ended && queue.isEmpty();
        } finally {
            turn.unlock();
        }
    }

    /// Why nothing comes any more though more happens; empty as long as it goes on, and when the publisher
    /// has ended.
    public Optional<String> lost() {
        turn.lock();
        try {
            return lost;
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        onClose.accept(this);
    }

    /// Takes `event` in, or counts it where there is no room. What comes after the end is dropped.
    void offer(Event event) {
        if (interest == EventBus.Interest.TOLD && !event.isTold()) {
            return;
        }
        turn.lock();
        try {
            if (!ended) {
                takeIn(event);
                changed.signal();
            }
        } finally {
            turn.unlock();
        }
    }

    private void takeIn(Event event) {
        if (missed > 0 && queue.size() < capacity) {
            queue.add(new Event.Missed(event.at(), missed));
            missed = 0;
        }
        if (queue.size() < capacity) {
            queue.add(event);
        } else {
            missed++;
        }
    }

    /// Nothing comes after this, but the last gap, for which there is room always.
    void end(Optional<String> why) {
        turn.lock();
        try {
            if (!ended) {
                gap().ifPresent(queue::add);
                lost = why;
                ended = true;
                changed.signalAll();
            }
        } finally {
            turn.unlock();
        }
    }
}
