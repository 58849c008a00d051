package org.taskmaster.json;

import java.util.ArrayList;
import java.util.List;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.FleetStatus.Phase;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.UnknownName;
import org.taskmaster.model.Moment;
import org.taskmaster.model.OnDemand;

/// A fleet, or some of it, without a monotonic clock.
///
/// @param programs the names of all programs
/// @param processes those that were asked for; never changed, and perhaps made on demand
/// @param unknown words of the question that fit none
/// @param troubles what the supervisor itself lacks
public record FleetView(
        Phase phase,
        List<String> programs,
        List<ProcessView> processes,
        List<UnknownName> unknown,
        List<String> troubles) {

    public FleetView {
        programs = List.copyOf(programs);
        unknown = List.copyOf(unknown);
        troubles = List.copyOf(troubles);
    }

    /// All of it.
    public static FleetView of(FleetStatus fleet) {
        return of(fleet, fleet.processes(), List.of());
    }

    /// Some of it.
    public static FleetView of(FleetStatus fleet, List<ProcessStatus> processes, List<UnknownName> unknown) {
        return new FleetView(
                fleet.phase(),
                fleet.programs(),
                new OnDemand<>(processes, process -> ProcessView.of(process, fleet.asOf())),
                unknown,
                fleet.troubles());
    }

    /// On the clock of this machine, where it is `asOf` now.
    public FleetStatus at(Moment asOf) {
        List<ProcessStatus> statuses = new ArrayList<>(processes.size());
        for (ProcessView view : processes) {
            statuses.add(view.at(asOf));
        }
        return new FleetStatus(asOf, phase, programs, List.copyOf(statuses), troubles);
    }
}
