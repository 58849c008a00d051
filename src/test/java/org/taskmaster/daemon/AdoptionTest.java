package org.taskmaster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.taskmaster.control.Control.Action;
import org.taskmaster.core.ProcessState;
import org.taskmaster.daemon.Former.Manner;
import org.taskmaster.journal.Disabled;
import org.taskmaster.journal.Entry;
import org.taskmaster.model.Autorestart;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProgramConfig;
import org.taskmaster.model.Programs;
import org.taskmaster.model.Signal;
import org.taskmaster.model.StateName;

/// A supervisor dies, and the next one comes.
final class AdoptionTest {

    private static final Policy POLICY = Policies.start(Policies.USUAL, Duration.ofSeconds(1), 3);
    private static final ProgramConfig WEB = Programs.program("web", POLICY);
    private static final ProgramConfig SHELL =
            Programs.program("shell", 1, POLICY, Programs.withTerminal(Programs.launch("/bin/shell")));

    private final SimulatedHost host = new SimulatedHost();
    private final KeptJournal journal = new KeptJournal();

    @BeforeEach
    void quickly() {
        host.behave("/bin/web", Behaviour.runs());
    }

    @Test
    void whatRunsGoesOnUntouched() {
        Simulation first = begin(WEB).passesSeconds(5);
        int pid = first.pid("web");
        host.log().clear();

        Simulation next = begin(WEB).passesSeconds(5);

        assertThat(next.status("web").state()).isEqualTo(StateName.RUNNING);
        assertThat(next.status("web").detail()).isEqualTo("adopted");
        assertThat(next.status("web").since()).isEqualTo(first.status("web").since());
        assertThat(next.pid("web")).isEqualTo(pid);
        assertThat(host.log()).isEmpty();
        assertThat(next.told()).anyMatch(line -> line.contains("web (pid " + pid + ") taken over"));
    }

    @Test
    void aProgramWithATerminalGoesOnWithIt() {
        Simulation first = begin(SHELL).passesSeconds(5);
        int pid = first.pid("shell");
        host.log().clear();

        Simulation next = begin(SHELL).passesSeconds(5);

        assertThat(next.pid("shell")).isEqualTo(pid);
        assertThat(next.status("shell").detail()).isEqualTo("adopted");
        assertThat(host.log()).isEmpty();
        assertThat(next.told()).noneMatch(line -> line.contains("terminal"));
    }

    @Test
    void aTerminalThatNobodyKeptIsMissed() {
        Simulation first = begin(SHELL).passesSeconds(5);
        int pid = first.pid("shell");
        host.keep().goes();

        Simulation next = begin(SHELL).passesSeconds(5);

        assertThat(next.pid("shell")).isEqualTo(pid);
        assertThat(next.told()).anyMatch(line -> line.contains("shell (pid " + pid + ") has lost its terminal"));
    }

    /// What it was started with counts, and not what it would be started with now.
    @Test
    void oneThatIsToHaveNoTerminalAnyMoreHasItUntilItIsRestarted() {
        begin(SHELL).passesSeconds(5);
        host.keep().goes();

        Simulation next = begin(Programs.program("shell", 1, POLICY, Programs.launch("/bin/shell")))
                .passesSeconds(5);

        assertThat(next.told()).anyMatch(line -> line.contains("has lost its terminal"));
        assertThat(next.status("shell").detail()).isEmpty();
    }

    @Test
    void whatIsTakenOverIsSupervised() {
        begin(WEB).passesSeconds(5);
        Simulation next = begin(WEB);
        int adopted = next.pid("web");

        next.crash("web");

        assertThat(next.pid("web")).isNotEqualTo(adopted);
        assertThat(next.passesSeconds(2).status("web").detail()).isEmpty();

        next.act(Action.STOP, "web");
        assertThat(next.state("web")).isEqualTo(StateName.STOPPED);
        assertThat(host.alive()).isEmpty();
    }

