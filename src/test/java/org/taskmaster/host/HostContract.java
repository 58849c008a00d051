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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.taskmaster.host.Delivery.Delivered;
import org.taskmaster.host.Delivery.NoSuchProcess;
import org.taskmaster.host.Host.Reach;
import org.taskmaster.host.HostEvent.ChildDied;
import org.taskmaster.host.HostEvent.Woken;
import org.taskmaster.host.SpawnResult.SpawnFailed;
import org.taskmaster.host.SpawnResult.Spawned;
import org.taskmaster.host.StdinResult.Closed;
import org.taskmaster.host.StdinResult.Full;
import org.taskmaster.host.StdinResult.NoPipe;
import org.taskmaster.host.StdinResult.Taken;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.ExitStatus.Code;
import org.taskmaster.model.ExitStatus.Killed;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;

/// What every [Host] does, the real one and the simulated one.
@Timeout(60)
public abstract class HostContract {

    /// How long any condition may take to come true.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

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

    @BeforeEach
    void openHost() {
        host = open();
    }

    @AfterEach
    void endAll() {
        for (ProcessId id : started) {
            if (host.groupLives(id)) {
                host.signal(id, Signal.KILL, Reach.GROUP);
            }
        }
        host.close();
    }

    @Test
    void aDeathTellsTheExitCode() {
        ProcessId id = spawn(exitsWith(3));

        assertThat(death(id)).isEqualTo(new ChildDied(id, new Code(3), false));
    }

    @Test
    void aDeathTellsTheSignal() {
        ProcessId id = spawn(runsUntilSignalled());

        Delivery delivery = host.signal(id, Signal.TERM, Reach.PROCESS);

        assertThat(delivery).isEqualTo(new Delivered());
        assertThat(death(id)).isEqualTo(new ChildDied(id, new Killed(Signal.TERM, false), false));
    }

    @Test
    void eachDeathIsToldOnce() {
        List<ProcessId> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.add(spawn(exitsWith(i)));
        }
        List<ChildDied> deaths = new ArrayList<>();

        until(event -> {
            if (event instanceof ChildDied died) {
                deaths.add(died);
            }
            return deaths.size() == ids.size();
        });

