package org.taskmaster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.taskmaster.config.LoadResult;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.Control.Patience;
import org.taskmaster.control.Control.ReloadMode;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.Outcome.Cause;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.ReloadStep;
import org.taskmaster.control.Selector;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.ProgramConfig;
import org.taskmaster.model.Programs;
import org.taskmaster.model.StateName;

/// What is disabled is not started by itself, whatever comes; what is enabled is.
final class DisablementTest {

    private static final Policy POLICY = Policies.start(Policies.USUAL, Duration.ZERO, 3);
    private static final Policy IDLE = Policies.autostart(POLICY, false);
    private static final ProgramConfig WEB = Programs.program("web", POLICY);
    private static final ProgramConfig DB = Programs.program("db", POLICY);
    private static final ProcessName NAME = ProcessName.of("web");

    private final SimulatedHost host = new SimulatedHost();
    private final KeptJournal journal = new KeptJournal();
    private final KeptDisabled disabled = new KeptDisabled();

    @BeforeEach
    void quickly() {
        host.behave("/bin/web", Behaviour.runs());
    }

    @Test
    void whatIsDisabledIsStoppedAndStaysSoOverAnOrderlyEnd() {
        Simulation first = starts(WEB, DB);

        assertThat(outcomes(first, Action.DISABLE, "web"))
                .containsExactly(new Outcome.Disabled(NAME, Optional.of("terminated by SIGTERM")));
        assertThat(first.status("web").disabled()).isTrue();
        assertThat(first.state("web")).isEqualTo(StateName.STOPPED);
        first.control().shutdown(Simulation.ME);
        assertThat(first.settles().ending()).isPresent();

        Simulation next = starts(WEB, DB);

        assertThat(next.state("web")).isEqualTo(StateName.STOPPED);
        assertThat(next.status("web").disabled()).isTrue();
        assertThat(next.state("db")).isEqualTo(StateName.RUNNING);
        assertThat(next.told())
                .anyMatch(line -> line.contains("web is disabled, and is not started"))
                .noneMatch(line -> line.contains("db is disabled"));
    }

    @Test
    void itStaysSoOverTheDeathOfTheSupervisor() {
        Simulation first = takesOver(WEB, DB);
        first.act(Action.DISABLE, "web");

        Simulation next = takesOver(WEB, DB);

        assertThat(next.state("web")).isEqualTo(StateName.STOPPED);
        assertThat(next.status("web").disabled()).isTrue();
        assertThat(next.status("db").disabled()).isFalse();
        assertThat(next.state("db")).isEqualTo(StateName.RUNNING);
    }

    @Test
    void whatDoesNotRunIsDisabledAllTheSame() {
        Simulation simulation = starts(Programs.program("web", IDLE));

        assertThat(outcomes(simulation, Action.DISABLE, "web"))
                .containsExactly(new Outcome.Disabled(NAME, Optional.empty()));
        assertThat(outcomes(simulation, Action.DISABLE, "web"))
                .containsExactly(new Outcome.Disabled(NAME, Optional.empty()));
        assertThat(simulation.status("web").disabled()).isTrue();
        assertThat(disabled.keys()).containsExactly(new ProcessKey("web", 0));
    }

    @Test
    void aReloadDoesNotStartIt() {
        Simulation simulation = starts(WEB);
        simulation.act(Action.DISABLE, "web");

        simulation.reload(Programs.program("web", 1, POLICY, Programs.launch("/bin/other")));
        assertThat(simulation.state("web")).isEqualTo(StateName.STOPPED);

        simulation.reload();
        assertThat(simulation.names()).isEmpty();
        simulation.reload(WEB, DB);
        assertThat(simulation.state("web")).isEqualTo(StateName.STOPPED);
        assertThat(simulation.state("db")).isEqualTo(StateName.RUNNING);
    }

    @Test
    void aDryRunDoesNotPromiseToStartIt() {
        Simulation simulation = starts(WEB);
        simulation.act(Action.DISABLE, "web");
        simulation.reload();

        ReloadReport report = Simulation.answer(
                simulation.read(new LoadResult.Loaded(Programs.configuration(List.of(WEB))), ReloadMode.DRY_RUN));

        assertThat(report)
                .isEqualTo(new ReloadReport.Planned(List.of(new ReloadStep(
                        ReloadStep.Kind.ADD, "web", "newly configured (it is disabled, and is not started)"))));
    }

