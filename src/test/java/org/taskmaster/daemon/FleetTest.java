package org.taskmaster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Programs;
import org.taskmaster.model.StateName;

/// What readers see of the fleet.
class FleetTest {

    private final SimulatedHost host = new SimulatedHost();

    @Test
    void oneChangeAmongTenThousandRenewsTheStatusOfThatOneOnly() {
        Simulation simulation = Simulation.of(host, Programs.program("web", 10_000, Policies.USUAL));
        simulation.passesSeconds(5);
        List<ProcessStatus> before = simulation.control().status().processes();

        simulation.crash("web:777");

        List<ProcessStatus> after = simulation.control().status().processes();
        assertThat(IntStream.range(0, 10_000).filter(i -> before.get(i) != after.get(i)))
                .containsExactly(777);
    }

    @Test
    void whatWasSeenOnceNeverChanges() {
        Simulation simulation = Simulation.of(host, Programs.program("web", 100, Policies.USUAL));
        List<ProcessStatus> seen = simulation.control().status().processes();

        simulation.passesSeconds(5);
        simulation.reload();

        assertThat(seen).hasSize(100).allMatch(status -> status.state() == StateName.STARTING);
    }

    @Test
    void processesAreSortedByProgramAndNumber() {
        Simulation simulation = Simulation.of(
                host, Programs.program("web", 11, Policies.USUAL), Programs.program("db", Policies.USUAL));

        assertThat(simulation.names())
                .startsWith("db", "web:0", "web:1", "web:2")
                .endsWith("web:9", "web:10");
    }

    @Test
    void timeIsCountedFromTheSpawnAlsoWhenItIsRunning() {
        Simulation simulation = Simulation.of(host, Programs.program("web", Policies.USUAL));

        simulation.passesSeconds(7);

        assertThat(host.now().since(simulation.status("web").since())).hasSeconds(7);
    }

    @Test
    void theDetailTellsWhatAStoppingProcessWasSentAndWhatIsLeftOfIt() {
        host.behave("/bin/web", Behaviour.runs().leavesGroupBehind());
        Simulation simulation = Simulation.of(host, Programs.program("web", Policies.USUAL));
        simulation.passesSeconds(5);

        simulation.act(Action.STOP, "web");

        assertThat(simulation.status("web").detail())
                .isEqualTo("was sent SIGTERM, given 10.0 s, others that it started are left");
    }
}