        assertThat(deaths).extracting(ChildDied::id).containsExactlyInAnyOrderElementsOf(ids);
        for (ChildDied died : deaths) {
            assertThat(died.exit()).isEqualTo(new Code(ids.indexOf(died.id())));
        }
        assertThat(host.await(Optional.of(host.now().plus(Duration.ofMillis(50)))))
                .isEmpty();
    }

    @Test
    void runsHaveDifferentIdentities() {
        ProcessId first = spawn(exitsWith(0));
        ProcessId second = spawn(exitsWith(0));

        assertThat(first.incarnation()).isNotEqualTo(second.incarnation());
    }

    @Test
    void aProcessMayIgnoreWhatItIsAskedButNotKill() {
        ProcessId id = spawn(ignoresTerm());
        settle(host, id);

        host.signal(id, Signal.TERM, Reach.GROUP);
        List<HostEvent> afterTerm = host.await(Optional.of(host.now().plus(Duration.ofMillis(100))));
        host.signal(id, Signal.KILL, Reach.GROUP);

        // Orphans of other tests may be reaped meanwhile.
        assertThat(afterTerm).noneMatch(ChildDied.class::isInstance);
        assertThat(death(id).exit()).isEqualTo(new Killed(Signal.KILL, false));
    }

    @Test
    void aDeadProcessTakesNoSignals() {
        ProcessId id = spawn(exitsWith(0));
        death(id);

        assertThat(host.signal(id, Signal.TERM, Reach.PROCESS)).isEqualTo(new NoSuchProcess());
        assertThat(host.signal(id, Signal.TERM, Reach.GROUP)).isEqualTo(new NoSuchProcess());
        assertThat(host.groupLives(id)).isFalse();
    }

    @Test
    void aProcessNeverStartedHereTakesNoSignals() {
        ProcessId stranger = new ProcessId(4_000_000, 99);

        assertThat(host.signal(stranger, Signal.TERM, Reach.PROCESS)).isEqualTo(new NoSuchProcess());
        assertThat(host.groupLives(stranger)).isFalse();
    }

    @Test
    void aGroupOutlivesItsLeaderAndCanStillBeKilled() {
        ProcessId id = spawn(leavesGrandchild());
        settle(host, id);

        host.signal(id, Signal.TERM, Reach.PROCESS);

        assertThat(death(id)).isEqualTo(new ChildDied(id, new Code(0), true));
        assertThat(host.groupLives(id)).isTrue();
        assertThat(host.signal(id, Signal.TERM, Reach.PROCESS)).isEqualTo(new NoSuchProcess());
        assertThat(host.signal(id, Signal.KILL, Reach.GROUP)).isEqualTo(new Delivered());
        waitUntilGroupIsGone(id);
    }

    @Test
    void aGroupLivesWhileItsLeaderDoes() {
        ProcessId id = spawn(runsUntilSignalled());

        assertThat(host.groupLives(id)).isTrue();
    }

    @Test
    void bytesReachTheStandardInput() {
        ProcessId id = spawn(endsAfterReading(5, 7));

        assertThat(host.writeStdin(id, new byte[2])).isEqualTo(new Taken());
        assertThat(host.writeStdin(id, new byte[0])).isEqualTo(new Taken());
        assertThat(host.writeStdin(id, new byte[3])).isEqualTo(new Taken());

        assertThat(death(id).exit()).isEqualTo(new Code(7));
    }

    @Test
    void moreBytesThanAPipeHoldsReachTheStandardInput() {
        ProcessId id = spawn(endsAfterReading(3 * StdinResult.MOST_WAITING, 7));

        for (int sent = 0; sent < 3 * StdinResult.MOST_WAITING; ) {
            if (host.writeStdin(id, new byte[StdinResult.MOST_WAITING]) instanceof Taken) {
                sent += StdinResult.MOST_WAITING;
            } else {
                host.await(Optional.of(host.now().plus(Duration.ofMillis(1))));
            }
        }

        assertThat(death(id).exit()).isEqualTo(new Code(7));
    }

    @Test
    void whatIsNotReadIsTakenUpToABoundAndThenRefusedWhole() {
        ProcessId id = spawn(readsNothing());
        byte[] piece = new byte[10_000];
        int taken = 0;

        StdinResult result = host.writeStdin(id, piece);
        while (result.equals(new Taken()) && taken < 1_000) {
            taken++;
            result = host.writeStdin(id, piece);
        }

        assertThat(taken * piece.length).isGreaterThanOrEqualTo(StdinResult.MOST_WAITING - piece.length);
        assertThat(result)
                .isInstanceOfSatisfying(
                        Full.class,
                        full -> assertThat(full.waiting())
                                .isBetween(StdinResult.MOST_WAITING - piece.length + 1, StdinResult.MOST_WAITING));
        assertThat(host.writeStdin(id, piece)).isEqualTo(result);
        assertThat(host.await(Optional.of(host.now().plus(Duration.ofMillis(20)))))
                .doesNotHaveAnyElementsOfTypes(ChildDied.class, Woken.class);
    }

    @Test
    void aPieceThatIsTooLongIsRefusedByAnEmptyPipeToo() {
        ProcessId id = spawn(readsNothing());

        assertThat(host.writeStdin(id, new byte[StdinResult.MOST_WAITING + 1])).isEqualTo(new Full(0));
        assertThat(host.writeStdin(id, new byte[StdinResult.MOST_WAITING])).isEqualTo(new Taken());
    }

    @Test
    void aStandardInputThatWasClosedTakesNothing() {
        ProcessId id = spawn(closesItsInput());
        settle(host, id);

        assertThat(host.writeStdin(id, new byte[1])).isEqualTo(new Closed());
        assertThat(host.groupLives(id)).isTrue();
    }

    @Test
    void withoutAPipeNothingIsTaken() {
        ProcessId id = spawn(runsUntilSignalled());

        assertThat(host.writeStdin(id, new byte[1])).isEqualTo(new NoPipe());
    }

    @Test
    void aTerminalIsHandedOutOnceTakesWhatIsTypedAndEnds() {
        ProcessId id = spawn(endsAfterReadingItsTerminal(3, 7));
        assertThat(host.takeTerminal(spawn(runsUntilSignalled()))).isEmpty();
        try (Terminal terminal = host.takeTerminal(id).orElseThrow()) {
            assertThat(host.takeTerminal(id)).isEmpty();
            terminal.resize(30, 100);
            assertThat(host.writeStdin(id, new byte[] {'a', 'b', '\n'})).isEqualTo(new Taken());

            assertThat(death(id).exit()).isEqualTo(new Code(7));
            terminal.finish();
            byte[] bytes = new byte[100];
            int count = terminal.read(bytes);
            while (count > 0) {
                count = terminal.read(bytes);
            }
            assertThat(count).isEqualTo(Terminal.END);
            assertThat(terminal.write(new byte[1])).isFalse();
        }
    }

    @Test
    void aDeadProcessReadsNothing() {
        ProcessId id = spawn(endsAfterReading(1, 0));
        host.writeStdin(id, new byte[1]);
        death(id);

        assertThat(host.writeStdin(id, new byte[1])).isEqualTo(new StdinResult.NoSuchProcess());
        assertThat(host.writeStdin(new ProcessId(4_000_000, 99), new byte[1]))
                .isEqualTo(new StdinResult.NoSuchProcess());
    }

    @Test
    void aCommandThatDoesNotExistIsAnAnswer() {
        SpawnResult result = host.spawn(missing(), Map.of(), Channels.NONE);

        assertThat(result)
                .isInstanceOfSatisfying(
                        SpawnFailed.class, failed -> assertThat(failed.reason()).startsWith("can't find command '"));
        // an orphan of another test may be reaped meanwhile
        assertThat(host.await(Optional.of(host.now().plus(Duration.ofMillis(20)))))
                .allMatch(event -> event instanceof HostEvent.StrangerReaped);
    }

    @Test
    void waitingEndsAtTheDeadlineAndNotBefore() {
        Moment deadline = host.now().plus(Duration.ofNanos(20_300_001));

        List<HostEvent> events = host.await(Optional.of(deadline));

        assertThat(events).isEmpty();
        assertThat(host.now().reached(deadline)).isTrue();
    }

    @Test
    void aDeadlineInThePastDoesNotWait() {
        Moment past = host.now().plus(Duration.ofSeconds(-5));

        assertThat(host.await(Optional.of(past))).isEmpty();
    }

    @Test
    void wakingIsHeardOnceHoweverOftenItWasCalled() {
        host.wake();
        host.wake();

        assertThat(host.await(Optional.empty())).containsExactly(new Woken());
        assertThat(host.await(Optional.of(host.now().plus(Duration.ofMillis(10)))))
                .isEmpty();
    }

    @Test
    void thereIsRoomForAFewProcesses() {
        assertThat(host.makeRoomFor(10, 10)).isEmpty();
    }

    @Test
    void wakingAClosedHostDoesNothing() {
        Host other = open();
        other.close();

        other.wake();
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
                until(event -> event instanceof ChildDied(ProcessId dead, ExitStatus _, boolean _) && dead.equals(id));
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

    private void waitUntilGroupIsGone(ProcessId id) {
        Moment deadline = host.now().plus(PATIENCE);
        while (host.groupLives(id) && !host.now().reached(deadline)) {
            host.await(Optional.of(host.now().plus(Duration.ofMillis(5))));
        }
        assertThat(host.groupLives(id)).isFalse();
    }
}
