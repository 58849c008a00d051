package org.taskmaster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.Selector;
import org.taskmaster.control.UnknownName;
import org.taskmaster.daemon.Behaviour.Reaction;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Programs;
import org.taskmaster.model.Signal;
import org.taskmaster.model.StateName;

/// What people order, and what they are told about it.
class OrdersTest {

    private static final Policy USUAL = Policies.USUAL;
    private static final Policy IDLE = Policies.autostart(USUAL, false);

    private final SimulatedHost host = new SimulatedHost();

    @Test
    void aStartIsAnsweredWhenTheProcessIsRunning() {
        Simulation simulation = Simulation.of(host, Programs.program("web", IDLE));

        CompletableFuture<ActionReport> reply = simulation.act(Action.START, "web");
        boolean answeredAtOnce = reply.isDone();
        simulation.passesSeconds(5);

        assertThat(answeredAtOnce).isFalse();
        assertThat(outcomes(reply))
                .containsExactly(new Outcome.Started(ProcessName.of("web"), 100, Duration.ofSeconds(5)));
    }

    @Test
    void aStartThatFailsForGoodIsAnsweredWithTheReason() {
        host.behave("/bin/web", Behaviour.runs().exitsAfter(Duration.ZERO, 7));
        Simulation simulation = Simulation.of(host, Programs.program("web", IDLE));

        CompletableFuture<ActionReport> reply = simulation.act(Action.START, "web");
        simulation.passesSeconds(60);

        assertThat(outcomes(reply))
                .containsExactly(new Outcome.Failed(
                        ProcessName.of("web"), Outcome.Cause.START_FAILED, "exited too quickly (exit status 7)"));
        assertThat(Simulation.answer(reply).good()).isFalse();
    }

    @Test
    void aStartThatFailsAsItDidBeforeIsAnsweredToo() {
        host.behave("/bin/web", Behaviour.runs().cannotBeSpawned("no such file"));
        Policy once = Policies.start(USUAL, Duration.ofSeconds(1), 0);
        Simulation simulation = Simulation.of(host, Programs.program("web", once));
        StateName before = simulation.state("web");

        CompletableFuture<ActionReport> reply = simulation.act(Action.START, "web");

        assertThat(before).isEqualTo(StateName.FATAL);
        assertThat(outcomes(reply))
                .containsExactly(new Outcome.Failed(ProcessName.of("web"), Outcome.Cause.START_FAILED, "no such file"));
    }

