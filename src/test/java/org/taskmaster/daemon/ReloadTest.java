package org.taskmaster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.taskmaster.config.LoadResult;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.Control.ReloadMode;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.ReloadStep;
import org.taskmaster.control.ReloadStep.Kind;
import org.taskmaster.daemon.Behaviour.Reaction;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Policy;
import org.taskmaster.model.Problem;
import org.taskmaster.model.ProgramConfig;
import org.taskmaster.model.Programs;
import org.taskmaster.model.Signal;
import org.taskmaster.model.StateName;

/// What a changed configuration does to processes that are up, and what it leaves alone.
class ReloadTest {

    private static final Policy USUAL = Policies.USUAL;
    private static final Launch OTHER = Programs.launch("/bin/other");

    private final SimulatedHost host = new SimulatedHost();

    @Test
    void onlyWhatHasChangedIsTouched() {
        Simulation simulation = running(
                Programs.program("db", USUAL), Programs.program("old", USUAL), Programs.program("web", 2, USUAL));
        int db = simulation.pid("db");
        int web = simulation.pid("web:0");

        CompletableFuture<ReloadReport> reply = simulation.reload(
                Programs.program("db", USUAL),
                Programs.program("new", USUAL),
                Programs.program("web", 2, USUAL, OTHER));

        assertThat(steps(reply))
                .containsExactly(
                        new ReloadStep(Kind.REMOVE, "old", "no longer configured"),
                        new ReloadStep(Kind.ADD, "new", "newly configured"),
                        new ReloadStep(Kind.RESTART, "web:0", "cmd /bin/web -> /bin/other"),
                        new ReloadStep(Kind.RESTART, "web:1", "cmd /bin/web -> /bin/other"));
        assertThat(simulation.names()).containsExactly("db", "new", "web:0", "web:1");
        assertThat(simulation.pid("db")).isEqualTo(db);
        assertThat(simulation.pid("web:0")).isNotEqualTo(web);
    }

    @Test
    void aFileThatSaysTheSameChangesNothing() {
        Simulation simulation = running(Programs.program("web", USUAL));
        host.log().clear();

        CompletableFuture<ReloadReport> reply = simulation.reload(Programs.program("web", USUAL));

        assertThat(steps(reply)).isEmpty();
        assertThat(host.log()).isEmpty();
        assertThat(simulation.told()).contains("reloaded: nothing has changed");
    }

    @Test
    void aBrokenFileChangesNothing() {
        Simulation simulation = running(Programs.program("web", USUAL));
        int pid = simulation.pid("web");
        List<Problem> problems = List.of(new Problem(Path.of("t.yaml"), 3, 5, "no cmd", "give one"));

        CompletableFuture<ReloadReport> reply = simulation.read(new LoadResult.Rejected(problems), ReloadMode.APPLY);

        assertThat(reply).isCompletedWithValue(new ReloadReport.Rejected(problems));
        assertThat(simulation.pid("web")).isEqualTo(pid);
        assertThat(simulation.told())
                .contains("reload refused, nothing was changed:", "  t.yaml:3:5: no cmd; give one");
    }

    @Test
    void aDryRunTellsWhatWouldBeDoneAndDoesNothing() {
        Simulation simulation = running(Programs.program("web", USUAL));
        LoadResult without = new LoadResult.Loaded(Programs.configuration(List.of()));

        CompletableFuture<ReloadReport> reply = simulation.read(without, ReloadMode.DRY_RUN);

        assertThat(reply)
                .isCompletedWithValue(
                        new ReloadReport.Planned(List.of(new ReloadStep(Kind.REMOVE, "web", "no longer configured"))));
        assertThat(simulation.state("web")).isEqualTo(StateName.RUNNING);
    }

