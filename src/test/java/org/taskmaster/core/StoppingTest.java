package org.taskmaster.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.taskmaster.core.ProcessState.AfterStop;
import org.taskmaster.core.ProcessState.Pressure;
import org.taskmaster.core.ProcessState.StopReason;
import org.taskmaster.model.Autorestart;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;

/// The rules of stopping and of groups that are left behind.
class StoppingTest {

    private static final Policy USUAL = Policies.USUAL;
    private static final ProcessState STOPPED = new ProcessState.Stopped(StopReason.BY_REQUEST);

    @Test
    void aStopSendsTheStopSignalAndNothingElseUntilItsTimeIsOver() {
        Trial trial = running(Policies.stop(USUAL, Signal.INT, seconds(10)));

        trial.stop().passes(Duration.ofMillis(9_999));

        assertThat(trial.signals()).containsExactly(Signal.INT);
        assertThat(trial.exits(0).state()).isEqualTo(STOPPED);
    }

    @Test
    void aProcessThatDoesNotEndInTimeIsKilledAndKilledAgainEverySecond() {
        Trial trial = running(USUAL);

        trial.stop().passes(seconds(12));

        assertThat(trial.signals()).containsExactly(Signal.TERM, Signal.KILL, Signal.KILL, Signal.KILL);
    }

    @Test
    void aStopTimeOfNothingKillsAsSoonAsTheBellRings() {
        Trial trial = running(Policies.stop(USUAL, Signal.TERM, Duration.ZERO));

        trial.stop().passes(Duration.ZERO);

        assertThat(trial.signals()).containsExactly(Signal.TERM, Signal.KILL);
    }

    @Test
    void aStoppedProcessIsNotRestartedByItsPolicy() {
        Trial trial = running(Policies.autorestart(USUAL, Autorestart.ALWAYS));

        trial.stop().dies(new ExitStatus.Killed(Signal.TERM, false)).passes(seconds(60));

        assertThat(trial.state()).isEqualTo(STOPPED);
        assertThat(trial.spawns()).hasSize(1);
    }

    @Test
    void aSecondStopDoesNotDisturbTheFirst() {
        Trial trial = running(USUAL).stop().passes(seconds(4));
        ProcessState before = trial.state();

        trial.stop();

        assertThat(trial.state()).isEqualTo(before);
        assertThat(trial.signals()).containsExactly(Signal.TERM);
        assertThat(trial.refusals()).isEmpty();
    }

    @Test
    void aRestartIsOneOrderThatStopsAndStarts() {
        Trial trial = running(USUAL);
        ProcessId before = trial.id();

        trial.restart().exits(0);

        assertThat(trial.state()).isInstanceOf(ProcessState.Starting.class);
        assertThat(trial.id()).isNotEqualTo(before);
    }

    @Test
    void aStopAfterARestartWins() {
        Trial trial = running(USUAL);

        trial.restart().stop().exits(0);

        assertThat(trial.state()).isEqualTo(STOPPED);
    }

    @Test
    void aStartWhileStoppingStartsWhenTheOldProcessIsGone() {
        Trial trial = running(USUAL).stop();

        trial.start();

        assertThat(trial.spawns()).hasSize(1);
        assertThat(trial.exits(0).state()).isInstanceOf(ProcessState.Starting.class);
        assertThat(trial.spawns()).hasSize(2);
    }

    @Test
    void aKillDoesNotAskFirst() {
        Trial trial = running(USUAL);

        trial.order(new Input.Order.Kill());

        assertThat(trial.signals()).containsExactly(Signal.KILL);
        assertThat(trial.dies(new ExitStatus.Killed(Signal.KILL, false)).state())
                .isEqualTo(STOPPED);
    }

    @Test
    void aLongerStopTimeFromAReloadCountsForAProcessThatIsStopping() {
        Trial trial = running(USUAL).stop().passes(seconds(9));

        trial.policy(Policies.stop(USUAL, Signal.TERM, seconds(20))).passes(seconds(10));

        assertThat(trial.signals()).containsExactly(Signal.TERM);
        assertThat(trial.passes(seconds(1)).signals()).containsExactly(Signal.TERM, Signal.KILL);
    }

    @Test
    void aStopIsNotOverBeforeTheWholeGroupIsGone() {
        Trial trial = running(USUAL).stop();

        trial.leaderExits(0);

        assertThat(trial.state()).isInstanceOf(ProcessState.Stopping.class);
        assertThat(trial.groupEnds().state()).isEqualTo(STOPPED);
    }

    @Test
    void whatOutlivesItsLeaderIsKilledWhenTheTimeIsOver() {
        Trial trial = running(USUAL).stop().passes(seconds(1)).leaderExits(0);

        trial.passes(seconds(9));

        assertThat(trial.signals()).containsExactly(Signal.TERM, Signal.KILL);
    }

    @Test
    void aGroupLeftByALeaderThatEndedByItselfIsStoppedBeforeAnotherIsStarted() {
        Trial trial = running(USUAL);

        trial.leaderExits(1);

        assertThat(trial.state()).isInstanceOfSatisfying(ProcessState.Stopping.class, stopping -> {
            assertThat(stopping.pressure()).isEqualTo(Pressure.ASKED);
            assertThat(stopping.then()).isInstanceOf(AfterStop.Conclude.class);
        });
        assertThat(trial.signals()).containsExactly(Signal.TERM);
        assertThat(trial.spawns()).hasSize(1);
        assertThat(trial.groupEnds().spawns()).hasSize(2);
    }

    @Test
    void aGroupLeftByAFailedStartIsStoppedBeforeThePauseBegins() {
        Trial trial = new Trial(USUAL).start().leaderExits(1).passes(seconds(3));

        trial.groupEnds();

        assertThat(trial.state())
                .isEqualTo(new ProcessState.Backoff(
                        Samples.second(4), new Streak(1, 0), "exited too quickly (exit status 1)"));
    }

    @Test
    void aLeaderThatEndedAsExpectedIsJudgedSoWhenItsGroupIsGone() {
        Trial trial = running(USUAL).leaderExits(0);

        trial.groupEnds();

        assertThat(trial.state()).isEqualTo(new ProcessState.Exited(new ExitStatus.Code(0)));
    }

    @Test
    void aStopWhileAGroupIsLeftBehindKeepsItDown() {
        Trial trial = running(USUAL).leaderExits(1);

        trial.stop().groupEnds();

        assertThat(trial.state()).isEqualTo(STOPPED);
        assertThat(trial.spawns()).hasSize(1);
    }

    @Test
    void theEndOfAGroupIsNotBelievedWhileItsLeaderLives() {
        Trial trial = running(USUAL).stop();
        ProcessState before = trial.state();

        trial.groupEnds();

        assertThat(trial.state()).isEqualTo(before);
    }

    private static Trial running(Policy policy) {
        return new Trial(policy).start().passes(seconds(10));
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
