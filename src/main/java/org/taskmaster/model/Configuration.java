package org.taskmaster.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A whole configuration file, read and valid: what the supervisor is asked to be.
///
/// @param programs in the order of the file
public record Configuration(SupervisorConfig supervisor, List<ProgramConfig> programs) {

    public Configuration {
        programs = List.copyOf(programs);
    }

    /// Every process of every program, by key.
    public Map<ProcessKey, ProcessConfig> processes() {
        Map<ProcessKey, ProcessConfig> all = new TreeMap<>();
        programs.forEach(program -> program.processes().forEach(process -> all.put(process.key(), process)));
        return all;
    }
}
