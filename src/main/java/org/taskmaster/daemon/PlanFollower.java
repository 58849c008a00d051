package org.taskmaster.daemon;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.taskmaster.model.ProcessId;
import org.taskmaster.plan.Step;
import org.taskmaster.plan.StepEnd;

/// Who waits for a plan, and takes part in what becomes of it.
interface PlanFollower {

    /// A step that has ended.
    ///
    /// @param slot its process; empty when that is not in the fleet any more
    /// @param before the process that was up when the step began
    /// @param took how long it was under way
    record Ended(Step step, StepEnd end, Optional<Slot> slot, Optional<ProcessId> before, Duration took) {}

    /// What became of a plan as a whole.
    enum Fate {
        /// Every step has ended.
        THROUGH,
        /// It was left to another one.
        ABANDONED,
        /// The supervisor ends.
        CUT_SHORT
    }

    /// Steps begin now.
    default void begin(List<Step> steps) {}

    /// A step has ended.
    default void ended(Ended step) {}

    /// Every step has ended; another plan may begin.
    default void through() {}

    /// The end of the plan, once the snapshot is published that shows what it did.
    void answer(Fate fate);
}
