package org.taskmaster.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.taskmaster.host.Delivery.Delivered;
import org.taskmaster.host.Delivery.NoSuchProcess;
import org.taskmaster.host.Host.Reach;
import org.taskmaster.host.HostEvent.ChildDied;
import org.taskmaster.host.HostEvent.Woken;
import org.taskmaster.host.SpawnResult.SpawnFailed;
import org.taskmaster.host.StdinResult.Closed;
import org.taskmaster.host.StdinResult.Full;
import org.taskmaster.host.StdinResult.NoPipe;
import org.taskmaster.host.StdinResult.Taken;
import org.taskmaster.model.ExitStatus.Code;
import org.taskmaster.model.ExitStatus.Killed;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;

/// What every [Host] does, the real one and the simulated one.
@Timeout(60)
public abstract class HostContract extends HostTrial {

    @Test
    void aDeathTellsTheExitCode() {
        ProcessId id = spawn(exitsWith(3));

        assertThat(death(id)).isEqualTo(new ChildDied(id, new Code(3), false));
    }

    @Test
    void aDeathTellsTheSignal() {
        ProcessId id = spawn(runsUntilSignalled());

        Delivery delivery = host().signal(id, Signal.TERM, Reach.PROCESS);

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
        assertThat(told(Optional.of(host().now().plus(Duration.ofMillis(50))))).isEmpty();
    }

    @Test
    void aDeathCanBeTakenBeforeItIsToldAndIsNotToldAgain() {
        ProcessId living = spawn(runsUntilSignalled());
        ProcessId id = spawn(exitsWith(3));
        assertThat(host().takeDeath(living)).isEmpty();

        List<HostEvent> taken = host().takeDeath(id);
        Moment deadline = host().now().plus(PATIENCE);
        while (taken.isEmpty() && !host().now().reached(deadline)) {
            pass(host());
            taken = host().takeDeath(id);
        }

        assertThat(taken)
                .singleElement()
                .isInstanceOfSatisfying(
                        ChildDied.class,
                        died -> assertThat(new ChildDied(died.id(), died.exit(), died.othersLive()))
                                .isEqualTo(new ChildDied(id, new Code(3), false)));
        assertThat(host().takeDeath(id)).isEmpty();
        assertThat(told(Optional.of(host().now().plus(Duration.ofMillis(20))))).noneMatch(ChildDied.class::isInstance);
        assertThat(host().takeDeath(new ProcessId(4_000_000, 99))).isEmpty();
    }

