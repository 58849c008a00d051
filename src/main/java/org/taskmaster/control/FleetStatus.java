package org.taskmaster.control;

import java.util.List;
import java.util.Optional;
import org.taskmaster.model.Moment;
import org.taskmaster.model.OnDemand;
import org.taskmaster.model.ProcessName;

/// All processes at one time, sorted by program and number.
///
/// @param asOf when the snapshot was asked for: uptimes are counted up to here
/// @param phase what the supervisor as a whole is doing
/// @param programs the names of all programs, also of those without a process
/// @param troubles what the supervisor itself lacks, in words for people, as a file that it cannot write; empty when
///     all is well
public record FleetStatus(
        Moment asOf, Phase phase, List<String> programs, List<ProcessStatus> processes, List<String> troubles) {

    private static final List<String> SOME =
            List.of("something is the matter with the supervisor itself; its operators are told what");

    /// One of a supervisor that lacks nothing.
    public FleetStatus(Moment asOf, Phase phase, List<String> programs, List<ProcessStatus> processes) {
        this(asOf, phase, programs, processes, List.of());
    }

    public FleetStatus {
        troubles = List.copyOf(troubles);
    }

    /// What the supervisor as a whole is doing.
    public enum Phase {
        /// Supervising.
        RUNNING,
        /// Stopping everything to start it anew.
        RESTARTING,
        /// Stopping everything to end.
        SHUTTING_DOWN,
        /// About to go on as another build, in the same process.
        UPGRADING
    }

    /// The same for those who may not see the values of the environment.
    public FleetStatus withoutSecrets() {
        List<String> known = troubles.isEmpty() ? troubles : SOME;
        return new FleetStatus(asOf, phase, programs, new OnDemand<>(processes, ProcessStatus::withoutSecrets), known);
    }

    /// The same of a supervisor that lacks something.
    public FleetStatus withTroubles(List<String> present) {
        return present.isEmpty() ? this : new FleetStatus(asOf, phase, programs, processes, present);
    }

    /// The process of this very name.
    public Optional<ProcessStatus> find(ProcessName name) {
        return processes.stream().filter(process -> process.name().equals(name)).findFirst();
    }
}