    @Test
    void aStopIsAnsweredWhenTheWholeGroupIsGone() {
        host.behave("/bin/web", Behaviour.runs().leavesGroupBehind());
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));
        simulation.passesSeconds(5);

        CompletableFuture<ActionReport> reply = simulation.act(Action.STOP, "web");
        simulation.passesSeconds(9);
        boolean answeredBeforeTheGroupWasGone = reply.isDone();
        simulation.passesSeconds(1);

        assertThat(answeredBeforeTheGroupWasGone).isFalse();
        assertThat(outcomes(reply))
                .containsExactly(
                        new Outcome.Stopped(ProcessName.of("web"), "terminated by SIGTERM", Duration.ofSeconds(10)));
        assertThat(host.alive()).isEmpty();
    }

    @Test
    void aRestartTellsBothProcesses() {
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));
        simulation.passesSeconds(5);

        CompletableFuture<ActionReport> reply = simulation.act(Action.RESTART, "web");
        simulation.passesSeconds(5);

        assertThat(outcomes(reply))
                .containsExactly(
                        new Outcome.Restarted(ProcessName.of("web"), OptionalInt.of(100), 101, Duration.ofSeconds(5)));
    }

    @Test
    void aRestartOfWhatIsDownIsAStart() {
        Simulation simulation = Simulation.of(host, Programs.program("web", IDLE));

        CompletableFuture<ActionReport> reply = simulation.act(Action.RESTART, "web");
        simulation.passesSeconds(5);

        assertThat(outcomes(reply))
                .containsExactly(
                        new Outcome.Restarted(ProcessName.of("web"), OptionalInt.empty(), 100, Duration.ofSeconds(5)));
    }

    @Test
    void whatIsTrueAlreadyIsToldAtOnceAndIsGood() {
        Simulation simulation = Simulation.of(host, Programs.program("idle", IDLE), Programs.program("web", USUAL));

        CompletableFuture<ActionReport> start = simulation.act(Action.START, "web");
        CompletableFuture<ActionReport> stop = simulation.act(Action.STOP, "idle");

        assertThat(outcomes(start)).containsExactly(new Outcome.AlreadyStarted(ProcessName.of("web")));
        assertThat(outcomes(stop)).containsExactly(new Outcome.NotRunning(ProcessName.of("idle")));
        assertThat(Simulation.answer(start).good()).isTrue();
    }

    @Test
    void oneUnknownNameDoesNotKeepTheOthersFromBeingStopped() {
        Simulation simulation = Simulation.of(host, Programs.program("web", 2, USUAL));

        CompletableFuture<ActionReport> reply = simulation.act(Action.STOP, "wbe", "web:1");

        assertThat(Simulation.answer(reply).unknown()).containsExactly(new UnknownName("wbe", Optional.of("web")));
        assertThat(outcomes(reply))
                .containsExactly(new Outcome.Stopped(ProcessName.of("web:1"), "terminated by SIGTERM", Duration.ZERO));
        assertThat(simulation.state("web:0")).isEqualTo(StateName.STARTING);
    }

    @Test
    void aStopGoesFromTheHighestPriorityNumberDownAndWaitsForEachLevel() {
        host.behave("/bin/web", Behaviour.runs().takesToDie(Duration.ofSeconds(3)));
        Simulation simulation = Simulation.of(
                host,
                Programs.program("db", Policies.priority(USUAL, 1)),
                Programs.program("web", 2, Policies.priority(USUAL, 20)));
        simulation.passesSeconds(5);
        host.log().clear();

        CompletableFuture<ActionReport> reply = simulation.act(Action.STOP, "all");
        simulation.passes(Duration.ofMillis(2_999));
        List<String> beforeWebIsDown = List.copyOf(host.log());
        simulation.passes(Duration.ofMillis(1));

        assertThat(beforeWebIsDown).containsExactly("SIGTERM /bin/web", "SIGTERM /bin/web");
        assertThat(host.log()).last().isEqualTo("SIGTERM /bin/db");
        assertThat(outcomes(reply))
                .extracting(outcome -> outcome.name().text())
                .containsExactly("db", "web:0", "web:1");
    }

    @Test
    void aStartOfSeveralGoesFromTheLowestPriorityNumberUpWithoutWaiting() {
        Simulation simulation = Simulation.of(
                host,
                Programs.program("db", Policies.priority(IDLE, 30)),
                Programs.program("web", Policies.priority(IDLE, 2)));

        simulation.act(Action.START, "all");

        assertThat(host.log()).containsExactly("spawn /bin/web", "spawn /bin/db");
    }

    @Test
    void aStopDuringAStartAnswersBoth() {
        Simulation simulation = Simulation.of(host, Programs.program("web", IDLE));
        CompletableFuture<ActionReport> start = simulation.act(Action.START, "web");

        CompletableFuture<ActionReport> stop = simulation.act(Action.STOP, "web");

        assertThat(outcomes(start))
                .containsExactly(new Outcome.Failed(
                        ProcessName.of("web"), Outcome.Cause.OVERTAKEN, "stopped by another order meanwhile"));
        assertThat(outcomes(stop)).hasOnlyElementsOfType(Outcome.Stopped.class);
    }

    @Test
    void whatAReloadTakesAwayBeforeItsTurnIsRemoved() {
        host.behave("/bin/slow", Behaviour.runs().takesToDie(Duration.ofSeconds(2)));
        Simulation simulation = Simulation.of(
                host,
                Programs.program("slow", Policies.priority(USUAL, 2)),
                Programs.program("next", Policies.priority(IDLE, 1)));
        simulation.passesSeconds(5);
        CompletableFuture<ActionReport> stop = simulation.act(Action.STOP, "slow", "next");

        simulation.reload(Programs.program("slow", Policies.priority(USUAL, 2)));
        simulation.passesSeconds(7);

        assertThat(outcomes(stop))
                .contains(new Outcome.Failed(
                        ProcessName.of("next"), Outcome.Cause.REMOVED, "removed by a reload meanwhile"));
    }

    @Test
    void aStartDuringAStopAnswersBoth() {
        host.behave("/bin/web", Behaviour.runs().takesToDie(Duration.ofSeconds(2)));
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));
        simulation.passesSeconds(5);
        CompletableFuture<ActionReport> stop = simulation.act(Action.STOP, "web");

        CompletableFuture<ActionReport> start = simulation.act(Action.START, "web");
        simulation.passesSeconds(7);

        assertThat(outcomes(stop))
                .containsExactly(new Outcome.Failed(
                        ProcessName.of("web"), Outcome.Cause.OVERTAKEN, "started again by another order meanwhile"));
        assertThat(outcomes(start)).hasOnlyElementsOfType(Outcome.Started.class);
    }

    @Test
    void aStopInBackoffCancelsTheNextTry() {
        host.behave("/bin/web", Behaviour.runs().cannotBeSpawned("no such file"));
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));

        CompletableFuture<ActionReport> reply = simulation.act(Action.STOP, "web");
        simulation.passesSeconds(60);

        assertThat(outcomes(reply))
                .containsExactly(
                        new Outcome.Stopped(ProcessName.of("web"), "was waiting for its next try", Duration.ZERO));
        assertThat(simulation.state("web")).isEqualTo(StateName.STOPPED);
    }

    @Test
    void ordersAreFollowedInTheOrderTheyCome() {
        Simulation simulation = Simulation.of(host, Programs.program("web", IDLE));
        Selector web = new Selector(List.of("web"));

        simulation.control().act(Action.START, web, Simulation.ME);
        CompletableFuture<ActionReport> signal = simulation.control().signal(Signal.USR1, web, Simulation.ME);
        simulation.settles();

        assertThat(outcomes(signal)).containsExactly(new Outcome.Signalled(ProcessName.of("web")));
    }

    @Test
    void aSignalIsSentToWhatIsUpAndRefusedByWhatIsDown() {
        host.behave("/bin/web", Behaviour.runs().reacting(Reaction.IGNORES_ALL_BUT_KILL));
        Simulation simulation = Simulation.of(host, Programs.program("idle", IDLE), Programs.program("web", USUAL));

        CompletableFuture<ActionReport> reply = simulation.control().signal(Signal.HUP, Selector.all(), Simulation.ME);
        simulation.settles();

        assertThat(outcomes(reply))
                .containsExactly(
                        new Outcome.NotSignalled(ProcessName.of("idle")), new Outcome.Signalled(ProcessName.of("web")));
        assertThat(host.log()).contains("SIGHUP /bin/web");
    }

    @Test
    void whoGivesUpWaitingDoesNotTakeTheOrderBack() {
        Simulation simulation = Simulation.of(host, Programs.program("web", IDLE));
        CompletableFuture<ActionReport> reply = simulation.act(Action.START, "web");

        reply.cancel(false);
        simulation.passesSeconds(5);

        assertThat(simulation.state("web")).isEqualTo(StateName.RUNNING);
        assertThat(simulation.act(Action.START, "web")).isDone();
    }

    @Test
    void everyOrderIsTold() {
        Simulation simulation = Simulation.of(host, Programs.program("web", IDLE));

        simulation.act(Action.RESTART, "web:*", "all");

        assertThat(simulation.told()).contains("restart web:* all, asked by the test");
    }

    private static List<Outcome> outcomes(CompletableFuture<ActionReport> reply) {
        return Simulation.answer(reply).outcomes();
    }
}
