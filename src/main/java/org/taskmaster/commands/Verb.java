package org.taskmaster.commands;

import java.util.Locale;

/// What a command does.
public enum Verb {
    STATUS,
    START,
    STOP,
    RESTART,
    SIGNAL,
    WAIT,
    EVENTS,
    PID,
    TAIL,
    CLEAR,
    FG,
    ATTACH,
    SEND,
    RELOAD,
    REREAD,
    UPDATE,
    AVAIL,
    ADD,
    REMOVE,
    MAINTAIL,
    REOPEN,
    VERSION,
    HELP,
    SHUTDOWN,
    QUIT;

    /// The word for it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
