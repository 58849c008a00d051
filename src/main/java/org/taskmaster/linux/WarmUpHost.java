package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/// The host that supervises, on a [WarmUpKernel]: all of it runs but for what would make, end or wait for a
/// process. A deadline is reached at once, and where there is none, the latest process has died.
public final class WarmUpHost implements Host {

    private final Arena arena;
    private final WarmUpKernel kernel;
    private final LinuxHost linux;
    private Moment now = new Moment(0);

    /// @param environment what programs inherit; for this alone
    @SuppressWarnings("MustBeClosedChecker") // the host closes the arena
    public WarmUpHost(Environment environment) {
        this.arena = Arena.ofShared();
        try {
            this.kernel = new WarmUpKernel(arena);
            this.linux =
                    new LinuxHost(arena, kernel, environment, LinuxHost.SignalIntake.AS_EVENTS, RunMarks.newInstance());
        } catch (RuntimeException | Error failed) {
            arena.close();
            throw failed;
        }
    }

    /// How many processes were asked for.
    public int spawned() {
        return kernel.spawned();
    }

    @Override
    public Moment now() {
        return now;
    }

    @Override
    public Instant wallClock() {
        return linux.wallClock();
    }

    @Override
    public Optional<String> makeRoomFor(int descriptors) {
        return Optional.empty();
    }

    @Override
    public SpawnResult spawn(Launch launch, Map<String, String> identity, Channels channels) {
        return linux.spawn(launch, identity, channels);
    }

    @Override
    public long nextRun() {
        return linux.nextRun();
    }

    @Override
    public boolean adopt(ProcessId id, long run, Stdin stdin) {
        return linux.adopt(id, run, stdin);
    }

    @Override
    public boolean keep(ProcessId id, long run, Stdin stdin) {
        return linux.keep(id, run, stdin);
    }

    @Override
    public Optional<ProcessId> find(long run) {
        return linux.find(run);
    }

    @Override
    public Optional<Terminal> takeTerminal(ProcessId id) {
        return linux.takeTerminal(id);
    }

    @Override
    public boolean keepsTerminal(ProcessId id) {
        return linux.keepsTerminal(id);
    }

    @Override
    public void reclaimTerminals(Set<Long> runs) {
        // Nothing is taken over here.
    }

    @Override
    public TerminalResult reopenTerminal(ProcessId id, Launch launch, Channels channels) {
        return new TerminalResult.Lost();
    }

    @Override
    public Delivery signal(ProcessId id, Signal signal, Reach reach) {
        return linux.signal(id, signal, reach);
    }

    @Override
    public StdinResult writeStdin(ProcessId id, byte[] bytes) {
        return linux.writeStdin(id, bytes);
    }

    @Override
    public boolean runLives(ProcessId id) {
        return linux.runLives(id);
    }

    @Override
    public List<LeftProcess> left(ProcessId id) {
        return linux.left(id);
    }

    @Override
    public List<LeftProcess> orphans() {
        return linux.orphans();
    }

    @Override
    public List<HostEvent> takeDeath(ProcessId id) {
        // What has died is found in its turn.
        return List.of();
    }

    @Override
    public List<HostEvent> await(Optional<Moment> until) {
        if (until.isPresent()) {
            now = until.get();
            return List.of();
        }
        return linux.await(Optional.of(linux.now()));
    }

    @Override
    public void wake() {
        linux.wake();
    }

    @Override
    public void close() {
        linux.close();
    }
}
