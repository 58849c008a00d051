package org.taskmaster.control;

/// The answer to a client that wants to join its terminal to that of a process.
public sealed interface AttachReport {

    /// They are joined.
    record Attached(Attachment attachment) implements AttachReport {}

    /// No process has this name.
    record NoSuchProcess() implements AttachReport {}

    /// It is not up.
    record NotRunning() implements AttachReport {}

    /// It has no terminal: `tty: true` gives it one.
    record NoTerminal() implements AttachReport {}
}
