package org.taskmaster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.Outcome;
import org.taskmaster.model.Autorestart;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Policy;
import org.taskmaster.model.Programs;
import org.taskmaster.model.StateName;

/// A call that throws is told and does not stop supervision.
class DefectsTest {

    private static final Policy USUAL = Policies.USUAL;

    private final SimulatedHost host = new SimulatedHost();

    @Test
    void aSpawnThatThrowsIsAFailedStart() {
        host.breaks("spawn", 1);
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));
        StateName atFirst = simulation.state("web");

        simulation.passesSeconds(60);

        assertThat(atFirst).isEqualTo(StateName.BACKOFF);
        assertThat(simulation.state("web")).isEqualTo(StateName.RUNNING);
        assertThat(simulation.told()).anyMatch(line -> line.contains("a defect in Taskmaster, please report it"));
    }

    @Test
    void aSpawnThatAlwaysThrowsIsGivenUpAndAnswersItsOrder() {
        host.breaks("spawn", Integer.MAX_VALUE);
        Simulation simulation = Simulation.of(host, Programs.program("web", Policies.autostart(USUAL, false)));

        CompletableFuture<ActionReport> reply = simulation.act(Action.START, "web");
        simulation.passesSeconds(60);

        assertThat(simulation.state("web")).isEqualTo(StateName.FATAL);
        assertThat(Simulation.answer(reply).outcomes()).hasOnlyElementsOfType(Outcome.Failed.class);
    }

    @Test
    void aSignalThatThrowsIsFollowedByTheKillWhenTheTimeIsOver() {
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));
        host.breaks("signal", 1);

        CompletableFuture<ActionReport> reply = simulation.act(Action.STOP, "web");
        String meanwhile = simulation.status("web").detail();
        simulation.passesSeconds(10);

        assertThat(meanwhile).contains("cannot be signalled: a defect in Taskmaster");
        assertThat(Simulation.answer(reply).good()).isTrue();
        assertThat(host.alive()).isEmpty();
    }

    @Test
    void awaitingThatThrowsDoesNotEndTheLoop() {
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));
        host.breaks("await", 1);

        simulation.passesSeconds(5);

        assertThat(simulation.state("web")).isEqualTo(StateName.RUNNING);
    }

    @Test
    void aDeathWhoseHandlingThrowsIsNotForgotten() {
        host.behave("/bin/web", Behaviour.runs().exitsAfter(Duration.ofSeconds(60), 0));
        Simulation simulation =
                Simulation.of(host, Programs.program("web", Policies.autorestart(USUAL, Autorestart.NEVER)));
        simulation.passesSeconds(30);
        StateName before = simulation.state("web");
        host.breaks("wallClock", 1);

        simulation.passesSeconds(60);

        assertThat(before).isEqualTo(StateName.RUNNING);
        assertThat(simulation.state("web")).isEqualTo(StateName.EXITED);
        assertThat(simulation.told()).anyMatch(line -> line.contains("a defect in Taskmaster, please report it"));
    }

    @Test
    void aReaderThatThrowsIsARejectedFile() {
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));

        simulation.readingBreaks();

        assertThat(simulation.told())
                .contains("reload refused, nothing was changed:")
                .anyMatch(line -> line.contains("reading it met a defect in Taskmaster"));
        assertThat(simulation.state("web")).isEqualTo(StateName.STARTING);
    }
}
