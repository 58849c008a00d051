package org.taskmaster.host;

import java.time.Duration;
import java.util.Optional;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;

/// Something that happened outside.
public sealed interface HostEvent {

    /// A process that was spawned here ended, and was reaped.
    ///
    /// @param othersLive whether others of its run are left
    /// @param ago how long before the report that was, as far as the system knows; zero when it is reported in time
    record ChildDied(ProcessId id, ExitStatus exit, boolean othersLive, Duration ago) implements HostEvent {

        /// One that ended just now.
        public ChildDied(ProcessId id, ExitStatus exit, boolean othersLive) {
            this(id, exit, othersLive, Duration.ZERO);
        }
    }

    /// An orphan that the kernel handed to us ended, and was reaped.
    ///
    /// @param run what it belonged to, if that is known
    record StrangerReaped(int pid, ExitStatus exit, Optional<ProcessId> run) implements HostEvent {}

    /// A signal for the supervisor itself.
    record SignalReceived(Signal signal, Origin origin) implements HostEvent {}

    /// Something is to be told about whether terminals outlive the supervisor.
    ///
    /// @param words for people
    record TerminalNews(String words) implements HostEvent {}

    /// [Host#wake] was called.
    record Woken() implements HostEvent {}

    /// Who sent a signal.
    sealed interface Origin {
        /// A process did, by kill(2) or its like.
        record Process(int pid, int uid) implements Origin {}

        /// The kernel did: a key on the controlling terminal, or its hang-up.
        record Terminal() implements Origin {}

        /// The kernel did, for another reason: a limit on processor time, a timer.
        record Kernel() implements Origin {}
    }
}
