package org.taskmaster.commands;

import java.util.Locale;

/// What a command does.
public enum Verb {
    STATUS,
    START,
    STOP,
    RESTART,
    SIGNAL,
    PID,
    RELOAD,
    TAIL,
    MAINTAIL,
    CLEAR,
    VERSION,
    HELP,
    SHUTDOWN;

    /// The word for it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
