package org.taskmaster.control;

/// What became of bytes for a process's standard input.
public sealed interface StdinReport {

    /// All of them are on their way to it.
    record Sent() implements StdinReport {}

    /// No process has this name.
    record NoSuchProcess() implements StdinReport {}

    /// It is not up.
    record NotRunning() implements StdinReport {}

    /// Its standard input takes nothing.
    ///
    /// @param reason in words for people
    record Closed(String reason) implements StdinReport {}
}
