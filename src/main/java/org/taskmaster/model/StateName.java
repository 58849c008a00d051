package org.taskmaster.model;

/// The states people see; their names and codes are supervisord's
/// (docs/reference/supervisord-facts.md#states).
public enum StateName {
    STOPPED(0),
    STARTING(10),
    RUNNING(20),
    BACKOFF(30),
    STOPPING(40),
    EXITED(100),
    FATAL(200);

    private final int code;

    StateName(int code) {
        this.code = code;
    }

    /// The number that supervisord's interface gives for it.
    public int code() {
        return code;
    }

    /// Whether a process in this state may have a pid.
    public boolean live() {
        return switch (this) {
            case STARTING, RUNNING, STOPPING -> true;
            case STOPPED, BACKOFF, EXITED, FATAL -> false;
        };
    }

    /// Whether nothing happens to a process in this state until it is asked for.
    public boolean rests() {
        return switch (this) {
            case STOPPED, EXITED, FATAL -> true;
            case STARTING, RUNNING, BACKOFF, STOPPING -> false;
        };
    }
}
