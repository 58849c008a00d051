package org.taskmaster.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.taskmaster.core.Input.Fact;
import org.taskmaster.core.Input.Group;
import org.taskmaster.core.ProcessState.StopReason;
import org.taskmaster.model.Autorestart;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;

/// The rules of starting, ending and restarting; those of stopping are in [StoppingTest].
class ProcessMachineTest {

    private static final Policy USUAL = Policies.USUAL;

    @Test
    void aProgramThatCannotBeSpawnedIsTriedOnceMoreThanItsRetriesWithGrowingPauses() {
        Trial trial = new Trial(Policies.start(USUAL, seconds(1), 3)).spawnsFail("no such file");

        trial.start().passes(seconds(60));

        assertThat(trial.spawns()).containsExactly(seconds(0), seconds(1), seconds(3), seconds(6));
        assertThat(trial.state()).isEqualTo(new ProcessState.Fatal("no such file"));
    }

    @Test
    void withNoRetriesTheFirstFailedStartIsTheLast() {
        Trial trial = new Trial(Policies.start(USUAL, seconds(1), 0));

        trial.start().exits(1).passes(seconds(60));

        assertThat(trial.spawns()).hasSize(1);
        assertThat(trial.state()).isEqualTo(new ProcessState.Fatal("exited too quickly (exit status 1)"));
    }

    @Test
    void anExpectedCodeBeforeStarttimeIsAFailedStartAllTheSame() {
        Trial trial = new Trial(USUAL).start().passes(seconds(2));

        trial.exits(0);

        assertThat(trial.state()).isInstanceOf(ProcessState.Backoff.class);
    }

    @Test
    void aFailingStartIsRetriedEvenWhenAutorestartIsNever() {
        Trial trial = new Trial(Policies.autorestart(USUAL, Autorestart.NEVER));

        trial.start().exits(1).passes(seconds(1));

        assertThat(trial.state()).isInstanceOf(ProcessState.Starting.class);
    }

    @Test
    void aSuccessfulStartForgetsTheFailedOnesBefore() {
        Trial trial = new Trial(USUAL).start().exits(1).passes(seconds(1)).exits(1);

        trial.passes(seconds(2)).passes(seconds(5)).exits(1);

        assertThat(trial.state())
                .isInstanceOfSatisfying(
                        ProcessState.Starting.class,
                        starting -> assertThat(starting.streak()).isEqualTo(Streak.NONE));
    }

    @Test
    void whatNeverRanIsAFailedStartWhateverTheExitCodesAndAutorestartSay() {
        Trial trial = new Trial(Policies.autorestart(USUAL, Autorestart.NEVER)).start();

        trial.dies(new ExitStatus.NeverRan("no such interpreter"));

        assertThat(trial.state()).isInstanceOfSatisfying(ProcessState.Backoff.class, backoff -> {
            assertThat(backoff.reason()).isEqualTo("no such interpreter");
            assertThat(backoff.streak().failedStarts()).isEqualTo(1);
        });
    }

    @Test
    void whatNeverRanIsGivenUpEvenIfEachStartCountedAsASuccessAtFirst() {
        Trial trial = new Trial(Policies.start(USUAL, Duration.ZERO, 2)).start();

        trial.dies(Samples.NEVER_RAN)
                .passes(seconds(1))
                .dies(Samples.NEVER_RAN)
                .passes(seconds(2))
                .dies(Samples.NEVER_RAN);

        assertThat(trial.state()).isEqualTo(new ProcessState.Fatal("no such interpreter"));
        assertThat(trial.spawns()).hasSize(3);
    }

    @Test
    void aStartByAPersonForgetsTheFailedOnesBefore() {
        Trial trial = new Trial(USUAL).start().exits(1).passes(seconds(1)).exits(1);

        trial.start();

        assertThat(trial.state())
                .isInstanceOfSatisfying(
                        ProcessState.Starting.class,
                        starting -> assertThat(starting.streak()).isEqualTo(Streak.NONE));
    }

    @Test
    void aStopInBackoffCancelsTheNextTryAndForgetsTheFailedOnes() {
        Trial trial = new Trial(USUAL).start().exits(1).passes(seconds(1)).exits(1);

        trial.stop().passes(seconds(60));

        assertThat(trial.state()).isEqualTo(new ProcessState.Stopped(StopReason.BY_REQUEST));
        assertThat(trial.spawns()).hasSize(2);
        assertThat(trial.start().exits(1).state())
                .isInstanceOfSatisfying(
                        ProcessState.Backoff.class,
                        backoff -> assertThat(backoff.streak().failedStarts()).isEqualTo(1));
    }

    @Test
    void aStartInBackoffDoesNotWaitForThePause() {
        Trial trial = new Trial(USUAL).start().exits(1);

        trial.start();

        assertThat(trial.state()).isInstanceOf(ProcessState.Starting.class);
        assertThat(trial.spawns()).containsExactly(seconds(0), seconds(0));
    }

    @Test
    void theBellOfAPauseThatRingsEarlyStartsNothing() {
        Trial trial = new Trial(USUAL).start().exits(1);

        trial.passesUnnoticed(Duration.ofMillis(999)).rings();

        assertThat(trial.state()).isInstanceOf(ProcessState.Backoff.class);
    }

    @Test
    void anUnexpectedEndRestartsAtOnceAndAnExpectedOneDoesNot() {
        Trial failing = running(USUAL).exits(1);
        Trial done = running(USUAL).exits(0);
        Trial killed = running(USUAL).dies(new ExitStatus.Killed(Signal.TERM, false));

        assertThat(failing.state()).isInstanceOf(ProcessState.Starting.class);
        assertThat(done.state()).isEqualTo(new ProcessState.Exited(new ExitStatus.Code(0)));
        assertThat(killed.state()).isInstanceOf(ProcessState.Starting.class);
    }

