package org.taskmaster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.Selector;
import org.taskmaster.daemon.Behaviour.Reaction;
import org.taskmaster.model.Autorestart;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Policy;
import org.taskmaster.model.Programs;
import org.taskmaster.model.StateName;

/// What the daemon does by itself.
class SupervisionTest {

    private static final Policy USUAL = Policies.USUAL;

    private final SimulatedHost host = new SimulatedHost();

    @Test
    void whatStartsByItselfStartsInOrderOfPriority() {
        Simulation simulation = Simulation.of(
                host,
                Programs.program("last", Policies.priority(USUAL, 30)),
                Programs.program("first", Policies.priority(USUAL, 10)),
                Programs.program("idle", Policies.autostart(USUAL, false)),
                Programs.program("second", Policies.priority(USUAL, 20)));

        assertThat(host.log()).containsExactly("spawn /bin/first", "spawn /bin/second", "spawn /bin/last");
        assertThat(simulation.state("first")).isEqualTo(StateName.STARTING);
        assertThat(simulation.status("idle").detail()).isEqualTo("Not started");
    }

    @Test
    void aProcessIsRunningWhenItHasStayedUpForStarttime() {
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));

        simulation.passes(Duration.ofMillis(4_999));
        StateName before = simulation.state("web");
        simulation.passes(Duration.ofMillis(1));

        assertThat(before).isEqualTo(StateName.STARTING);
        assertThat(simulation.state("web")).isEqualTo(StateName.RUNNING);
        assertThat(simulation.told())
                .containsExactly(
                        "spawned: 'web' with pid 100",
                        "success: web entered RUNNING state, process has stayed up for > than 5 seconds (starttime)");
    }

    @Test
    void aStartIsTimedFromBeforeItsProcessCanDoAnything() {
        host.spawningTakes(Duration.ofMillis(50));
        Instant before = host.wallClock();
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));

        assertThat(simulation.status("web").history().startedAt()).contains(before);
    }

    @Test
    void afterAFreezeDeathsComeBeforeDeadlinesAndAreJudgedByWhenTheyWere() {
        Policy oneSecond = Policies.start(USUAL, Duration.ofSeconds(1), 2);
        host.behave("/bin/first", Behaviour.runs().exitsAfter(Duration.ofMillis(500), 0));
        host.behave("/bin/second", Behaviour.runs().exitsAfter(Duration.ofMillis(600), 0));
        host.behave("/bin/third", Behaviour.runs().exitsAfter(Duration.ofMillis(1_500), 0));
        host.tellsAtMost(1);
        Simulation simulation = Simulation.of(
                host,
                Programs.program("first", oneSecond),
                Programs.program("second", oneSecond),
                Programs.program("third", oneSecond),
                Programs.program("fourth", oneSecond));

        host.freezes(Duration.ofSeconds(3));
        simulation.settles();

        assertThat(simulation.told())
                .contains(
                        "exited: first (exit status 0; not expected, it did not last starttime)",
                        "exited: second (exit status 0; not expected, it did not last starttime)",
                        "exited: third (exit status 0; expected)",
                        "success: fourth entered RUNNING state, process has stayed up for > than 1 seconds (starttime)")
                .noneMatch(line -> line.matches("success: (first|second|third) .*"));
        assertThat(simulation.state("first")).isEqualTo(StateName.BACKOFF);
        assertThat(simulation.state("second")).isEqualTo(StateName.BACKOFF);
        assertThat(simulation.state("third")).isEqualTo(StateName.EXITED);
    }

    @Test
    void anOrderFindsWhatHasDiedDeadThoughNobodyHasToldSoYet() {
        Policy never = Policies.autorestart(USUAL, Autorestart.NEVER);
        Simulation simulation =
                Simulation.of(host, Programs.program("first", never), Programs.program("second", never));
        simulation.passesSeconds(10);
        int before = simulation.pid("second");
        host.die(simulation.pid("first"), new ExitStatus.Code(1));
        host.die(before, new ExitStatus.Code(1));
        host.tellsAtMost(1);

        CompletableFuture<ActionReport> start =
                simulation.control().act(Action.START, new Selector(List.of("second")), Simulation.ME);
        simulation.passesSeconds(10);

        assertThat(Simulation.answer(start).good()).isTrue();
        assertThat(simulation.pid("second")).isNotEqualTo(before);
        assertThat(simulation.status("second").history().lastExit()).contains(new ExitStatus.Code(1));
    }

    @Test
    void aCrashIsFollowedByANewProcessBeforeAnyTimeHasPassed() {
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));
        simulation.passesSeconds(10);
        int before = simulation.pid("web");

        simulation.crash("web");

        assertThat(simulation.pid("web")).isNotEqualTo(before);
        assertThat(simulation.status("web").since()).isEqualTo(host.now());
    }

    @Test
    void aProgramThatCannotBeStartedIsGivenUpAndItsStatusSaysWhy() {
        host.behave("/bin/web", Behaviour.runs().cannotBeSpawned("can't find command 'web'"));
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));
        StateName atFirst = simulation.state("web");

        simulation.passesSeconds(60);

        assertThat(atFirst).isEqualTo(StateName.BACKOFF);
        assertThat(simulation.state("web")).isEqualTo(StateName.FATAL);
        assertThat(simulation.status("web").detail()).isEqualTo("can't find command 'web'");
        assertThat(host.log()).hasSize(3);
    }

    @Test
    void aProgramThatEndsTooQuicklyIsGivenUp() {
        host.behave("/bin/web", Behaviour.runs().exitsAfter(Duration.ofSeconds(1), 3));
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));

        simulation.passesSeconds(60);

        assertThat(simulation.state("web")).isEqualTo(StateName.FATAL);
        assertThat(simulation.status("web").detail()).isEqualTo("exited too quickly (exit status 3)");
    }

    @Test
    void aProgramThatIsDoneStaysDoneAndItsStatusSaysHow() {
        host.behave("/bin/job", Behaviour.runs().exitsAfter(Duration.ofSeconds(8), 0));
        Simulation simulation = Simulation.of(host, Programs.program("job", USUAL));

        simulation.passesSeconds(60);

        assertThat(simulation.state("job")).isEqualTo(StateName.EXITED);
        assertThat(simulation.status("job").detail()).isEqualTo("exit status 0");
        assertThat(simulation.status("job").pid()).isEmpty();
    }

    @Test
    void aCrashLoopOfAProgramWithoutStarttimeDoesNotSpin() {
        host.behave("/bin/web", Behaviour.runs().exitsAfter(Duration.ZERO, 1));
        Policy eager = Policies.autorestart(Policies.start(USUAL, Duration.ZERO, 0), Autorestart.ALWAYS);
        Simulation.of(host, Programs.program("web", eager)).passesSeconds(60);

        assertThat(host.log()).hasSizeBetween(10, 30);
    }

    @Test
    void whatALeaderLeavesBehindIsStoppedBeforeTheNextOneIsStarted() {
        host.behave("/bin/web", Behaviour.runs().leavesGroupBehind().takesToDie(Duration.ofSeconds(2)));
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));
        simulation.passesSeconds(10);

        simulation.crash("web");
        StateName meanwhile = simulation.state("web");
        simulation.passesSeconds(2);

        assertThat(meanwhile).isEqualTo(StateName.STOPPING);
        assertThat(simulation.state("web")).isEqualTo(StateName.STARTING);
        assertThat(host.log()).containsExactly("spawn /bin/web", "SIGTERM /bin/web", "spawn /bin/web");
        assertThat(host.alive()).hasSize(1);
    }

    @Test
    void whatALeaderLeavesBehindAndWillNotGoIsKilled() {
        host.behave("/bin/web", Behaviour.runs().leavesGroupBehind().reacting(Reaction.IGNORES_ALL_BUT_KILL));
        Simulation simulation = Simulation.of(host, Programs.program("web", USUAL));
        simulation.passesSeconds(10);

        simulation.crash("web").passesSeconds(10);

        assertThat(host.log())
                .containsExactly("spawn /bin/web", "SIGTERM /bin/web", "SIGKILL /bin/web", "spawn /bin/web");
    }

    @Test
    void everyCopyHasItsOwnLife() {
        Simulation simulation = Simulation.of(host, Programs.program("web", 3, USUAL));
        simulation.passesSeconds(10);
        int first = simulation.pid("web:0");
        int third = simulation.pid("web:2");

        simulation.crash("web:1");

        assertThat(simulation.names()).containsExactly("web:0", "web:1", "web:2");
        assertThat(simulation.state("web:1")).isEqualTo(StateName.STARTING);
        assertThat(simulation.pid("web:0")).isEqualTo(first);
        assertThat(simulation.pid("web:2")).isEqualTo(third);
    }

    @Test
    void aProgramThatMakesItselfADaemonIsStoppedAndTheReasonSaysWhatToDo() {
        host.behave("/bin/web", Behaviour.runs().exitsAfter(Duration.ZERO, 0).leavesAnotherOutside());
        Simulation simulation =
                Simulation.of(host, Programs.program("web", Policies.start(USUAL, Duration.ofSeconds(5), 0)));

        simulation.passesSeconds(1);

        assertThat(host.alive()).isEmpty();
        assertThat(simulation.state("web")).isEqualTo(StateName.FATAL);
        assertThat(simulation.status("web").detail())
                .isEqualTo("exited too quickly (exit status 0); it left pid 1100 (left) outside its process group"
                        + " running: have the program stay in the foreground, without setsid, `&` or a daemon mode"
                        + " (nginx: `daemon off;`)");
        assertThat(simulation.told())
                .contains("web left pid 1100 (left) outside its process group, which is stopped, too");
    }
}