    @Test
    void everythingIsStartedAnewButWhatIsDisabled() {
        Simulation simulation = starts(WEB, DB);
        simulation.act(Action.DISABLE, "web");

        simulation.control().startAnew(Simulation.ME);
        simulation.passesSeconds(1);

        assertThat(simulation.state("web")).isEqualTo(StateName.STOPPED);
        assertThat(simulation.state("db")).isEqualTo(StateName.RUNNING);
    }

    @Test
    void itIsTheSameProcessWhenItsProgramHasMoreOfThem() {
        Simulation simulation = starts(WEB);
        simulation.act(Action.DISABLE, "web");

        simulation.reload(Programs.program("web", 2, POLICY));

        assertThat(simulation.status("web:0").disabled()).isTrue();
        assertThat(simulation.state("web:0")).isEqualTo(StateName.STOPPED);
        assertThat(simulation.state("web:1")).isEqualTo(StateName.RUNNING);
    }

    @Test
    void enableStartsWhatWasDisabledAndStartsByItself() {
        Simulation simulation = starts(WEB, DB, Programs.program("job", IDLE));
        simulation.act(Action.DISABLE, "web", "job");
        simulation.act(Action.STOP, "db");

        assertThat(outcomes(simulation, Action.ENABLE, "all"))
                .containsExactly(
                        new Outcome.Enabled(ProcessName.of("db"), OptionalInt.empty(), "it was not disabled"),
                        new Outcome.Enabled(
                                ProcessName.of("job"), OptionalInt.empty(), "not started, as its autostart is false"),
                        new Outcome.Enabled(NAME, simulation.status("web").pid(), ""));
        assertThat(simulation.state("web")).isEqualTo(StateName.RUNNING);
        assertThat(simulation.state("db")).isEqualTo(StateName.STOPPED);
        assertThat(simulation.state("job")).isEqualTo(StateName.STOPPED);
        assertThat(disabled.keys()).isEmpty();
        assertThat(starts(WEB).state("web")).isEqualTo(StateName.RUNNING);
    }

    @Test
    void startStartsWhatItNamesAndLeavesItDisabled() {
        Simulation simulation = starts(WEB, DB);
        simulation.act(Action.DISABLE, "web");

        assertThat(outcomes(simulation, Action.START, "web"))
                .singleElement()
                .satisfies(outcome ->
                        assertThat(((Outcome.Started) outcome).disabled()).isTrue());
        assertThat(simulation.status("web").disabled()).isTrue();
        int before = simulation.pid("web");
        assertThat(simulation.crash("web").pid("web")).isNotEqualTo(before);
        assertThat(outcomes(simulation, Action.RESTART, "web"))
                .singleElement()
                .satisfies(outcome ->
                        assertThat(((Outcome.Restarted) outcome).disabled()).isTrue());
        assertThat(outcomes(simulation, Action.ENABLE, "web"))
                .containsExactly(new Outcome.Enabled(NAME, OptionalInt.empty(), "it was running already"));
        assertThat(simulation.status("web").disabled()).isFalse();
    }

    @Test
    void startAllAndRestartAllLeaveItDown() {
        Simulation simulation = starts(WEB, DB);
        simulation.act(Action.DISABLE, "web");
        simulation.act(Action.STOP, "db");

        assertThat(outcomes(simulation, Action.START, "all")).contains(new Outcome.LeftDown(NAME));
        assertThat(outcomes(simulation, Action.RESTART, "all")).contains(new Outcome.LeftDown(NAME));
        assertThat(simulation.state("web")).isEqualTo(StateName.STOPPED);
        assertThat(simulation.state("db")).isEqualTo(StateName.RUNNING);
        assertThat(outcomes(simulation, Action.START, "all", "w*"))
                .anyMatch(outcome ->
                        outcome instanceof Outcome.Started && outcome.name().equals(NAME));
        assertThat(outcomes(simulation, Action.RESTART, "all")).noneMatch(Outcome.LeftDown.class::isInstance);
    }

