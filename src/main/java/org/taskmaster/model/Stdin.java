package org.taskmaster.model;

/// What a process has as its standard input.
public enum Stdin {
    /// `/dev/null`: it reads nothing.
    NONE,
    /// A pipe that the supervisor can write to. Its end is never reached, also not when the supervisor
    /// dies.
    PIPE,
    /// A pseudo-terminal of its own, which is also where its output goes: its standard output and error
    /// are the same terminal, and what it writes there is taken as its standard output.
    TERMINAL
}
