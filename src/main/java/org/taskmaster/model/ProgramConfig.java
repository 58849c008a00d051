package org.taskmaster.model;

import java.util.List;

/// One program of the configuration with its processes, in the order of their numbers; none when
/// `numprocs` is 0.
public record ProgramConfig(String name, List<ProcessConfig> processes) {

    public ProgramConfig {
        processes = List.copyOf(processes);
    }
}
