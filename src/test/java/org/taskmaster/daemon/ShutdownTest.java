package org.taskmaster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Control;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.Selector;
import org.taskmaster.daemon.Behaviour.Reaction;
import org.taskmaster.host.HostEvent.Origin;
import org.taskmaster.model.Autorestart;
import org.taskmaster.model.LeftProcess;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Programs;
import org.taskmaster.model.Signal;
import org.taskmaster.model.StateName;

/// How the supervisor ends.
class ShutdownTest {

    private static final Policy USUAL = Policies.USUAL;

    private final SimulatedHost host = new SimulatedHost();

    @Test
    void everythingIsStoppedLevelByLevelAndThenItEnds() {
        host.behave("/bin/web", Behaviour.runs().takesToDie(Duration.ofSeconds(3)));
        Simulation simulation = Simulation.of(
                host,
                Programs.program("db", Policies.priority(USUAL, 1)),
                Programs.program("web", Policies.priority(USUAL, 20)));
        simulation.passesSeconds(5);
        host.log().clear();

        simulation.signal(Signal.TERM);
        List<String> atFirst = List.copyOf(host.log());
        simulation.passesSeconds(3);

        assertThat(atFirst).containsExactly("SIGTERM /bin/web");
        assertThat(host.log()).containsExactly("SIGTERM /bin/web", "SIGTERM /bin/db");
        assertThat(simulation.ending()).contains(new EventLoop.Ending(List.of(), false));
        assertThat(host.alive()).isEmpty();
    }

    @Test
    void withNothingUpItEndsAtOnce() {
        Simulation simulation = Simulation.of(host, Programs.program("web", Policies.autostart(USUAL, false)));

        CompletableFuture<Void> reply = simulation.control().shutdown(Simulation.ME);
        simulation.settles();

        assertThat(reply).isCompleted();
        assertThat(simulation.ending()).isPresent();
    }

    @Test
    void whatEndsByItselfDuringAShutdownIsNotRestarted() {
        host.behave("/bin/slow", Behaviour.runs().takesToDie(Duration.ofSeconds(8)));
        Policy always = Policies.autorestart(USUAL, Autorestart.ALWAYS);
        Simulation simulation = Simulation.of(
                host,
                Programs.program("db", Policies.priority(always, 1)),
                Programs.program("slow", Policies.priority(always, 20)));
        simulation.passesSeconds(5);

        simulation.signal(Signal.TERM).crash("db");

        assertThat(simulation.state("db")).isEqualTo(StateName.EXITED);
        assertThat(simulation.passesSeconds(8).ending()).isPresent();
        assertThat(host.log()).doesNotContain("SIGTERM /bin/db");
    }

    @Test
    void aRetryDoesNotComeDuringAShutdown() {
        host.behave("/bin/bad", Behaviour.runs().cannotBeSpawned("no such file"));
        host.behave("/bin/slow", Behaviour.runs().takesToDie(Duration.ofSeconds(8)));
        Simulation simulation = Simulation.of(host, Programs.program("bad", USUAL), Programs.program("slow", USUAL));

        simulation.signal(Signal.TERM).passesSeconds(8);

        assertThat(simulation.ending()).isPresent();
        assertThat(host.log()).containsOnlyOnce("spawn /bin/bad");
    }

