package org.taskmaster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.taskmaster.control.FleetStatus.Phase;
import org.taskmaster.control.UpgradeReport;
import org.taskmaster.daemon.Former.Manner;
import org.taskmaster.journal.Disabled;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProgramConfig;
import org.taskmaster.model.Programs;
import org.taskmaster.model.Signal;
import org.taskmaster.model.StateName;

/// A supervisor goes on as another build.
class UpgradesTest {

    private static final Policy POLICY = Policies.start(Policies.USUAL, Duration.ofSeconds(1), 3);
    private static final ProgramConfig WEB = Programs.program("web", POLICY);

    private final SimulatedHost host = new SimulatedHost();
    private final KeptJournal journal = new KeptJournal();
    private final Rehearsing rehearsing = new Rehearsing();

    /// What comes of a rehearsal, and which were asked for.
    private static final class Rehearsing implements Surroundings {

        private final List<Optional<Path>> asked = new ArrayList<>();
        private Rehearsed result = new Rehearsed.Ready(new Other());
        private Runnable meanwhile = () -> {};

        @Override
        public boolean interruptedFromTerminal() {
            return false;
        }

        @Override
        public void terminalResized() {
            // there is no terminal
        }

        @Override
        public void reopenLogs() {
            // there are no logs
        }

        @Override
        public List<String> troubles() {
            return List.of();
        }

        @Override
        public Rehearsed rehearse(Optional<Path> build) {
            asked.add(build);
            meanwhile.run();
            return result;
        }
    }

    private record Other() implements Successor {
        @Override
        public String version() {
            return "9.9";
        }

        @Override
        public String build() {
            return "other";
        }
    }

    @Test
    void whatRunsGoesOnInTheSameProcess() {
        Simulation first = begin();
        int pid = first.pid("web");

        CompletableFuture<UpgradeReport> reply = upgrade(first);

        assertThat(reply.join()).isEqualTo(new UpgradeReport.Begun("9.9", "other"));
        assertThat(first.ending()).contains(new EventLoop.Ending(List.of(), true, Optional.of(new Other())));
        assertThat(first.control().status().phase()).isEqualTo(Phase.UPGRADING);
        assertThat(journal.former().manner()).isEqualTo(Manner.UPGRADED);
        Simulation next = Simulation.of(host, journal.former(), WEB);
        assertThat(next.pid("web")).isEqualTo(pid);
        assertThat(next.status("web").detail()).isEmpty();
        assertThat(rehearsing.asked).containsExactly(Optional.of(Path.of("/opt/other")));
    }

    /// Its exit status is that of a child, and nothing is unknown of it.
    @Test
    void whoDiesInTheGapIsTheChildOfTheNextOneStill() {
        Simulation first = begin();
        upgrade(first);
        int pid = first.pid("web");
        host.die(pid, new ExitStatus.Code(7));
        Simulation next = Simulation.of(host, journal.former(), WEB).settles();

        assertThat(next.told())
                .noneMatch(line -> line.contains("ended while no supervisor ran"))
                .anyMatch(line -> line.contains("exit status 7"));
        assertThat(next.pid("web")).isNotEqualTo(pid);
    }

    @Test
    void whatIsRefusedChangesNothing() {
        Simulation simulation = begin();
        rehearsing.result = new Rehearsed.Refused("it is too old");

        assertThat(upgrade(simulation).join()).isEqualTo(new UpgradeReport.Refused("it is too old"));

        assertThat(simulation.ending()).isEmpty();
        assertThat(simulation.state("web")).isEqualTo(StateName.RUNNING);
        assertThat(simulation.told())
                .anyMatch(line -> line.contains("not upgraded, and nothing has changed: it is too old"));
    }

    @Test
    void aDefectOfTheRehearsalIsARefusal() {
        Simulation simulation = begin();
        rehearsing.meanwhile = () -> {
            throw new IllegalStateException("oops");
        };

        assertThat(upgrade(simulation).join())
                .isInstanceOfSatisfying(
                        UpgradeReport.Refused.class,
                        refused -> assertThat(refused.why())
                                .contains("a defect in Taskmaster")
                                .contains("oops"));
        assertThat(simulation.ending()).isEmpty();
    }

    @Test
    void withoutAJournalNothingIsDone() {
        Simulation simulation = begin();
        journal.lacks("the disk is full");

        assertThat(upgrade(simulation).join()).isEqualTo(new UpgradeReport.Refused("the disk is full"));

        assertThat(simulation.ending()).isEmpty();
    }

    @Test
    void aSignalAsksForItToo() {
        Simulation simulation = begin();

        simulation.signal(Signal.USR1);

        assertThat(simulation.settles().ending()).isPresent();
        assertThat(rehearsing.asked).containsExactly(Optional.empty());
    }

    /// Whoever orders that while a build rehearses, wants it more.
    @Test
    void aShutdownMeanwhileTakesItsPlace() {
        Simulation simulation = begin();
        rehearsing.meanwhile = () -> {
            CompletableFuture<Void> _ = simulation.control().shutdown(Simulation.ME);
        };

        assertThat(upgrade(simulation).join()).isInstanceOf(UpgradeReport.Refused.class);

        assertThat(simulation.passesSeconds(3).ending()).contains(new EventLoop.Ending(List.of(), false));
        assertThat(host.alive()).isEmpty();
    }

    private CompletableFuture<UpgradeReport> upgrade(Simulation simulation) {
        CompletableFuture<UpgradeReport> reply =
                simulation.control().upgrade(Optional.of(Path.of("/opt/other")), Simulation.ME);
        simulation.settles();
        return reply;
    }

    private Simulation begin() {
        host.behave("/bin/web", Behaviour.runs());
        return Simulation.of(host, new Former(journal, journal.entries(), Manner.GONE, Disabled.NONE), rehearsing, WEB)
                .passesSeconds(5);
    }
}
