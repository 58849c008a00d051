package org.taskmaster.model;

import java.time.Duration;

/// How a process is asked to end.
///
/// @param stopsignal sent first, to the whole process group
/// @param stoptime how long it may take before the whole group is killed
public record StopPolicy(Signal stopsignal, Duration stoptime) {

    public StopPolicy {
        if (stoptime.isNegative()) {
            throw new IllegalArgumentException("stoptime cannot be negative");
        }
    }
}