    @Test
    void aStartGoesOn() {
        begin(WEB).passes(Duration.ofMillis(600));

        Simulation next = begin(WEB);

        assertThat(next.state("web")).isEqualTo(StateName.STARTING);
        assertThat(next.passes(Duration.ofMillis(300)).state("web")).isEqualTo(StateName.STARTING);
        assertThat(next.passes(Duration.ofMillis(100)).state("web")).isEqualTo(StateName.RUNNING);
    }

    @Test
    void aStopIsSeenThrough() {
        host.behave("/bin/web", Behaviour.runs().reacting(Behaviour.Reaction.IGNORES_ALL_BUT_KILL));
        Simulation first = begin(WEB).passesSeconds(5);
        first.act(Action.STOP, "web");
        assertThat(first.passesSeconds(4).state("web")).isEqualTo(StateName.STOPPING);

        Simulation next = begin(WEB);

        assertThat(next.state("web")).isEqualTo(StateName.STOPPING);
        assertThat(next.passesSeconds(5).state("web")).isEqualTo(StateName.STOPPING);
        assertThat(next.passesSeconds(2).state("web")).isEqualTo(StateName.STOPPED);
        assertThat(host.log()).containsSubsequence("SIGTERM /bin/web", "SIGKILL /bin/web");
    }

    @Test
    void whoDiedMeanwhileFollowsItsPolicy() {
        Policy never = Policies.autorestart(POLICY, Autorestart.NEVER);
        ProgramConfig once = Programs.program("once", never);
        Simulation first = begin(WEB, once).passesSeconds(5);
        int before = first.pid("web");
        host.die(before, new ExitStatus.Code(0));
        host.die(first.pid("once"), new ExitStatus.Code(0));
        host.forgetNews();

        Simulation next = begin(WEB, once);

        assertThat(next.pid("web")).isNotEqualTo(before);
        assertThat(next.state("once")).isEqualTo(StateName.EXITED);
        assertThat(next.status("once").detail()).isEqualTo("exit status unknown");
        assertThat(next.told()).anyMatch(line -> line.contains("(pid " + before + ") ended while no supervisor ran"));
    }

    @Test
    void whatWasStoppedStaysSoAndWhatNeverRanIsStarted() {
        Simulation first = begin(WEB).passesSeconds(5);
        first.act(Action.STOP, "web");

        Simulation next = begin(WEB, Programs.program("new", POLICY));

        assertThat(next.state("web")).isEqualTo(StateName.STOPPED);
        assertThat(next.state("new")).isEqualTo(StateName.STARTING);
    }

    @Test
    void whatChangedMeanwhileIsDoneAsByAReload() {
        ProgramConfig old = Programs.program("old", POLICY);
        Simulation first = begin(WEB, old).passesSeconds(5);
        int before = first.pid("web");
        host.log().clear();

        Simulation next = begin(Programs.program("web", 1, POLICY, Programs.launch("/bin/other")));

        next.passesSeconds(2);
        assertThat(host.log()).contains("SIGTERM /bin/web", "SIGTERM /bin/old", "spawn /bin/other");
        assertThat(next.names()).containsExactly("web");
        assertThat(next.pid("web")).isNotEqualTo(before);
        assertThat(journal.entries()).hasSize(1);
    }

    @Test
    void aShutdownThatIsCutOffStopsNothingForGood() {
        host.behave("/bin/slow", Behaviour.runs().reacting(Behaviour.Reaction.IGNORES_ALL_BUT_KILL));
        ProgramConfig slow = Programs.program("slow", POLICY);
        ProgramConfig down = Programs.program("down", POLICY);
        Simulation first = begin(WEB, slow, down).passesSeconds(5);
        first.act(Action.STOP, "down");
        first.control().shutdown(Simulation.ME);
        first.passesSeconds(1);
        assertThat(first.state("web")).isEqualTo(StateName.STOPPED);

        Simulation next = begin(WEB, slow, down);

        assertThat(next.state("web")).isEqualTo(StateName.STARTING);
        assertThat(next.state("slow")).isEqualTo(StateName.STOPPING);
        next.passesSeconds(15);
        assertThat(next.state("slow")).isEqualTo(StateName.RUNNING);
        assertThat(next.state("down")).isEqualTo(StateName.STOPPED);
    }

