package org.taskmaster.core;

import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;

/// What the daemon has to do because of a decision.
public sealed interface Effect {

    /// Start a process, and feed back how that went. The state is [ProcessState.Spawning] until then.
    record Spawn() implements Effect {}

    /// Send a signal to a whole run, those of it that are stopped too: they go on to take it.
    record SignalGroup(ProcessId id, Signal signal) implements Effect {}

    /// Look whether anything is left of a run, and feed back [Input.Fact.GroupEnded] when not.
    record CheckGroup(ProcessId id) implements Effect {}

    /// Remember how a run ended.
    record Ended(ExitStatus exit) implements Effect {}

    /// Report a state that lasts no time: clients written for supervisord count on hearing of EXITED or STOPPED
    /// between two runs.
    record Passed(ProcessState state) implements Effect {}

    /// Tell the world.
    record Publish(ProcessEvent event) implements Effect {}
}
