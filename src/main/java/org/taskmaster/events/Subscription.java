package org.taskmaster.events;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One subscriber's own queue of events.
public final class Subscription implements AutoCloseable {

    /// Stands in the queue for the end, so that whoever waits wakes up.
    private static final Event END = new Event.Missed(Instant.EPOCH, 0);

    private final BlockingQueue<Event> queue;
    private final AtomicLong missed = new AtomicLong();
    private final EventBus.Interest interest;
    private final Consumer<Subscription> onClose;
    private volatile Optional<String> lost = Optional.empty();
    private volatile boolean ended;

    Subscription(int capacity, EventBus.Interest interest, Consumer<Subscription> onClose) {
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.interest = interest;
        this.onClose = onClose;
    }

    /// The next event, or empty when none comes within `patience`; empty at once when none will come any
    /// more. Missed events are told, once, where the gap is.
    public Optional<Event> next(Duration patience) throws InterruptedException {
        if (ended()) {
            return Optional.empty();
        }
        Optional<Event> waiting = taken(queue.poll());
        return waiting.isPresent() ? waiting : taken(queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
    }

    /// What came out of the queue; when it was empty, the gap that nothing has followed yet.
    private Optional<Event> taken(@Nullable Event event) {
        if (event != null) {
            return isEnd(event) ? Optional.empty() : Optional.of(event);
        }
        long gap = missed.getAndSet(0);
        return gap > 0 ? Optional.of(new Event.Missed(Instant.now(), gap)) : Optional.empty();
    }

    /// How many events are waiting.
    public int waiting() {
        int waiting = queue.size();
        return ended && queue.stream().anyMatch(Subscription::isEnd) ? waiting - 1 : waiting;
    }

    /// Whether everything was taken and nothing will come any more.
    public boolean ended() {
        return ended && waiting() == 0;
    }

    /// Why nothing comes any more though more happens; empty as long as it goes on, and when the publisher
    /// has ended.
    public Optional<String> lost() {
        return lost;
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
        tellGap(event.at());
        if (missed.get() > 0 || !queue.offer(event)) {
            missed.incrementAndGet();
        }
    }

    /// Whoever takes the count, publisher or subscriber, tells it: so it is told once.
    private void tellGap(Instant at) {
        long gap = missed.getAndSet(0);
        if (gap > 0 && !queue.offer(new Event.Missed(at, gap))) {
            missed.addAndGet(gap);
        }
    }

    /// Nothing comes after this. Only the publisher's thread calls this.
    void end(Optional<String> why) {
        tellGap(Instant.now());
        lost = why;
        ended = true;
        // A full queue needs no such mark: nobody waits for it.
        boolean _ = queue.offer(END);
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean isEnd(Event event) {
        return event == END;
    }
}