    @Test
    void aShutdownThatIsCutOffIsSeenThroughByWhoIsStartedByNobody() {
        host.behave("/bin/slow", Behaviour.runs().reacting(Behaviour.Reaction.IGNORES_ALL_BUT_KILL));
        ProgramConfig slow = Programs.program("slow", POLICY);
        Simulation first = begin(WEB, slow).passesSeconds(5);
        first.control().shutdown(Simulation.ME);
        first.passesSeconds(1);
        assertThat(first.ending()).isEmpty();
        host.log().clear();

        Simulation next = Simulation.of(host, journal.former(), WEB, slow);

        assertThat(next.passesSeconds(8).ending()).isEmpty();
        assertThat(next.passesSeconds(2).ending()).contains(new EventLoop.Ending(List.of(), false));
        assertThat(host.log()).containsExactly("SIGKILL /bin/slow");
        assertThat(host.alive()).isEmpty();
    }

    @Test
    void whatAPersonWasStoppingWhenAShutdownWasCutOffStaysStopped() {
        host.behave("/bin/slow", Behaviour.runs().reacting(Behaviour.Reaction.IGNORES_ALL_BUT_KILL));
        ProgramConfig slow = Programs.program("slow", POLICY);
        Simulation first = begin(slow).passesSeconds(5);
        first.act(Action.STOP, "slow");
        first.control().shutdown(Simulation.ME);
        first.passesSeconds(1);

        Simulation next = begin(slow);

        assertThat(next.state("slow")).isEqualTo(StateName.STOPPING);
        assertThat(next.passesSeconds(15).state("slow")).isEqualTo(StateName.STOPPED);
    }

    @Test
    void whatIsNotConfiguredAnyMoreIsForgottenWithWhatWasOrdered() {
        Simulation first = begin(WEB).passesSeconds(5);
        first.act(Action.STOP, "web");

        begin();
        assertThat(journal.entries()).isEmpty();

        assertThat(begin(WEB).state("web")).isEqualTo(StateName.STARTING);
    }

    @Test
    void onlyAnotherPolicyTouchesNothing() {
        Simulation first = begin(WEB).passesSeconds(5);
        int pid = first.pid("web");
        host.log().clear();

        Simulation next = begin(Programs.program("web", Policies.stop(POLICY, Signal.INT, Duration.ofSeconds(3))));

        assertThat(next.pid("web")).isEqualTo(pid);
        assertThat(host.log()).isEmpty();
        next.act(Action.STOP, "web");
        assertThat(host.log()).contains("SIGINT /bin/web");
    }

    @Test
    void oneThatWasBeingMadeIsFound() {
        Simulation first = begin(WEB);
        int pid = first.pid("web");
        endsWithinASpawn();
        host.log().clear();

        Simulation next = begin(WEB);

        assertThat(next.pid("web")).isEqualTo(pid);
        assertThat(host.log()).isEmpty();
        assertThat(next.passesSeconds(2).state("web")).isEqualTo(StateName.RUNNING);
    }

    @Test
    void oneThatWasNotMadeIsMade() {
        Simulation first = begin(WEB);
        int pid = first.pid("web");
        endsWithinASpawn();
        host.die(pid, new ExitStatus.Killed(Signal.KILL, false));
        host.forgetNews();

        Simulation next = begin(WEB).settles();

        assertThat(next.pid("web")).isNotEqualTo(pid);
        assertThat(host.alive()).hasSize(1);
    }

    /// As if the supervisor had died before it wrote down more than that it was going to make a process.
    private void endsWithinASpawn() {
        Entry announced = journal.written().stream()
                .filter(entry -> entry.state() instanceof ProcessState.Spawning)
                .findFirst()
                .orElseThrow();
        journal.keep(announced);
    }

    private Simulation begin(ProgramConfig... programs) {
        return Simulation.of(host, new Former(journal, journal.entries(), Manner.GONE, Disabled.NONE), programs);
    }
}
