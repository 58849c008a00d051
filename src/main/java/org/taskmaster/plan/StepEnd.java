package org.taskmaster.plan;

import org.taskmaster.core.Decision.Refusal;
import org.taskmaster.model.ExitStatus;

/// How a step of a plan has ended.
public sealed interface StepEnd {

    /// Its condition holds.
    record Done() implements StepEnd {}

    /// Its order was given, and the rest is not waited for.
    record Begun() implements StepEnd {}

    /// Its order does not apply.
    record Refused(Refusal why) implements StepEnd {}

    /// The process does not come up.
    record StartFailed(String reason) implements StepEnd {}

    /// The process came up, and has ended by itself.
    record Exited(ExitStatus exit) implements StepEnd {}

    /// Another order had its way.
    ///
    /// @param how in words for people: `stopped by another order meanwhile`
    record Overtaken(String how) implements StepEnd {}

    /// The process is not in the fleet any more.
    record Removed() implements StepEnd {}

    /// The process could not be ended, and is left running.
    record LeftBehind() implements StepEnd {}
}
