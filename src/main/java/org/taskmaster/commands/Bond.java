package org.taskmaster.commands;

/// How a shell and the supervisor it talks to belong together.
public enum Bond {
    /// They are one program: when the shell ends, the supervisor does.
    ONE_PROGRAM,
    /// The shell is a visitor that comes and goes.
    VISITOR
}
