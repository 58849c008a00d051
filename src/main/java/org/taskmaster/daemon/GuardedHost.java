package org.taskmaster.daemon;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.taskmaster.events.Event;
import org.taskmaster.host.Delivery;
import org.taskmaster.host.Host;
import org.taskmaster.host.HostEvent;
import org.taskmaster.host.SpawnResult;
import org.taskmaster.model.Defects;
import org.taskmaster.model.Launch;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;

/// A host whose defects are answers: a call that throws is told and counts as one that did not work, so
/// that the state machine goes on from there instead of waiting for an answer that never comes.
final class GuardedHost implements Host {

    /// A host that cannot wait must not make the loop spin.
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Host host;
    private final Outbox outbox;

    GuardedHost(Host host, Outbox outbox) {
        this.host = host;
        this.outbox = outbox;
    }

    @Override
    public Moment now() {
        return host.now();
    }

    @Override
    public Instant wallClock() {
        return host.wallClock();
    }

    @Override
    public Optional<String> makeRoomFor(int processes) {
        return guarded(() -> host.makeRoomFor(processes), Optional::of);
    }

    @Override
    public SpawnResult spawn(Launch launch, Map<String, String> identity) {
        return guarded(() -> host.spawn(launch, identity), SpawnResult.SpawnFailed::new);
    }

    @Override
    public Delivery signal(ProcessId id, Signal signal, Reach reach) {
        return guarded(() -> host.signal(id, signal, reach), Delivery.Refused::new);
    }

    /// Nobody knows, so it is taken to live: nothing new is started beside it.
    @Override
    public boolean groupLives(ProcessId id) {
        return guarded(() -> host.groupLives(id), _ -> true);
    }

    @Override
    public List<HostEvent> await(Optional<Moment> until) {
        return guarded(() -> host.await(until), _ -> {
            LockSupport.parkNanos(PAUSE.toNanos());
            return List.of();
        });
    }

    @Override
    public void wake() {
        host.wake();
    }

    @Override
    public void close() {
        host.close();
    }

    private <T> T guarded(Supplier<T> call, Function<String, T> instead) {
        try {
            return call.get();
        } catch (RuntimeException | Error defect) {
            outbox.publish(new Event.OfSupervisor(
                    host.wallClock(),
                    LogLevel.CRITICAL,
                    "a defect in Taskmaster, please report it: " + Defects.describe(defect)));
            return instead.apply("a defect in Taskmaster (" + defect + ")");
        }
    }
}
