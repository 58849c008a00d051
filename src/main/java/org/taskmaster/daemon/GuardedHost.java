package org.taskmaster.daemon;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.taskmaster.host.Channels;
import org.taskmaster.host.Delivery;
import org.taskmaster.host.Host;
import org.taskmaster.host.HostEvent;
import org.taskmaster.host.SpawnResult;
import org.taskmaster.host.StdinResult;
import org.taskmaster.host.Terminal;
import org.taskmaster.host.TerminalResult;
import org.taskmaster.model.Launch;
import org.taskmaster.model.LeftProcess;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;
import org.taskmaster.model.Stdin;

/// A host whose defects are answers: a call that throws is told and counts as one that did not work, so
/// that the state machine goes on from there instead of waiting for an answer that never comes.
final class GuardedHost implements Host {

    /// A host that cannot wait must not make the loop spin.
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Host host;
    private final Guard guard;

    GuardedHost(Host host, Guard guard) {
        this.host = host;
        this.guard = guard;
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
    public Optional<String> makeRoomFor(int descriptors) {
        return guard.call(() -> host.makeRoomFor(descriptors), Optional::of);
    }

    @Override
    public SpawnResult spawn(Launch launch, Map<String, String> identity, Channels channels) {
        return guard.call(() -> host.spawn(launch, identity, channels), SpawnResult.SpawnFailed::new);
    }

    @Override
    public long nextRun() {
        return host.nextRun();
    }

    /// Nobody knows, so it is taken to live: nothing new is started beside it.
    @Override
    public boolean adopt(ProcessId id, long run, Stdin stdin) {
        return guard.call(() -> host.adopt(id, run, stdin), _ -> true);
    }

    @Override
    public boolean keep(ProcessId id, long run, Stdin stdin) {
        return guard.call(() -> host.keep(id, run, stdin), _ -> false);
    }

    @Override
    public Optional<ProcessId> find(long run) {
        return guard.call(() -> host.find(run), _ -> Optional.empty());
    }

    @Override
    public Optional<Terminal> takeTerminal(ProcessId id) {
        return guard.call(() -> host.takeTerminal(id), _ -> Optional.empty());
    }

    /// Nobody knows, so it counts as one that would be lost.
    @Override
    public boolean keepsTerminal(ProcessId id) {
        return guard.call(() -> host.keepsTerminal(id), _ -> false);
    }

    @Override
    public void reclaimTerminals(Set<Long> runs) {
        guard.run(() -> host.reclaimTerminals(runs));
    }

    @Override
    public TerminalResult reopenTerminal(ProcessId id, Launch launch, Channels channels) {
        return guard.call(() -> host.reopenTerminal(id, launch, channels), _ -> new TerminalResult.Lost());
    }

    @Override
    public Delivery signal(ProcessId id, Signal signal, Reach reach) {
        return guard.call(() -> host.signal(id, signal, reach), Delivery.Refused::new);
    }

    @Override
    public StdinResult writeStdin(ProcessId id, byte[] bytes) {
        return guard.call(() -> host.writeStdin(id, bytes), StdinResult.Refused::new);
    }

    @Override
    public List<LeftProcess> left(ProcessId id) {
        return guard.call(() -> host.left(id), _ -> List.of());
    }

    @Override
    public List<LeftProcess> orphans() {
        return guard.call(host::orphans, _ -> List.of());
    }

    /// Nobody knows, so it is taken to live: nothing new is started beside it.
    @Override
    public boolean runLives(ProcessId id) {
        return guard.call(() -> host.runLives(id), _ -> true);
    }

    @Override
    public List<HostEvent> takeDeath(ProcessId id) {
        return guard.call(() -> host.takeDeath(id), _ -> List.of());
    }

    @Override
    public List<HostEvent> await(Optional<Moment> until) {
        return guard.call(() -> host.await(until), _ -> {
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
}
