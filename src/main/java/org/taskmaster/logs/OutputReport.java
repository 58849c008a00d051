package org.taskmaster.logs;

import java.util.Optional;
import org.taskmaster.model.ProcessName;

/// How the keeping of a process's output goes, whenever that changes.
///
/// @param process whose output it is; empty: that of no process alone
/// @param lostBytes how many bytes were dropped since the supervisor began
/// @param trouble what stands in the way of writing now; empty: nothing
public record OutputReport(Optional<ProcessName> process, long lostBytes, Optional<String> trouble) {}
