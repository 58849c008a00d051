package org.taskmaster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.taskmaster.config.LoadResult;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.Control.ReloadMode;
import org.taskmaster.control.FleetStatus.Phase;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.RereadReport;
import org.taskmaster.daemon.Behaviour.Reaction;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Policy;
import org.taskmaster.model.Problem;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.ProgramConfig;
import org.taskmaster.model.Programs;
import org.taskmaster.model.Signal;
import org.taskmaster.model.StateName;

/// Stopping everything and starting it anew, without the supervisor ending.
class AnewTest {

    private static final Policy USUAL = Policies.USUAL;

    private final SimulatedHost host = new SimulatedHost();

    @Test
    void everythingIsStoppedAndWhatStartsByItselfIsStartedAgain() {
        Simulation simulation =
                running(Programs.program("manual", Policies.autostart(USUAL, false)), Programs.program("web", USUAL));
        simulation.act(Action.START, "manual");
        simulation.passesSeconds(6);
        int before = simulation.pid("web");

        CompletableFuture<ReloadReport> reply = simulation.control().startAnew(Simulation.ME);
        simulation.settles();

        assertThat(Simulation.answer(reply)).isEqualTo(new ReloadReport.Applied(List.of()));
        assertThat(simulation.state("manual")).isEqualTo(StateName.STOPPED);
        assertThat(simulation.pid("web")).isNotEqualTo(before);
        assertThat(phase(simulation)).isEqualTo(Phase.RUNNING);
        assertThat(simulation.told()).contains("restart of everything, asked by the test");
    }

    @Test
    void whatIsStartedIsWhatTheFileSaysNow() {
        Simulation simulation = running(Programs.program("old", USUAL), Programs.program("web", USUAL));
        simulation.says(loaded(Programs.program("new", USUAL), Programs.program("web", USUAL)));

        simulation.control().startAnew(Simulation.ME);
        simulation.passesSeconds(6);

        assertThat(simulation.names()).containsExactly("new", "web");
        assertThat(simulation.state("new")).isEqualTo(StateName.RUNNING);
    }

    @Test
    void aBadFileStopsNothing() {
        Simulation simulation = running(Programs.program("web", USUAL));
        int pid = simulation.pid("web");
        List<Problem> problems = List.of(new Problem(Path.of("t.yaml"), 3, 5, "no cmd", "give one"));
        simulation.says(new LoadResult.Rejected(problems));

        CompletableFuture<ReloadReport> reply = simulation.control().startAnew(Simulation.ME);
        simulation.settles();

        assertThat(reply).isCompletedWithValue(new ReloadReport.Rejected(problems));
        assertThat(simulation.pid("web")).isEqualTo(pid);
        assertThat(phase(simulation)).isEqualTo(Phase.RUNNING);
    }

    @Test
    void meanwhileTheStateIsToldAndNothingElseIsBegun() {
        Simulation simulation = slowlyEnding();

        simulation.control().startAnew(Simulation.ME);
        simulation.settles();
        CompletableFuture<ActionReport> start = simulation.act(Action.START, "web");
        CompletableFuture<RereadReport> reread = simulation.control().reread(Simulation.ME);
        simulation.settles();

        assertThat(phase(simulation)).isEqualTo(Phase.RESTARTING);
        assertThat(Simulation.answer(start).outcomes())
                .containsExactly(new Outcome.Failed(
                        ProcessName.of("web"),
                        Outcome.Cause.OVERTAKEN,
                        "the supervisor is stopping everything to start it anew"));
        assertThat(Simulation.answer(reread)).isEqualTo(new RereadReport.Superseded());
    }

    @Test
    void whatDiesMeanwhileStaysDownUntilAllAre() {
        host.behave("/bin/slow", Behaviour.runs().takesToDie(Duration.ofSeconds(3)));
        Simulation simulation =
                running(Programs.program("slow", Policies.priority(USUAL, 1000)), Programs.program("web", USUAL));
        simulation.control().startAnew(Simulation.ME);
        simulation.settles();

        simulation.crash("web");
        StateName meanwhile = simulation.state("web");
        simulation.passesSeconds(10);

        assertThat(meanwhile).isEqualTo(StateName.EXITED);
        assertThat(simulation.state("web")).isEqualTo(StateName.RUNNING);
        assertThat(simulation.state("slow")).isEqualTo(StateName.RUNNING);
    }

    @Test
    void aReloadOfOneProgramThatIsUnderWayIsGivenUp() {
        host.behave("/bin/old", Behaviour.runs().takesToDie(Duration.ofSeconds(3)));
        Simulation simulation = running(Programs.program("old", USUAL), Programs.program("web", USUAL));
        simulation.says(loaded(Programs.program("web", USUAL)));
        CompletableFuture<ReloadReport> reload =
                simulation.control().reload(ReloadMode.APPLY, List.of("old"), Simulation.ME);
        simulation.settles();

        simulation.control().startAnew(Simulation.ME);
        simulation.passesSeconds(10);

        assertThat(Simulation.answer(reload)).isEqualTo(new ReloadReport.Superseded());
        assertThat(simulation.names()).containsExactly("web");
        assertThat(simulation.state("web")).isEqualTo(StateName.RUNNING);
    }

    @Test
    void aShutdownMeanwhileTakesOver() {
        Simulation simulation = slowlyEnding();
        simulation.control().startAnew(Simulation.ME);
        simulation.settles();

        simulation.signal(Signal.TERM).passesSeconds(10);

        assertThat(simulation.ending()).contains(new EventLoop.Ending(List.of(), false));
        assertThat(host.log().stream().filter(line -> line.contains("spawn"))).hasSize(1);
    }

    @Test
    void whatCannotBeKilledKeepsItsPlace() {
        host.behave("/bin/web", Behaviour.runs().reacting(Reaction.CANNOT_BE_KILLED));
        Simulation simulation = running(Programs.program("db", USUAL), Programs.program("web", USUAL));
        int pid = simulation.pid("web");

        simulation.control().startAnew(Simulation.ME);
        simulation.passesSeconds(40);

        assertThat(phase(simulation)).isEqualTo(Phase.RUNNING);
        assertThat(simulation.state("db")).isEqualTo(StateName.RUNNING);
        assertThat(simulation.pid("web")).isEqualTo(pid);
    }

    @Test
    void afterwardsWhatDiesIsStartedAgain() {
        Simulation simulation = running(Programs.program("web", USUAL));
        simulation.control().startAnew(Simulation.ME);
        simulation.passesSeconds(10);
        int pid = simulation.pid("web");

        simulation.crash("web");

        assertThat(simulation.pid("web")).isNotEqualTo(pid);
    }

    private Simulation slowlyEnding() {
        host.behave("/bin/web", Behaviour.runs().takesToDie(Duration.ofSeconds(3)));
        return running(Programs.program("web", USUAL));
    }

    private Simulation running(ProgramConfig... programs) {
        return Simulation.of(host, programs).passesSeconds(6);
    }

    private static Phase phase(Simulation simulation) {
        return simulation.control().status().phase();
    }

    private static LoadResult loaded(ProgramConfig... programs) {
        return new LoadResult.Loaded(Programs.configuration(List.of(programs)));
    }
}
