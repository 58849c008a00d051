package org.taskmaster.plan;

import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessKey;

/// One thing that a reload does to one process, and why.
public sealed interface Step {

    /// Why, in words for people: `stoptime 10 s -> 20 s`.
    String reason();

    /// The process's settings: the new ones, or the last ones of a process that goes.
    ProcessConfig config();

    /// The process it is about.
    default ProcessKey key() {
        return config().key();
    }

    /// It is stopped and forgotten.
    record Remove(ProcessConfig config, String reason) implements Step {}

    /// It gets new settings and is left as it is.
    record Retune(ProcessConfig config, String reason) implements Step {}

    /// It gets new settings and is started, or stopped and started when it is up.
    record Restart(ProcessConfig config, String reason) implements Step {}

    /// It is new, and started if it starts by itself.
    record Add(ProcessConfig config, String reason) implements Step {}
}
