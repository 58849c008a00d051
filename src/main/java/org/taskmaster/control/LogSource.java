package org.taskmaster.control;

import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Stream;

/// A log that can be read.
public sealed interface LogSource {

    /// The output of a process.
    record OfProcess(ProcessName name, Stream stream) implements LogSource {}

    /// The activity log of the supervisor.
    record Activity() implements LogSource {}
}
