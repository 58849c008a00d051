package org.taskmaster.commands;

import org.taskmaster.control.Attachment;
import org.taskmaster.control.WindowSize;
import org.taskmaster.model.DetachKeys;

/// The terminal that somebody sits at, for those who want all of it.
public interface Seat extends AutoCloseable {

    /// How large it is.
    WindowSize size();

    /// Joins it to the terminal of a process until one side has had enough. Keys reach the process as
    /// they are; however it ends, the terminal is afterwards as it was.
    ///
    /// @param greeting is shown first
    /// @param keys what is typed to leave
    /// @param interruption ends it, too
    Parting join(Attachment attachment, Line greeting, DetachKeys keys, Interruption interruption);

    /// Gives the terminal back.
    @Override
    void close();

    /// How a terminal and a process part.
    sealed interface Parting {

        /// The exit status that tells it.
        default ExitCode status() {
            return switch (this) {
                case Detached _ -> ExitCode.OK;
                case Ended _ -> ExitCode.NOT_RUNNING;
                case Lost _ -> ExitCode.UNREACHABLE;
                case Left _ -> ExitCode.INTERRUPTED;
            };
        }

        /// By the keys that are for it.
        record Detached() implements Parting {}

        /// The process has ended.
        ///
        /// @param exit how, in words for people: `exit status 0; expected`
        record Ended(String exit) implements Parting {}

        /// The process is out of reach, and why.
        record Lost(String reason) implements Parting {}

        /// Nobody sits there any more: the terminal hung up, or this program is to end.
        record Left() implements Parting {}
    }
}
