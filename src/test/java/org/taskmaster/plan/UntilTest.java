package org.taskmaster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.taskmaster.core.ProcessState;
import org.taskmaster.core.ProcessState.AfterStop;
import org.taskmaster.core.ProcessState.Leader;
import org.taskmaster.core.ProcessState.Pressure;
import org.taskmaster.core.Streak;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessId;

/// What ends a step, for every condition and state.
class UntilTest {

    private static final ProcessId OLD = new ProcessId(7, 7);
    private static final ProcessId NEW = new ProcessId(8, 8);
    private static final Moment BEGINNING = new Moment(0);
    private static final ExitStatus FAILED = new ExitStatus.Code(1);

    private static final ProcessState STOPPED = new ProcessState.Stopped(ProcessState.StopReason.BY_REQUEST);
    private static final ProcessState SPAWNING = new ProcessState.Spawning(Streak.NONE);
    private static final ProcessState STARTING = new ProcessState.Starting(NEW, BEGINNING, Streak.NONE);
    private static final ProcessState RUNNING = new ProcessState.Running(NEW, BEGINNING, Streak.NONE);
    private static final ProcessState STILL_RUNNING = new ProcessState.Running(OLD, BEGINNING, Streak.NONE);
    private static final ProcessState BACKOFF = new ProcessState.Backoff(BEGINNING, Streak.NONE, "no such file");
    private static final ProcessState STOPPING =
            new ProcessState.Stopping(OLD, BEGINNING, Pressure.KILLED, new Leader.Alive(), new AfterStop.StartAgain());
    private static final ProcessState EXITED = new ProcessState.Exited(FAILED);
    private static final ProcessState FATAL = new ProcessState.Fatal("no such file");

    private static final StepEnd DONE = new StepEnd.Done();

    @Test
    void aStopEndsWhenTheProcessRests() {
        for (Until until : new Until[] {Until.GONE, Until.GONE_OR_UNKILLABLE, Until.STOPPED}) {
            assertThat(judge(until, STOPPED)).contains(DONE);
            assertThat(judge(until, EXITED)).contains(DONE);
            assertThat(judge(until, FATAL)).contains(DONE);
            assertThat(judge(until, STOPPING)).isEmpty();
            assertThat(judge(until, BACKOFF)).isEmpty();
            assertThat(judge(until, SPAWNING)).isEmpty();
            assertThat(judge(until, STILL_RUNNING)).isEmpty();
        }
    }

    @Test
    void anotherOrderThatStartsAgainEndsAStopButNotTheEndOfAll() {
        assertThat(judge(Until.STOPPED, STARTING))
                .contains(new StepEnd.Overtaken("started again by another order meanwhile"));
        assertThat(judge(Until.GONE, STARTING)).isEmpty();
        assertThat(judge(Until.GONE_OR_UNKILLABLE, STARTING)).isEmpty();
    }

    @Test
    void whatCannotBeKilledIsLeftBehindInTheEnd() {
        assertThat(Until.GONE_OR_UNKILLABLE.judge(STOPPING, Optional.of(OLD), 10))
                .isEmpty();
        assertThat(Until.GONE_OR_UNKILLABLE.judge(STOPPING, Optional.of(OLD), 11))
                .contains(new StepEnd.LeftBehind());
        assertThat(Until.STOPPED.judge(STOPPING, Optional.of(OLD), 11)).isEmpty();
        assertThat(Until.kills(STOPPING)).isTrue();
        assertThat(Until.kills(RUNNING)).isFalse();
    }

    @Test
    void aStartEndsWithANewProcessThatIsRunningOrWillNotBe() {
        for (Until until : new Until[] {Until.UP, Until.UP_OR_FAILED}) {
            assertThat(judge(until, RUNNING)).contains(DONE);
            assertThat(judge(until, STILL_RUNNING)).isEmpty();
            assertThat(judge(until, SPAWNING)).isEmpty();
            assertThat(judge(until, STARTING)).isEmpty();
            assertThat(judge(until, STOPPING)).isEmpty();
            assertThat(judge(until, FATAL)).contains(new StepEnd.StartFailed("no such file"));
            assertThat(judge(until, EXITED)).contains(new StepEnd.Exited(FAILED));
            assertThat(judge(until, STOPPED)).contains(new StepEnd.Overtaken("stopped by another order meanwhile"));
        }
        assertThat(judge(Until.UP_OR_FAILED, BACKOFF)).contains(new StepEnd.StartFailed("no such file"));
        assertThat(judge(Until.UP, BACKOFF)).isEmpty();
    }

    @Test
    void aReplacementEndsWhenTheOldProcessIsGone() {
        assertThat(judge(Until.REPLACED, STOPPING)).isEmpty();
        assertThat(judge(Until.REPLACED, SPAWNING)).contains(DONE);
        assertThat(judge(Until.REPLACED, RUNNING)).contains(DONE);
        assertThat(judge(Until.REPLACED, STOPPED)).contains(DONE);
    }

    @Test
    void withoutAConditionAStepEndsAsItBegins() {
        assertThat(judge(Until.BEGUN, STOPPING)).contains(DONE);
    }

    private static Optional<StepEnd> judge(Until until, ProcessState state) {
        return until.judge(state, Optional.of(OLD), 0);
    }
}