    @Test
    void whatCannotBeKeptIsRefusedAndNothingHasChanged() {
        Simulation simulation = starts(WEB);
        int pid = simulation.pid("web");
        simulation.told();
        disabled.fails("the disk is full");

        assertThat(outcomes(simulation, Action.DISABLE, "web"))
                .containsExactly(new Outcome.Failed(NAME, Cause.SYSTEM, "the disk is full; nothing was changed"));

        assertThat(simulation.pid("web")).isEqualTo(pid);
        assertThat(simulation.status("web").disabled()).isFalse();
        assertThat(simulation.told())
                .anyMatch(line -> line.contains("disable web, asked by the test"))
                .anyMatch(line -> line.contains("cannot disable web: the disk is full"));
    }

    @Test
    void whatBecomesOfTheProcessDoesNotTakeItBack() {
        host.behave("/bin/web", Behaviour.runs());
        Simulation simulation = starts(WEB);
        simulation.act(Action.DISABLE, "web");
        host.behave("/bin/web", Behaviour.runs().cannotBeSpawned("no such file"));

        CompletableFuture<ActionReport> reply = simulation.act(Action.ENABLE, "web");
        simulation.passesSeconds(60);

        assertThat(Simulation.answer(reply).outcomes())
                .containsExactly(new Outcome.Failed(NAME, Cause.START_FAILED, "enabled, but no such file"));
        assertThat(simulation.status("web").disabled()).isFalse();
    }

    @Test
    void duringAShutdownItCanBeDisabledAndIsNotEnabled() {
        host.behave("/bin/web", Behaviour.runs().reacting(Behaviour.Reaction.IGNORES_ALL_BUT_KILL));
        Simulation simulation = starts(WEB, DB);
        simulation.control().shutdown(Simulation.ME);
        simulation.settles();

        assertThat(outcomes(simulation, Action.DISABLE, "db"))
                .containsExactly(new Outcome.Disabled(ProcessName.of("db"), Optional.empty()));
        assertThat(outcomes(simulation, Action.ENABLE, "db"))
                .containsExactly(
                        new Outcome.Failed(ProcessName.of("db"), Cause.OVERTAKEN, "the supervisor is shutting down"));
        assertThat(disabled.keys()).containsExactly(new ProcessKey("db", 0));
    }

    @Test
    void ordersAreKeptInTheirOrderAndAnsweredAlsoWhenTheSupervisorEndsMeanwhile() {
        List<Runnable> disk = new ArrayList<>();
        Simulation simulation = Simulation.of(host, disabled.afterAnOrderlyEnd(), disk::add, WEB);
        CompletableFuture<ActionReport> disable = simulation.act(Action.DISABLE, "web");
        CompletableFuture<ActionReport> enable =
                simulation.control().act(Action.ENABLE, new Selector(List.of("web")), Patience.GIVEN, Simulation.ME);
        simulation.settles();
        assertThat(disable).isNotDone();
        assertThat(simulation.state("web")).isEqualTo(StateName.RUNNING);

        disk.removeFirst().run();
        assertThat(simulation.settles().status("web").disabled()).isTrue();
        assertThat(disable).isDone();
        disk.removeFirst().run();
        assertThat(simulation.settles().status("web").disabled()).isFalse();
        assertThat(enable).isDone();

        CompletableFuture<ActionReport> late = simulation.act(Action.DISABLE, "web");
        simulation.control().shutdown(Simulation.ME);
        assertThat(simulation.settles().ending()).isPresent();
        disk.removeFirst().run();
        assertThat(late).isCancelled();
        assertThat(disabled.keys()).containsExactly(new ProcessKey("web", 0));
    }

    private List<Outcome> outcomes(Simulation simulation, Action action, String... words) {
        return Simulation.answer(simulation.act(action, words)).outcomes();
    }

    private Simulation starts(ProgramConfig... programs) {
        return Simulation.of(host, disabled.afterAnOrderlyEnd(), programs).settles();
    }

    private Simulation takesOver(ProgramConfig... programs) {
        return Simulation.of(host, new Former(journal, journal.entries(), Former.Manner.GONE, disabled), programs)
                .settles();
    }
}
