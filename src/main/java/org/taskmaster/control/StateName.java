package org.taskmaster.control;

/// The states people see; their names are supervisord's (reference: supervisord behaviour §1).
public enum StateName {
    STOPPED,
    STARTING,
    RUNNING,
    BACKOFF,
    STOPPING,
    EXITED,
    FATAL;

    /// Whether a process in this state may have a pid.
    public boolean live() {
        return switch (this) {
            case STARTING, RUNNING, STOPPING -> true;
            case STOPPED, BACKOFF, EXITED, FATAL -> false;
        };
    }
}