    @Test
    void anEndNobodyCouldReadIsUnexpected() {
        Trial trial = running(USUAL).dies(new ExitStatus.Unknown());

        assertThat(trial.state()).isInstanceOf(ProcessState.Starting.class);
    }

    @Test
    void autorestartAlwaysRestartsAfterAnExpectedEndAndNeverDoesNotAfterACrash() {
        Trial always = running(Policies.autorestart(USUAL, Autorestart.ALWAYS)).exits(0);
        Trial never = running(Policies.autorestart(USUAL, Autorestart.NEVER)).exits(1);

        assertThat(always.state()).isInstanceOf(ProcessState.Starting.class);
        assertThat(never.passes(seconds(60)).state()).isEqualTo(new ProcessState.Exited(new ExitStatus.Code(1)));
    }

    @Test
    void withNoStarttimeAProcessIsRunningAsSoonAsItIsUp() {
        Trial trial = new Trial(Policies.start(USUAL, Duration.ZERO, 0)).start();

        assertThat(trial.state()).isInstanceOf(ProcessState.Running.class);
    }

    @Test
    void aCrashLoopWithNoStarttimeIsRestartedWithGrowingPausesUpToFiveSeconds() {
        Trial trial = new Trial(Policies.start(USUAL, Duration.ZERO, 0)).start();

        for (int i = 0; i < 10; i++) {
            trial.exits(1);
            if (trial.state() instanceof ProcessState.Backoff) {
                trial.passesToDeadline();
            }
        }

        assertThat(pausesOf(trial)).startsWith(0, 100, 200, 400, 800, 1600, 3200, 5000, 5000);
    }

    @Test
    void aRunOfASecondEndsARowOfQuickOnes() {
        Trial trial = new Trial(Policies.start(USUAL, Duration.ZERO, 0))
                .start()
                .exits(1)
                .exits(1)
                .passesToDeadline();

        trial.passes(seconds(1)).exits(1);

        assertThat(trial.state()).isInstanceOf(ProcessState.Running.class);
    }

    @Test
    void aDeathAfterStarttimeIsThatOfASuccessfulStartEvenWhenTheBellIsLate() {
        Trial trial = new Trial(USUAL).start().passesUnnoticed(seconds(6));

        trial.exits(0);

        assertThat(trial.state()).isEqualTo(new ProcessState.Exited(new ExitStatus.Code(0)));
    }

    @Test
    void aDeathBeforeStarttimeIsThatOfAFailedStartEvenWhenItIsHeardOfLate() {
        Trial trial = new Trial(USUAL).start().passesUnnoticed(seconds(60));

        trial.feed(new Fact.Died(trial.id(), new ExitStatus.Code(0), Group.EMPTY, seconds(59), Optional.empty()));

        assertThat(trial.state())
                .isInstanceOfSatisfying(
                        ProcessState.Backoff.class,
                        backoff -> assertThat(backoff.reason()).isEqualTo("exited too quickly (exit status 0)"));
    }

    @Test
    void aBellThatRingsTwiceChangesNothing() {
        Trial trial = running(USUAL);
        ProcessState before = trial.state();

        trial.rings().rings();

        assertThat(trial.state()).isEqualTo(before);
    }

    @Test
    void aShorterStarttimeFromAReloadCountsForAProcessThatIsStarting() {
        Trial trial = new Trial(USUAL).start().passes(seconds(2));

        trial.policy(Policies.start(USUAL, seconds(1), 2)).passes(Duration.ZERO);

        assertThat(trial.state()).isInstanceOf(ProcessState.Running.class);
    }

    @Test
    void theDeathOfAnotherRunWithTheSamePidIsIgnored() {
        Trial trial = running(USUAL);
        ProcessId earlier = new ProcessId(trial.id().pid(), trial.id().started() - 1);
        ProcessState before = trial.state();

        trial.feed(new Fact.Died(earlier, new ExitStatus.Code(1), Group.EMPTY));

        assertThat(trial.state()).isEqualTo(before);
    }

    @Test
    void aProcessNobodyAskedForIsKilled() {
        Trial trial = running(USUAL);
        ProcessState before = trial.state();

        trial.feed(new Fact.Spawned(new ProcessId(5, 99)));

        assertThat(trial.state()).isEqualTo(before);
        assertThat(trial.signals()).containsExactly(Signal.KILL);
    }

    @Test
    void ordersThatDoNotApplyAreRefusedAndChangeNothing() {
        Trial up = running(USUAL);
        Trial down = new Trial(USUAL);

        up.start();
        down.stop().order(new Input.Order.Kill());

        assertThat(up.refusals()).containsExactly(Decision.Refusal.ALREADY_STARTED);
        assertThat(up.state()).isInstanceOf(ProcessState.Running.class);
        assertThat(down.refusals()).containsExactly(Decision.Refusal.NOT_RUNNING, Decision.Refusal.NOT_RUNNING);
        assertThat(down.state()).isEqualTo(new ProcessState.Stopped(StopReason.NOT_STARTED));
    }

    /// Milliseconds between one spawn and the next.
    private static List<Integer> pausesOf(Trial trial) {
        List<Integer> pauses = new ArrayList<>();
        for (int i = 1; i < trial.spawns().size(); i++) {
            pauses.add(
                    (int) trial.spawns().get(i).minus(trial.spawns().get(i - 1)).toMillis());
        }
        return pauses;
    }

    private static Trial running(Policy policy) {
        return new Trial(policy).start().passes(seconds(10));
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
