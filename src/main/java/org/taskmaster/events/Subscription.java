package org.taskmaster.events;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// One subscriber's own queue of events.
public final class Subscription implements AutoCloseable {

    private final BlockingQueue<Event> queue;
    private final AtomicLong missed = new AtomicLong();
    private final EventBus.Interest interest;
    private final Consumer<Subscription> onClose;

    Subscription(int capacity, EventBus.Interest interest, Consumer<Subscription> onClose) {
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.interest = interest;
        this.onClose = onClose;
    }

    /// The next event, or empty when none comes within `patience`. Missed events are told, once, where
    /// the gap is.
    public Optional<Event> next(Duration patience) throws InterruptedException {
        return Optional.ofNullable(queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
    }

    /// How many events are waiting.
    public int waiting() {
        return queue.size();
    }

    @Override
    public void close() {
        onClose.accept(this);
    }

    /// Only the publisher's thread calls this, so the gap is told in its place: before the first event
    /// after it.
    void offer(Event event) {
        if (interest == EventBus.Interest.TOLD && !event.isTold()) {
            return;
        }
        long gap = missed.get();
        if (gap > 0 && queue.offer(new Event.Missed(event.at(), gap))) {
            missed.addAndGet(-gap);
        }
        if (missed.get() > 0 || !queue.offer(event)) {
            missed.incrementAndGet();
        }
    }
}
