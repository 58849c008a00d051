package org.taskmaster.model;

import java.time.Duration;

/// When a start counts as successful, and how often to try.
///
/// @param starttime how long it must stay up to count as started; zero: at once
/// @param startretries how many more tries follow the first failed one before giving up; 0 or more
public record StartPolicy(Duration starttime, int startretries) {

    public StartPolicy {
        if (starttime.isNegative() || startretries < 0) {
            throw new IllegalArgumentException("starttime and startretries cannot be negative");
        }
    }
}