    @Test
    void aRestartThatIsUnderWayBecomesAStop() {
        host.behave("/bin/web", Behaviour.runs().takesToDie(Duration.ofSeconds(3)));
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));
        simulation.passesSeconds(5);
        CompletableFuture<ActionReport> restart = simulation.act(Action.RESTART, "web");

        simulation.signal(Signal.TERM).passesSeconds(3);

        assertThat(simulation.ending()).isPresent();
        assertThat(host.alive()).isEmpty();
        assertThat(Simulation.answer(restart).outcomes())
                .containsExactly(new Outcome.Failed(
                        ProcessName.of("web"), Outcome.Cause.OVERTAKEN, "stopped by another order meanwhile"));
    }

    @Test
    void aStartInTheSameTurnAsTheShutdownLeavesNothingRunning() {
        Simulation simulation = Simulation.of(host, Programs.program("web", Policies.autostart(USUAL, false)));

        CompletableFuture<ActionReport> start = simulation.control().act(Action.START, Selector.all(), Simulation.ME);
        simulation.control().shutdown(Simulation.ME);
        simulation.settles();

        assertThat(simulation.ending()).isPresent();
        assertThat(host.alive()).isEmpty();
        assertThat(start).isDone();
    }

    @Test
    void aSecondRequestKillsWhatIsLeft() {
        host.behave("/bin/web", Behaviour.runs().reacting(Reaction.IGNORES_ALL_BUT_KILL));
        Simulation simulation = Simulation.of(
                host,
                Programs.program("db", Policies.priority(USUAL, 1)),
                Programs.program("web", Policies.priority(USUAL, 20)));
        simulation.signal(Signal.TERM);
        Optional<EventLoop.Ending> meanwhile = simulation.ending();
        host.log().clear();

        simulation.passesSeconds(1);
        host.receive(Signal.INT, new Origin.Process(4712, 1000));
        simulation.settles();

        assertThat(meanwhile).isEmpty();
        assertThat(host.log()).containsExactlyInAnyOrder("SIGKILL /bin/web", "SIGKILL /bin/db");
        assertThat(simulation.ending()).isPresent();
    }

    @Test
    void oneIntentionThatArrivesAsTwoSignalsKillsNothing() {
        host.behave("/bin/web", Behaviour.runs().reacting(Reaction.IGNORES_ALL_BUT_KILL));
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));

        simulation.signal(Signal.TERM);
        host.receive(Signal.TERM, new Origin.Process(4712, 1000));
        simulation.settles();
        host.receive(Signal.INT, new Origin.Terminal());
        simulation.settles();
        // The same sender has the same intention, however late.
        simulation.passesSeconds(2).signal(Signal.TERM).signal(Signal.INT);
        host.receive(Signal.TERM, new Origin.Process(4712, 1000));
        host.receive(Signal.XCPU, new Origin.Kernel());
        simulation.settles();

        assertThat(host.log()).containsExactly("spawn /bin/web", "SIGTERM /bin/web");
        assertThat(simulation.told())
                .contains(
                        "taken for the same request as before; to kill what is left, send it again from another process"
                                + " a second or more after the first, or press Ctrl-C again");
    }

    @Test
    void aKeyPressedAgainAfterASecondKillsWhatIsLeft() {
        host.behave("/bin/web", Behaviour.runs().reacting(Reaction.IGNORES_ALL_BUT_KILL));
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));
        host.receive(Signal.INT, new Origin.Terminal());
        simulation.settles();

        host.receive(Signal.INT, new Origin.Terminal());
        List<String> atOnce = List.copyOf(simulation.settles().told());
        simulation.passesSeconds(1);
        host.receive(Signal.INT, new Origin.Terminal());
        simulation.settles();

        assertThat(atOnce).noneMatch(line -> line.contains("killing"));
        assertThat(simulation.told()).contains("asked to exit again: killing what is left");
        assertThat(simulation.ending()).isPresent();
    }

    @Test
    void aKeyAfterAWordKillsWhatIsLeftAtOnce() {
        host.behave("/bin/web", Behaviour.runs().reacting(Reaction.IGNORES_ALL_BUT_KILL));
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));
        simulation.control().shutdown(Simulation.ME);
        simulation.settles();

        host.receive(Signal.INT, new Origin.Terminal());
        simulation.settles();

        assertThat(simulation.told()).contains("asked to exit again: killing what is left");
        assertThat(simulation.ending()).isPresent();
    }

    @Test
    void whatElseAsksForAnEndEndsItInOrder() {
        for (Signal signal : List.of(Signal.PWR, Signal.XCPU, Signal.ABRT)) {
            SimulatedHost fresh = new SimulatedHost();
            Simulation simulation = Simulation.of(fresh, Programs.program("web", USUAL));

            simulation.signal(signal);

            assertThat(simulation.ending()).as(signal.name()).isPresent();
            assertThat(fresh.log()).containsExactly("spawn /bin/web", "SIGTERM /bin/web");
        }
    }

    @Test
    void theEndOfTheShellOrOfItsTerminalIsNoHurry() {
        host.behave("/bin/slow", Behaviour.runs().reacting(Reaction.IGNORES_ALL_BUT_KILL));
        Simulation simulation = Simulation.of(host, Programs.program("slow", USUAL));

        simulation.signal(Signal.TERM);
        simulation.control().shutdown(Simulation.ME);
        host.receive(Signal.HUP, new Origin.Terminal());
        simulation.settles();

        assertThat(simulation.state("slow")).isEqualTo(StateName.STOPPING);
        assertThat(host.log()).doesNotContain("SIGKILL /bin/slow");
    }

    @Test
    void whatTheKernelCannotEndIsLeftBehindAndTold() {
        host.behave("/bin/web", Behaviour.runs().reacting(Reaction.CANNOT_BE_KILLED));
        Simulation simulation = Simulation.of(host, Programs.program("db", USUAL), Programs.program("web", USUAL));

        simulation.signal(Signal.TERM).passesSeconds(25);

        assertThat(simulation.ending()).contains(new EventLoop.Ending(List.of("web"), false));
        assertThat(simulation.told()).contains("leaving web behind: it did not end when it was killed");
    }

    @Test
    void whatCannotBeEndedDoesNotKeepTheLowerLevelsFromBeingStopped() {
        host.behave("/bin/web", Behaviour.runs().reacting(Reaction.CANNOT_BE_KILLED));
        Simulation simulation = Simulation.of(
                host,
                Programs.program("db", Policies.priority(USUAL, 1)),
                Programs.program("web", Policies.priority(USUAL, 20)));

        simulation.signal(Signal.TERM).passesSeconds(25);

        assertThat(simulation.ending()).contains(new EventLoop.Ending(List.of("web"), false));
        assertThat(host.alive()).hasSize(1);
    }

    @Test
    void startsAreRefusedDuringAShutdownAndStopsAreNot() {
        host.behave("/bin/web", Behaviour.runs().takesToDie(Duration.ofSeconds(3)));
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));
        simulation.signal(Signal.TERM);

        CompletableFuture<ActionReport> start = simulation.act(Action.START, "web", "wbe");
        CompletableFuture<ActionReport> stop = simulation.act(Action.STOP, "web");
        simulation.passesSeconds(3);

        assertThat(Simulation.answer(start).outcomes())
                .containsExactly(new Outcome.Failed(
                        ProcessName.of("web"), Outcome.Cause.OVERTAKEN, "the supervisor is shutting down"));
        assertThat(Simulation.answer(start).unknown()).hasSize(1);
        assertThat(Simulation.answer(stop).good()).isTrue();
    }

    @Test
    void aReloadDuringAShutdownChangesNothing() {
        host.behave("/bin/web", Behaviour.runs().takesToDie(Duration.ofSeconds(3)));
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));
        simulation.signal(Signal.TERM);

        CompletableFuture<ReloadReport> reload =
                simulation.reload(Programs.program("web", USUAL), Programs.program("new", USUAL));

        assertThat(reload).isCompletedWithValue(new ReloadReport.Superseded());
        assertThat(simulation.names()).containsExactly("web");
    }

    @Test
    void everybodyWhoWaitsIsAnsweredWhenItEnds() {
        host.behave("/bin/web", Behaviour.runs().reacting(Reaction.CANNOT_BE_KILLED));
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));
        CompletableFuture<ActionReport> stop = simulation.act(Action.STOP, "web");

        simulation.signal(Signal.TERM).passesSeconds(60);

        assertThat(simulation.ending()).isPresent();
        assertThat(Simulation.answer(stop).outcomes())
                .containsExactly(new Outcome.Failed(
                        ProcessName.of("web"), Outcome.Cause.OVERTAKEN, "the supervisor ended before it was done"));
    }

    @Test
    void whatIsOrderedAfterTheEndIsNotLeftWaiting() {
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));
        simulation.signal(Signal.TERM);

        CompletableFuture<ActionReport> start = simulation.control().act(Action.START, Selector.all(), Simulation.ME);
        CompletableFuture<ReloadReport> reload = simulation.control().reload(Control.ReloadMode.APPLY, Simulation.ME);

        assertThat(start).isCancelled();
        assertThat(reload).isCompletedWithValue(new ReloadReport.Superseded());
    }

    @Test
    void aHangUpOfTheTerminalEndsItAndOneFromAProcessDoesNot() {
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));
        simulation.signal(Signal.HUP);
        Optional<EventLoop.Ending> afterReload = simulation.ending();

        host.receive(Signal.HUP, new Origin.Terminal());
        simulation.settles();

        assertThat(afterReload).isEmpty();
        assertThat(simulation.ending()).isPresent();
    }

    @Test
    void otherSignalsMeanNothing() {
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));

        simulation.signal(new Signal(14)).signal(Signal.USR2).signal(Signal.WINCH);

        assertThat(simulation.ending()).isEmpty();
        assertThat(simulation.told())
                .contains("received SIGALRM from process 4711 (uid 1000), which means nothing here");
    }

    @Test
    void whatIsLeftOfNobodyKnowsWhomIsToldAndNoSuccess() {
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));
        host.orphans(new LeftProcess(4711, "sleep", false));

        simulation.signal(Signal.TERM);

        assertThat(simulation.ending()).contains(new EventLoop.Ending(List.of("pid 4711 (sleep)"), false));
        assertThat(simulation.told())
                .contains("leaving pid 4711 (sleep) behind: a program had started it, and it does not tell which");
    }
}
