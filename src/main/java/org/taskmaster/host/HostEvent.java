package org.taskmaster.host;

import java.time.Duration;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;

/// Something that happened outside.
public sealed interface HostEvent {

    /// A process that was spawned here ended, and was reaped.
    ///
    /// @param groupLives whether others of its process group are left
    /// @param ago how long before it is told that was, as far as the system knows; zero when it is told in time
    record ChildDied(ProcessId id, ExitStatus exit, boolean groupLives, Duration ago) implements HostEvent {

        /// One that ended just now.
        public ChildDied(ProcessId id, ExitStatus exit, boolean groupLives) {
            this(id, exit, groupLives, Duration.ZERO);
        }
    }

    /// An orphan that the kernel handed to us ended, and was reaped.
    record StrangerReaped(int pid, ExitStatus exit) implements HostEvent {}

    /// A signal for the supervisor itself.
    record SignalReceived(Signal signal, Origin origin) implements HostEvent {}

    /// Somebody called [Host#wake].
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
