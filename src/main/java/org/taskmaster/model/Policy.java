package org.taskmaster.model;

import java.util.Set;

/// How a process is kept alive: a change to any of it applies to the running process.
///
/// @param priority lower starts first and stops last
/// @param autostart whether it starts with the supervisor, and when a reload adds it
/// @param exitcodes the codes that are expected, 0 to 255
public record Policy(
        int priority,
        boolean autostart,
        Autorestart autorestart,
        Set<Integer> exitcodes,
        StartPolicy start,
        StopPolicy stop) {

    public Policy {
        exitcodes = Set.copyOf(exitcodes);
    }

    /// Whether `exit` is one that the configuration calls expected.
    public boolean expects(ExitStatus exit) {
        return exit instanceof ExitStatus.Code(int code) && exitcodes.contains(code);
    }
}
