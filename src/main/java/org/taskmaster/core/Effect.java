package org.taskmaster.core;

import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;

/// What the daemon has to do because of a decision.
public sealed interface Effect {

    /// Start a process and feed the answer back, with the same streak, before anything else.
    record Spawn(Streak streak) implements Effect {}

    /// Send a signal to a whole run, those of it that are stopped too: they go on to take it.
    record SignalGroup(ProcessId id, Signal signal) implements Effect {}

    /// Look whether anything is left of a run, and feed back [Input.Fact.GroupEnded] when not.
    record CheckGroup(ProcessId id) implements Effect {}

    /// Tell the world.
    record Publish(ProcessEvent event) implements Effect {}

    /// Tell whoever gave the order that it does not apply.
    record Refuse(Refusal refusal) implements Effect {}

    /// Why an order does not apply.
    enum Refusal {
        ALREADY_STARTED,
        NOT_RUNNING
    }
}
