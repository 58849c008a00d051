package org.taskmaster.control;

import java.util.List;
import java.util.Optional;
import org.taskmaster.model.Moment;
import org.taskmaster.model.OnDemand;

/// All processes at one time, sorted by program and number.
///
/// @param asOf when the snapshot was asked for: uptimes are counted up to here
/// @param phase what the supervisor as a whole is doing
/// @param programs the names of all programs, also of those without a process
public record FleetStatus(Moment asOf, Phase phase, List<String> programs, List<ProcessStatus> processes) {

    /// What the supervisor as a whole is doing.
    public enum Phase {
        /// Supervising.
        RUNNING,
        /// Stopping everything to start it anew.
        RESTARTING,
        /// Stopping everything to end.
        SHUTTING_DOWN
    }

    /// The same for those who may not see the values of the environment.
    public FleetStatus withoutSecrets() {
        return new FleetStatus(asOf, phase, programs, new OnDemand<>(processes, ProcessStatus::withoutSecrets));
    }

    /// The process of this very name.
    public Optional<ProcessStatus> find(String name) {
        return processes.stream().filter(process -> process.name().equals(name)).findFirst();
    }
}
