package org.taskmaster.model;

/// What a client may do with the supervisor.
public enum Role {
    /// Look: states, logs, the configuration without its secrets.
    VIEWER,
    /// Look and act.
    OPERATOR
}
