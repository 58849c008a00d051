package org.taskmaster.control;

import java.time.Duration;
import java.util.Optional;
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
                    Disabled _,
                    Enabled _,
                    LeftDown _,
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
    ///
    /// @param disabled whether it will not be started by itself all the same
    record Started(ProcessName name, int pid, Duration took, boolean disabled) implements Outcome {

        /// One that is not disabled.
        public Started(ProcessName name, int pid, Duration took) {
            this(name, pid, took, false);
        }
    }

    /// It is down, and how it went, as in `exit status 0`.
    record Stopped(ProcessName name, String how, Duration took) implements Outcome {}

    /// It is RUNNING as a new process.
    ///
    /// @param before empty when it was not up
    /// @param disabled whether it will not be started by itself all the same
    record Restarted(ProcessName name, OptionalInt before, int after, Duration took, boolean disabled)
            implements Outcome {

        /// One that is not disabled.
        public Restarted(ProcessName name, OptionalInt before, int after, Duration took) {
            this(name, before, after, took, false);
        }
    }

    /// It is down, and not started by itself any more.
    ///
    /// @param stopped how it went, as in `exit status 0`; empty when it was not up
    record Disabled(ProcessName name, Optional<String> stopped) implements Outcome {}

    /// It is started by itself again.
    ///
    /// @param pid of the process that was started now; empty when none was
    /// @param note why none was, in words for people; else empty
    record Enabled(ProcessName name, OptionalInt pid, String note) implements Outcome {}

    /// It is disabled and down, and was not named: `all` does not start such, so nothing was done.
    record LeftDown(ProcessName name) implements Outcome {}

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
