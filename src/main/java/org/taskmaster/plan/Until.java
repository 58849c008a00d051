package org.taskmaster.plan;

import java.util.Optional;
import org.taskmaster.core.ProcessState;
import org.taskmaster.core.ProcessState.Pressure;
import org.taskmaster.model.ProcessId;

/// The condition that ends a step of a plan. It is judged when the step has begun and whenever its process has a new
/// state.
public enum Until {
    /// None: the step ends as soon as it has begun.
    BEGUN,
    /// The process rests.
    GONE,
    /// As [#GONE], or SIGKILL was sent again and again, and the kernel cannot end it.
    GONE_OR_UNKILLABLE,
    /// As [#GONE], unless another order starts it again.
    STOPPED,
    /// The process that was up is not any more.
    REPLACED,
    /// A new process is RUNNING, or its first try has failed.
    UP_OR_FAILED,
    /// A new process is RUNNING, or will not be.
    UP;

    /// How often SIGKILL is sent, a second apart, before a process that the kernel cannot end is left behind.
    private static final int KILLS_BEFORE_LEAVING = 10;

    /// How a step has ended whose process is in `state`; empty when it has not.
    ///
    /// @param before the process that was up when the step began
    /// @param kills how often the process was found to be killed since
    public Optional<StepEnd> judge(ProcessState state, Optional<ProcessId> before, int kills) {
        return switch (this) {
            case BEGUN -> Optional.of(new StepEnd.Done());
            case GONE -> doneIf(state.rests());
            case GONE_OR_UNKILLABLE ->
                kills > KILLS_BEFORE_LEAVING ? Optional.of(new StepEnd.LeftBehind()) : doneIf(state.rests());
            case STOPPED ->
                state.live().isPresent() && !state.live().equals(before)
                        ? Optional.of(new StepEnd.Overtaken("started again by another order meanwhile"))
                        : doneIf(state.rests());
            case REPLACED -> doneIf(!(state instanceof ProcessState.Stopping));
            case UP_OR_FAILED, UP -> judgeStart(state, before);
        };
    }

    /// Whether a process is being killed.
    public static boolean kills(ProcessState state) {
        return state instanceof ProcessState.Stopping stopping && stopping.pressure() == Pressure.KILLED;
    }

    private Optional<StepEnd> judgeStart(ProcessState state, Optional<ProcessId> before) {
        return switch (state) {
            case ProcessState.Running running -> doneIf(!before.equals(Optional.of(running.id())));
            case ProcessState.Fatal(String reason) -> Optional.of(new StepEnd.StartFailed(reason));
            case ProcessState.Backoff backoff ->
                this == UP_OR_FAILED ? Optional.of(new StepEnd.StartFailed(backoff.reason())) : Optional.empty();
            case ProcessState.Stopped _ -> Optional.of(new StepEnd.Overtaken("stopped by another order meanwhile"));
            case ProcessState.Exited(var exit) -> Optional.of(new StepEnd.Exited(exit));
            case ProcessState.Spawning _, ProcessState.Starting _, ProcessState.Stopping _ -> Optional.empty();
        };
    }

    private static Optional<StepEnd> doneIf(boolean holds) {
        return holds ? Optional.of(new StepEnd.Done()) : Optional.empty();
    }
}
