package org.taskmaster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.taskmaster.control.Control.Action;
import org.taskmaster.daemon.Former.Manner;
import org.taskmaster.journal.Disabled;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProgramConfig;
import org.taskmaster.model.Programs;
import org.taskmaster.model.Signal;
import org.taskmaster.model.StateName;

/// A supervisor ends, and leaves what runs to the next one.
class HandOverTest {

    private static final Policy POLICY = Policies.start(Policies.USUAL, Duration.ofSeconds(1), 3);
    private static final ProgramConfig WEB = Programs.program("web", POLICY);
    private static final ProgramConfig SHELL = Programs.program(
            "shell", 1, Policies.autostart(POLICY, false), Programs.withTerminal(Programs.launch("/bin/shell")));

    private final SimulatedHost host = new SimulatedHost();
    private final KeptJournal journal = new KeptJournal();

    @Test
    void whatRunsGoesOn() {
        host.behave("/bin/web", Behaviour.runs());
        Simulation first = begin(WEB).passesSeconds(5);
        int pid = first.pid("web");
        host.log().clear();

        CompletableFuture<Optional<String>> reply = first.control().handOver(Simulation.ME);
        first.settles();

        assertThat(reply.join()).isEmpty();
        assertThat(first.ending()).contains(new EventLoop.Ending(List.of(), true));
        Simulation next = begin(WEB);
        assertThat(next.pid("web")).isEqualTo(pid);
        assertThat(next.status("web").detail()).isEqualTo("adopted");
        assertThat(host.log()).isEmpty();
    }

    @Test
    void whatHasATerminalGoesOnToo() {
        Simulation first = bothRun();
        int pid = first.pid("shell");
        host.log().clear();

        first.control().handOver(Simulation.ME);
        first.settles();

        assertThat(first.ending()).contains(new EventLoop.Ending(List.of(), true));
        Simulation next = begin(WEB, SHELL);
        assertThat(next.pid("shell")).isEqualTo(pid);
        assertThat(next.status("shell").detail()).isEqualTo("adopted");
        assertThat(host.log()).isEmpty();
    }

    /// Also what does not start by itself.
    @Test
    void whatWouldLoseItsTerminalIsStoppedAndStartedByTheNextOne() {
        host.keep().goes();
        Simulation first = bothRun();
        int pid = first.pid("web");

        CompletableFuture<Optional<String>> reply = first.control().handOver(Simulation.ME);
        first.passesSeconds(1);
        assertThat(reply.join()).isEmpty();
        assertThat(first.ending()).isEmpty();
        assertThat(first.state("shell")).isEqualTo(StateName.STOPPING);
        assertThat(first.state("web")).isEqualTo(StateName.RUNNING);
        first.passesSeconds(2);

        assertThat(first.ending()).contains(new EventLoop.Ending(List.of(), true));
        assertThat(host.alive()).hasSize(1);
        assertThat(first.told()).anyMatch(line -> line.contains("shell is stopped first"));
        Simulation next = begin(WEB, SHELL).settles();
        assertThat(next.pid("web")).isEqualTo(pid);
        assertThat(next.state("shell")).isEqualTo(StateName.STARTING);
    }

    @Test
    void whatAPersonWasStoppingStaysStopped() {
        host.keep().goes();
        host.behave("/bin/shell", Behaviour.runs().takesToDie(Duration.ofSeconds(3)));
        Simulation first = begin(SHELL);
        first.act(Action.START, "shell");
        first.passesSeconds(5);
        first.act(Action.STOP, "shell");
        first.control().handOver(Simulation.ME);
        first.passesSeconds(3);

        assertThat(first.ending()).isPresent();
        assertThat(begin(SHELL).settles().state("shell")).isEqualTo(StateName.STOPPED);
    }

    @Test
    void whatDiesMeanwhileIsStillSupervised() {
        host.keep().goes();
        Simulation first = bothRun();
        first.control().handOver(Simulation.ME);
        first.settles();
        int before = first.pid("web");

        first.crash("web");

        assertThat(first.pid("web")).isNotEqualTo(before);
        assertThat(first.passesSeconds(3).ending()).isPresent();
        assertThat(begin(WEB, SHELL).pid("web")).isEqualTo(first.pid("web"));
    }

    /// Whoever orders that, wants it more than whoever ordered the other.
    @Test
    void aShutdownTakesItsPlace() {
        host.keep().goes();
        Simulation simulation = bothRun();
        simulation.control().handOver(Simulation.ME);
        simulation.passesSeconds(1);
        CompletableFuture<Optional<String>> second = simulation.control().handOver(Simulation.ME);
        simulation.settles();
        assertThat(second.join()).contains("it is doing so already");

        simulation.signal(Signal.TERM);

        assertThat(simulation.passesSeconds(3).ending()).contains(new EventLoop.Ending(List.of(), false));
        assertThat(host.alive()).isEmpty();
    }

    @Test
    void withoutAJournalNothingIsDone() {
        host.behave("/bin/web", Behaviour.runs());
        Simulation simulation = begin(WEB).passesSeconds(5);
        journal.lacks("the disk is full");

        CompletableFuture<Optional<String>> reply = simulation.control().handOver(Simulation.ME);
        simulation.settles();

        assertThat(reply.join()).contains("the disk is full");
        assertThat(simulation.ending()).isEmpty();
        assertThat(simulation.state("web")).isEqualTo(StateName.RUNNING);
    }

    @Test
    void whatIsBeingStoppedIsNotHandedOver() {
        host.behave("/bin/web", Behaviour.runs().takesToDie(Duration.ofSeconds(3)));
        Simulation simulation = begin(WEB).passesSeconds(5);
        simulation.control().shutdown(Simulation.ME);
        simulation.settles();

        CompletableFuture<Optional<String>> reply = simulation.control().handOver(Simulation.ME);
        simulation.settles();

        assertThat(reply.join()).contains("it is stopping everything already");
        assertThat(simulation.passesSeconds(3).ending()).contains(new EventLoop.Ending(List.of(), false));
        assertThat(host.alive()).isEmpty();
    }

    /// The shell takes three seconds to die.
    private Simulation bothRun() {
        host.behave("/bin/web", Behaviour.runs());
        host.behave("/bin/shell", Behaviour.runs().takesToDie(Duration.ofSeconds(3)));
        Simulation simulation = begin(WEB, SHELL);
        simulation.act(Action.START, "shell");
        return simulation.passesSeconds(5);
    }

    private Simulation begin(ProgramConfig... programs) {
        return Simulation.of(host, new Former(journal, journal.entries(), Manner.GONE, Disabled.NONE), programs);
    }
}
