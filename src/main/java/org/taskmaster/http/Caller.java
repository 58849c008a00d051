package org.taskmaster.http;

import java.util.Optional;
import org.taskmaster.control.Requester;
import org.taskmaster.model.Role;

/// A client whose identity was established before any resource sees the request.
///
/// @param name as in the activity log: `alice (uid 1000, pid 4711)`, or `HTTP user admin
///     (192.0.2.7)`
public record Caller(String name, Role role) {

    /// Whether they may change anything.
    public boolean mayAct() {
        return role == Role.OPERATOR;
    }

    /// On whose behalf an order is given.
    ///
    /// @param reason why, in their own words
    public Requester requester(Optional<String> reason) {
        return new Requester(name, reason);
    }
}
