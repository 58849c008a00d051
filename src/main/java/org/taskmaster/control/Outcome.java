package org.taskmaster.control;

import java.time.Duration;
import java.util.OptionalInt;
import org.taskmaster.model.ProcessName;

/// What became of an order for one process.
public sealed interface Outcome {

    /// The process's name.
    ProcessName name();

    /// Whether what was asked for came true, or was true already.
    default boolean good() {
        return switch (this) {
            case Begun _,
                    Started _,
                    Stopped _,
                    Restarted _,
                    Signalled _,
                    Cleared _,
                    AlreadyStarted _,
                    NotRunning _,
                    NothingKept _ -> true;
            case NotSignalled _, Failed _ -> false;
        };
    }

    /// The order was given; what comes of it was not waited for.
    record Begun(ProcessName name) implements Outcome {}

    /// It is RUNNING.
    record Started(ProcessName name, int pid, Duration took) implements Outcome {}

    /// It is down, and how it went, as in `exit status 0`.
    record Stopped(ProcessName name, String how, Duration took) implements Outcome {}

    /// It is RUNNING as a new process.
    ///
    /// @param before empty when it was not up
    record Restarted(ProcessName name, OptionalInt before, int after, Duration took) implements Outcome {}

    /// The signal was sent.
    record Signalled(ProcessName name) implements Outcome {}

    /// Its output files are empty.
    record Cleared(ProcessName name) implements Outcome {}

    /// Its output is kept in no file, so there was none to empty.
    record NothingKept(ProcessName name) implements Outcome {}

    /// It was up already, so nothing was done.
    record AlreadyStarted(ProcessName name) implements Outcome {}

    /// It was not up, so nothing was done.
    record NotRunning(ProcessName name) implements Outcome {}

    /// It was not up, so there was nothing to send the signal to.
    record NotSignalled(ProcessName name) implements Outcome {}

    /// It could not be done.
    ///
    /// @param reason in words for people: `exited too quickly (exit status 1)`, `stopped by another order
    ///     meanwhile`
    record Failed(ProcessName name, Cause cause, String reason) implements Outcome {}

    /// What stood in the way, for programs to decide by.
    enum Cause {
        /// It could not be started, or ended too quickly or badly.
        START_FAILED,
        /// It ended as it may, before it counted as started.
        ENDED,
        /// Another order, a reload or the shutdown wanted something else.
        OVERTAKEN,
        /// It is not there any more: a reload took it away.
        REMOVED,
        /// The system refused.
        SYSTEM
    }
}
