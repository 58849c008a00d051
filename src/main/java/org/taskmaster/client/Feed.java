package org.taskmaster.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.taskmaster.client.ClientFailure.Kind;
import org.taskmaster.client.EventStream.Next;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Watching;
import org.taskmaster.events.Event;
import org.taskmaster.events.EventBus;
import org.taskmaster.events.EventBus.Interest;
import org.taskmaster.events.Subscription;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.StateName;
import org.taskmaster.model.ThreadLimit;

/// Carries the events of one stream to one subscription here, on a thread of its own. When the
/// connection is lost the subscription ends and says so: a client that follows the fleet must know that
/// it no longer does.
final class Feed {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TRY_AGAIN = Duration.ofMillis(20);

    private final Endpoint endpoint;
    private final EventBus bus = new EventBus();
    /// As they were last told.
    private final Map<ProcessName, StateName> states = new HashMap<>();

    private volatile EventStream stream;
    private volatile boolean closed;

    private Feed(Endpoint endpoint, EventStream stream) {
        this.endpoint = endpoint;
        this.stream = stream;
        fleet(stream).processes().forEach(process -> states.put(process.name(), process.state()));
    }

    private static FleetStatus fleet(EventStream stream) {
        return stream.snapshot().at(new Moment(System.nanoTime()));
    }

    /// Begins.
    ///
    /// @param capacity how many events may wait to be taken
    /// @throws ClientFailure when there is no stream to be had
    static Watching open(Endpoint endpoint, int capacity, Interest interest) {
        EventStream stream = EventStream.open(endpoint);
        Feed feed = new Feed(endpoint, stream);
        FleetStatus snapshot = fleet(stream);
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
        try {
            while (goesOn()) {
                // each event is told
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
        } finally {
            stream.close();
        }
    }

    private boolean goesOn() {
        return switch (stream.next()) {
            case Next.Happened(Event event) -> {
                tell(event);
                yield true;
            }
            case Next.Replaced _ -> {
                followAnew();
                yield true;
            }
            case Next.Ended _ -> false;
        };
    }

    private void tell(Event event) {
        if (event instanceof Event.StateChanged changed) {
            states.put(changed.process(), changed.to());
        }
        bus.publish(event);
    }

    /// The supervisor goes on as another build. What has changed until that is followed is told as far as it can be
    /// seen.
    private void followAnew() {
        stream.close();
        stream = openedAnew();
        if (closed) {
            stream.close();
        }
        for (ProcessStatus process : fleet(stream).processes()) {
            StateName before = states.getOrDefault(process.name(), StateName.STOPPED);
            if (process.state() != before) {
                tell(new Event.StateChanged(
                        process.changedAt(), process.name(), before, process.state(), process.pid(), process.detail()));
            }
        }
    }

    private EventStream openedAnew() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return EventStream.open(endpoint);
            } catch (ClientFailure failure) {
                if (closed || System.nanoTime() - deadline >= 0) {
                    throw failure;
                }
                LockSupport.parkNanos(TRY_AGAIN.toNanos());
            }
        }
    }

    private void close() {
        closed = true;
        stream.close();
    }
}
