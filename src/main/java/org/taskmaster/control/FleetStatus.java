package org.taskmaster.control;

import java.util.List;
import org.taskmaster.model.Moment;

/// All processes at one time, sorted by program and number.
///
/// @param asOf when the snapshot was asked for: uptimes are counted up to here
/// @param programs the names of all programs, also of those without a process
public record FleetStatus(Moment asOf, List<String> programs, List<ProcessStatus> processes) {}