    @Test
    void moreCopiesAreStartedBesideTheOnesThereAre() {
        Simulation simulation = running(Programs.program("web", USUAL));
        int pid = simulation.pid("web");

        simulation.reload(Programs.program("web", 3, USUAL));

        assertThat(simulation.names()).containsExactly("web:0", "web:1", "web:2");
        assertThat(simulation.pid("web:0")).isEqualTo(pid);
        assertThat(simulation.state("web:2")).isEqualTo(StateName.STARTING);
    }

    @Test
    void fewerCopiesEndTheLastOnes() {
        Simulation simulation = running(Programs.program("web", 3, USUAL));
        int pid = simulation.pid("web:0");

        CompletableFuture<ReloadReport> reply = simulation.reload(Programs.program("web", USUAL));

        assertThat(simulation.names()).containsExactly("web");
        assertThat(simulation.pid("web")).isEqualTo(pid);
        assertThat(steps(reply))
                .containsExactly(
                        new ReloadStep(Kind.REMOVE, "web:2", "numprocs lowered"),
                        new ReloadStep(Kind.REMOVE, "web:1", "numprocs lowered"),
                        new ReloadStep(Kind.RETUNE, "web", "was named web:0"));
        assertThat(host.alive()).hasSize(1);
    }

    @Test
    void aChangedPolicyAppliesToTheRunningProcess() {
        host.behave("/bin/web", Behaviour.runs().reacting(Reaction.IGNORES_ALL_BUT_KILL));
        Simulation simulation = running(Programs.program("web", USUAL));
        int pid = simulation.pid("web");

        simulation.reload(Programs.program("web", Policies.stop(USUAL, Signal.INT, Duration.ofSeconds(1))));
        boolean sameProcess = simulation.pid("web") == pid;
        host.log().clear();
        simulation.act(Action.STOP, "web");
        simulation.passesSeconds(1);

        assertThat(sameProcess).isTrue();
        assertThat(host.log()).containsExactly("SIGINT /bin/web", "SIGKILL /bin/web");
    }

    @Test
    void aShorterStopTimeAppliesToAProcessThatIsBeingStopped() {
        host.behave("/bin/web", Behaviour.runs().reacting(Reaction.IGNORES_ALL_BUT_KILL));
        Simulation simulation =
                running(Programs.program("web", Policies.stop(USUAL, Signal.TERM, Duration.ofHours(1))));
        simulation.act(Action.STOP, "web");
        simulation.passesSeconds(60);

        simulation.reload(Programs.program("web", USUAL));

        assertThat(simulation.state("web")).isEqualTo(StateName.STOPPED);
        assertThat(host.log()).last().isEqualTo("SIGKILL /bin/web");
    }

    @Test
    void whatWasStoppedByHandStaysStoppedAndHasItsNewSettingsWhenItIsStarted() {
        Simulation simulation = running(Programs.program("web", USUAL));
        simulation.act(Action.STOP, "web");

        simulation.reload(Programs.program("web", 1, USUAL, OTHER));
        StateName afterReload = simulation.state("web");
        simulation.act(Action.START, "web");

        assertThat(afterReload).isEqualTo(StateName.STOPPED);
        assertThat(host.log()).last().isEqualTo("spawn /bin/other");
    }

    @Test
    void aRepairedCommandIsTriedAtOnceInBackoffAndAfterFatal() {
        host.behave("/bin/web", Behaviour.runs().cannotBeSpawned("no such file"));
        host.behave("/bin/job", Behaviour.runs().cannotBeSpawned("no such file"));
        Simulation simulation = Simulation.of(
                host,
                Programs.program("job", Policies.start(USUAL, Duration.ofSeconds(1), 0)),
                Programs.program("web", USUAL));

        simulation.reload(
                Programs.program("job", 1, Policies.start(USUAL, Duration.ofSeconds(1), 0), OTHER),
                Programs.program("web", 1, USUAL, OTHER));

        assertThat(simulation.state("job")).isEqualTo(StateName.STARTING);
        assertThat(simulation.state("web")).isEqualTo(StateName.STARTING);
    }

