package org.taskmaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.taskmaster.host.Host.Reach;
import org.taskmaster.host.HostEvent.ChildDied;
import org.taskmaster.host.SpawnResult.Spawned;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;

/// A host that is under test, what its programs have to do for that, and the waiting for what happens.
public abstract class HostTrial {

    /// How long any condition may take to come true.
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<ProcessId> started = new ArrayList<>();
    private Host host;

    /// A host without children.
    protected abstract Host open();

    /// A process that ends at once with `code`.
    protected abstract Launch exitsWith(int code);

    /// A process that runs until any signal ends it.
    protected abstract Launch runsUntilSignalled();

    /// A process that runs on when asked to end by SIGTERM.
    protected abstract Launch ignoresTerm();

    /// A process that, at SIGTERM, ends with code 0 and leaves a child in its group, which runs until
    /// SIGKILL.
    protected abstract Launch leavesGrandchild();

    /// A process with a pipe that ends with `code` as soon as it has read so many bytes.
    protected abstract Launch endsAfterReading(int bytes, int code);

    /// A process with a pipe that never reads.
    protected abstract Launch readsNothing();

    /// A process with a pipe that closes it and runs on.
    protected abstract Launch closesItsInput();

    /// A process with a terminal that ends with `code` as soon as it has read so many bytes, the last of
    /// which ends a line.
    protected abstract Launch endsAfterReadingItsTerminal(int bytes, int code);

    /// A command that does not exist.
    protected abstract Launch missing();

    /// Waits until a process has got so far that it reacts to signals as it should.
    protected abstract void settle(Host host, ProcessId id);

    /// Lets a moment pass in which a death may happen, without asking for it.
    protected abstract void pass(Host host);

    /// Lets time pass without asking what happens.
    protected abstract void oversleep(Host host, Duration duration);

    @BeforeEach
    void openHost() {
        host = open();
    }

    @AfterEach
    void endAll() {
        for (ProcessId id : started) {
            if (host.runLives(id)) {
                host.signal(id, Signal.KILL, Reach.RUN);
            }
        }
        host.close();
    }

    /// Starts a process that must start.
    protected final ProcessId spawn(Launch launch) {
        SpawnResult result = host.spawn(launch, Map.of(), Channels.NONE);
        assertThat(result).isInstanceOf(Spawned.class);
        ProcessId id = ((Spawned) result).id();
        started.add(id);
        return id;
    }

    /// The host under test.
    protected final Host host() {
        return host;
    }

    /// Waits until a process is dead.
    protected final ChildDied death(ProcessId id) {
        return (ChildDied)
                until(event -> event instanceof ChildDied died && died.id().equals(id));
    }

    /// Waits for an event; the first that matches is the answer, those before it are lost.
    protected final HostEvent until(Predicate<HostEvent> wanted) {
        Moment deadline = host.now().plus(PATIENCE);
        while (!host.now().reached(deadline)) {
            for (HostEvent event : host.await(Optional.of(deadline))) {
                if (wanted.test(event)) {
                    return event;
                }
            }
        }
        throw new AssertionError("it did not happen within " + PATIENCE.toSeconds() + " s");
    }

    final void waitUntilGroupIsGone(ProcessId id) {
        Moment deadline = host.now().plus(PATIENCE);
        while (host.runLives(id) && !host.now().reached(deadline)) {
            host.await(Optional.of(host.now().plus(Duration.ofMillis(5))));
        }
        assertThat(host.runLives(id)).isFalse();
    }
}