    @Test
    void aDeathThatIsToldLateTellsHowLate() {
        ProcessId id = spawn(exitsWith(3));
        Moment due = host().now().plus(Duration.ofMillis(50));

        oversleep(host(), Duration.ofMillis(500));

        assertThat(told(Optional.of(due)))
                .anySatisfy(event -> assertThat(event).isInstanceOfSatisfying(ChildDied.class, died -> {
                    assertThat(died.id()).isEqualTo(id);
                    assertThat(died.ago()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
                }));
    }

    @Test
    void runsHaveDifferentIdentities() {
        ProcessId first = spawn(exitsWith(0));
        ProcessId second = spawn(exitsWith(0));

        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void aProcessMayIgnoreWhatItIsAskedButNotKill() {
        ProcessId id = spawn(ignoresTerm());
        settle(host(), id);

        host().signal(id, Signal.TERM, Reach.RUN);
        List<HostEvent> afterTerm = told(Optional.of(host().now().plus(Duration.ofMillis(100))));
        host().signal(id, Signal.KILL, Reach.RUN);

        // Orphans of other tests may be reaped meanwhile.
        assertThat(afterTerm).noneMatch(ChildDied.class::isInstance);
        assertThat(death(id).exit()).isEqualTo(new Killed(Signal.KILL, false));
    }

    @Test
    void aDeadProcessTakesNoSignals() {
        ProcessId id = spawn(exitsWith(0));
        death(id);

        assertThat(host().signal(id, Signal.TERM, Reach.PROCESS)).isEqualTo(new NoSuchProcess());
        assertThat(host().signal(id, Signal.TERM, Reach.RUN)).isEqualTo(new NoSuchProcess());
        assertThat(host().runLives(id)).isFalse();
    }

    @Test
    void aProcessNeverStartedHereTakesNoSignals() {
        ProcessId stranger = new ProcessId(4_000_000, 99);

        assertThat(host().signal(stranger, Signal.TERM, Reach.PROCESS)).isEqualTo(new NoSuchProcess());
        assertThat(host().runLives(stranger)).isFalse();
    }

    @Test
    void aGroupOutlivesItsLeaderAndCanStillBeKilled() {
        ProcessId id = spawn(leavesGrandchild());
        settle(host(), id);

        host().signal(id, Signal.TERM, Reach.PROCESS);

        assertThat(death(id)).isEqualTo(new ChildDied(id, new Code(0), true));
        assertThat(host().runLives(id)).isTrue();
        assertThat(host().signal(id, Signal.TERM, Reach.PROCESS)).isEqualTo(new NoSuchProcess());
        assertThat(host().signal(id, Signal.KILL, Reach.RUN)).isEqualTo(new Delivered());
        waitUntilGroupIsGone(id);
    }

    @Test
    void aGroupLivesWhileItsLeaderDoes() {
        ProcessId id = spawn(runsUntilSignalled());

        assertThat(host().runLives(id)).isTrue();
    }

    @Test
    void bytesReachTheStandardInput() {
        ProcessId id = spawn(endsAfterReading(5, 7));

        assertThat(host().writeStdin(id, new byte[2])).isEqualTo(new Taken());
        assertThat(host().writeStdin(id, new byte[0])).isEqualTo(new Taken());
        assertThat(host().writeStdin(id, new byte[3])).isEqualTo(new Taken());

        assertThat(death(id).exit()).isEqualTo(new Code(7));
    }

    @Test
    void moreBytesThanAPipeHoldsReachTheStandardInput() {
        ProcessId id = spawn(endsAfterReading(3 * StdinResult.MOST_WAITING, 7));

        for (int sent = 0; sent < 3 * StdinResult.MOST_WAITING; ) {
            if (host().writeStdin(id, new byte[StdinResult.MOST_WAITING]) instanceof Taken) {
                sent += StdinResult.MOST_WAITING;
            } else {
                host().await(Optional.of(host().now().plus(Duration.ofMillis(1))));
            }
        }

        assertThat(death(id).exit()).isEqualTo(new Code(7));
    }

    @Test
    void whatIsNotReadIsTakenUpToABoundAndThenRefusedWhole() {
        ProcessId id = spawn(readsNothing());
        byte[] piece = new byte[10_000];
        int taken = 0;

        StdinResult result = host().writeStdin(id, piece);
        while (result.equals(new Taken()) && taken < 1_000) {
            taken++;
            result = host().writeStdin(id, piece);
        }

        assertThat(taken * piece.length).isGreaterThanOrEqualTo(StdinResult.MOST_WAITING - piece.length);
        assertThat(result)
                .isInstanceOfSatisfying(
                        Full.class,
                        full -> assertThat(full.waiting())
                                .isBetween(StdinResult.MOST_WAITING - piece.length + 1, StdinResult.MOST_WAITING));
        assertThat(host().writeStdin(id, piece)).isEqualTo(result);
        assertThat(told(Optional.of(host().now().plus(Duration.ofMillis(20)))))
                .doesNotHaveAnyElementsOfTypes(ChildDied.class, Woken.class);
    }

    @Test
    void aPieceThatIsTooLongIsRefusedByAnEmptyPipeToo() {
        ProcessId id = spawn(readsNothing());

        assertThat(host().writeStdin(id, new byte[StdinResult.MOST_WAITING + 1]))
                .isEqualTo(new Full(0));
        assertThat(host().writeStdin(id, new byte[StdinResult.MOST_WAITING])).isEqualTo(new Taken());
    }

    @Test
    void aStandardInputThatWasClosedTakesNothing() {
        ProcessId id = spawn(closesItsInput());
        settle(host(), id);

        assertThat(host().writeStdin(id, new byte[1])).isEqualTo(new Closed());
        assertThat(host().runLives(id)).isTrue();
    }

    @Test
    void withoutAPipeNothingIsTaken() {
        ProcessId id = spawn(runsUntilSignalled());

        assertThat(host().writeStdin(id, new byte[1])).isEqualTo(new NoPipe());
    }

    @Test
    void aTerminalIsHandedOutOnceTakesWhatIsTypedAndEnds() {
        ProcessId id = spawn(endsAfterReadingItsTerminal(3, 7));
        assertThat(host().takeTerminal(spawn(runsUntilSignalled()))).isEmpty();
        try (Terminal terminal = host().takeTerminal(id).orElseThrow()) {
            assertThat(host().takeTerminal(id)).isEmpty();
            terminal.resize(30, 100);
            assertThat(host().writeStdin(id, new byte[] {'a', 'b', '\n'})).isEqualTo(new Taken());

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
        host().writeStdin(id, new byte[1]);
        death(id);

        assertThat(host().writeStdin(id, new byte[1])).isEqualTo(new StdinResult.NoSuchProcess());
        assertThat(host().writeStdin(new ProcessId(4_000_000, 99), new byte[1]))
                .isEqualTo(new StdinResult.NoSuchProcess());
    }

    @Test
    void aCommandThatDoesNotExistIsAnAnswer() {
        SpawnResult result = host().spawn(missing(), Map.of(), Channels.NONE);

        assertThat(result)
                .isInstanceOfSatisfying(
                        SpawnFailed.class, failed -> assertThat(failed.reason()).startsWith("can't find command '"));
        // an orphan of another test may be reaped meanwhile
        assertThat(host().await(Optional.of(host().now().plus(Duration.ofMillis(20)))))
                .allMatch(event -> event instanceof HostEvent.StrangerReaped);
    }

    @Test
    void waitingEndsAtTheDeadlineAndNotBefore() {
        Moment deadline = host().now().plus(Duration.ofNanos(20_300_001));

        List<HostEvent> events = told(Optional.of(deadline));

        assertThat(events).isEmpty();
        assertThat(host().now().reached(deadline)).isTrue();
    }

    /// Without those whom a test before has left, as the process that keeps its terminals: they may end at any time.
    private List<HostEvent> told(Optional<Moment> until) {
        List<HostEvent> all = host().await(until);
        List<HostEvent> ours = all.stream()
                .filter(event -> !(event instanceof HostEvent.StrangerReaped))
                .toList();
        return ours.isEmpty() && !all.isEmpty() ? told(until) : ours;
    }

    @Test
    void aDeadlineInThePastDoesNotWait() {
        Moment past = host().now().plus(Duration.ofSeconds(-5));

        assertThat(told(Optional.of(past))).isEmpty();
    }

    @Test
    void wakingIsHeardOnceHoweverOftenItWasCalled() {
        host().wake();
        host().wake();

        assertThat(host().await(Optional.empty())).containsExactly(new Woken());
        assertThat(told(Optional.of(host().now().plus(Duration.ofMillis(10))))).isEmpty();
    }

    @Test
    void thereIsRoomForAFewProcesses() {
        assertThat(host().makeRoomFor(20)).isEmpty();
    }

    @Test
    void wakingAClosedHostDoesNothing() {
        Host other = open();
        other.close();

        other.wake();
    }
}