    @Test
    void whatIsNewIsStartedOnlyWhenWhatIsRemovedIsGone() {
        host.behave("/bin/old", Behaviour.runs().takesToDie(Duration.ofSeconds(3)));
        Simulation simulation = running(Programs.program("old", USUAL));

        CompletableFuture<ReloadReport> reply = simulation.reload(Programs.program("new", USUAL));
        List<String> meanwhile = List.copyOf(host.log());
        simulation.passesSeconds(3);

        assertThat(meanwhile).last().isEqualTo("SIGTERM /bin/old");
        assertThat(host.log()).last().isEqualTo("spawn /bin/new");
        assertThat(simulation.names()).containsExactly("new");
        assertThat(reply).isCompleted();
    }

    @Test
    void aLaterReloadTakesOverAnUnfinishedOne() {
        host.behave("/bin/old", Behaviour.runs().takesToDie(Duration.ofSeconds(3)));
        Simulation simulation = running(Programs.program("old", USUAL));
        CompletableFuture<ReloadReport> first = simulation.reload(Programs.program("wrong", USUAL));

        CompletableFuture<ReloadReport> second = simulation.reload(Programs.program("right", USUAL));
        simulation.passesSeconds(3);

        assertThat(first).isCompletedWithValue(new ReloadReport.Superseded());
        assertThat(steps(second)).extracting(ReloadStep::name).containsExactly("old", "right");
        assertThat(simulation.names()).containsExactly("right");
        assertThat(host.log()).doesNotContain("spawn /bin/wrong");
    }

    @Test
    void whatIsConfiguredAgainBeforeItIsGoneComesUpAgain() {
        host.behave("/bin/web", Behaviour.runs().takesToDie(Duration.ofSeconds(3)));
        Simulation simulation = running(Programs.program("web", USUAL));
        simulation.reload();

        CompletableFuture<ReloadReport> reply = simulation.reload(Programs.program("web", USUAL));
        simulation.passesSeconds(3);

        assertThat(steps(reply)).containsExactly(new ReloadStep(Kind.RESTART, "web", "configured again"));
        assertThat(simulation.state("web")).isEqualTo(StateName.STARTING);
    }

    @Test
    void whatIsStartedWhileItIsBeingRemovedIsRemovedAllTheSame() {
        host.behave("/bin/web", Behaviour.runs().takesToDie(Duration.ofSeconds(3)));
        Simulation simulation = running(Programs.program("web", USUAL));
        CompletableFuture<ReloadReport> reply = simulation.reload();

        CompletableFuture<?> start = simulation.act(Action.START, "web");
        simulation.passesSeconds(3);

        assertThat(reply).isCompleted();
        assertThat(start).isDone();
        assertThat(simulation.names()).isEmpty();
        assertThat(host.alive()).isEmpty();
    }

    @Test
    void aProgramThatStartsByItselfFromNowOnIsStarted() {
        Simulation simulation = running(Programs.program("web", Policies.autostart(USUAL, false)));

        simulation.reload(Programs.program("web", USUAL));

        assertThat(simulation.state("web")).isEqualTo(StateName.STARTING);
    }

    @Test
    void aHangUpSignalReloads() {
        Simulation simulation = running(Programs.program("web", USUAL));

        simulation.signal(Signal.HUP);

        assertThat(simulation.told())
                .contains("reload, asked by SIGHUP from process 4711 (uid 1000)", "reloaded: nothing has changed");
    }

    private Simulation running(ProgramConfig... programs) {
        return Simulation.of(host, programs).passesSeconds(5);
    }

    private static List<ReloadStep> steps(CompletableFuture<ReloadReport> reply) {
        ReloadReport report = Simulation.answer(reply);
        assertThat(report).isInstanceOf(ReloadReport.Applied.class);
        return ((ReloadReport.Applied) report).steps();
    }
}
