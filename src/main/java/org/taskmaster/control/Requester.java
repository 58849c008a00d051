package org.taskmaster.control;

import java.util.Optional;

/// Who asks, as the activity log names them.
///
/// @param name as in `the shell`, or `alice (uid 1000, pid 4711)`
/// @param reason why, in their own words, when they gave any
public record Requester(String name, Optional<String> reason) {

    /// A client that gives no reason.
    public Requester(String name) {
        this(name, Optional.empty());
    }
}
