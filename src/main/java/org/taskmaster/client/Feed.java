package org.taskmaster.client;

import org.taskmaster.client.ClientFailure.Kind;
import org.taskmaster.client.EventStream.Next;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.Watching;
import org.taskmaster.events.Event;
import org.taskmaster.events.EventBus;
import org.taskmaster.events.EventBus.Interest;
import org.taskmaster.events.Subscription;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ThreadLimit;

/// Carries the events of one stream to one subscription here, on a thread of its own. When the
/// connection is lost the subscription ends and says so: a client that follows the fleet must know that
/// it no longer does.
final class Feed {

    private final EventStream stream;
    private final EventBus bus = new EventBus();
    private volatile boolean closed;

    private Feed(EventStream stream) {
        this.stream = stream;
    }

    /// Begins.
    ///
    /// @param capacity how many events may wait to be taken
    /// @throws ClientFailure when there is no stream to be had
    static Watching open(Endpoint endpoint, int capacity, Interest interest) {
        EventStream stream = EventStream.open(endpoint);
        Feed feed = new Feed(stream);
        FleetStatus snapshot = stream.snapshot().at(new Moment(System.nanoTime()));
        Subscription subscription = feed.bus.subscribe(capacity, interest, feed::close);
        try {
            Thread.ofPlatform().name("events").daemon().start(feed::carry);
        } catch (OutOfMemoryError error) {
            feed.close();
            throw new ClientFailure(Kind.LOST, "events cannot be followed: " + ThreadLimit.words(error), "");
        }
        return new Watching(snapshot, subscription);
    }

    private void carry() {
        try (stream) {
            while (stream.next() instanceof Next.Happened(Event event)) {
                bus.publish(event);
            }
            bus.end();
        } catch (ClientFailure failure) {
            if (closed) {
                bus.end();
            } else {
                bus.lose("events are no longer followed: " + failure.getMessage());
            }
        } catch (RuntimeException | Error defect) {
            bus.lose("events are no longer followed, after a defect");
            throw defect;
        }
    }

    private void close() {
        closed = true;
        stream.close();
    }
}
