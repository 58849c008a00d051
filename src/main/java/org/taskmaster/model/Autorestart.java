package org.taskmaster.model;

/// Whether a process that ended by itself after a successful start is started again.
public enum Autorestart {
    ALWAYS,
    NEVER,
    /// Only when its exit code is not one of the expected ones; death by a signal is never expected.
    UNEXPECTED
}
