package org.taskmaster.control;

import java.util.concurrent.CompletableFuture;
import org.taskmaster.events.Subscription;
import org.taskmaster.model.Signal;

/// Everything a person or a program can ask of a running supervisor.
///
/// Questions are answered at once from the last published snapshot. Orders are answered when their
/// outcome is known,
/// which may take as long as a program takes to start or stop; giving up the waiting (cancelling the
/// future) does not
/// take
/// the order back. Any thread may call any method.
public interface Control {

    /// The supervisor itself.
    SupervisorInfo info();

    /// Every process, as of the last turn of the daemon.
    FleetStatus status();

    /// Starts, stops or restarts the selected processes.
    CompletableFuture<ActionReport> act(Action action, Selector selector, Requester who);

    /// Sends a signal to the selected processes (to each process alone, not to its group), whatever it
    /// does to them.
    CompletableFuture<ActionReport> signal(Signal signal, Selector selector, Requester who);

    /// Reads the configuration file again and steers towards it, or says what would be done.
    CompletableFuture<ReloadReport> reload(ReloadMode mode, Requester who);

    /// Stops everything and ends the supervisor. Answered when the shutdown has begun.
    CompletableFuture<Void> shutdown(Requester who);

    /// Reads a part of a log.
    ///
    /// @param offset from the start; negative: that many bytes before the end, or the whole when it is
    ///     shorter
    /// @param length at most this many bytes
    LogSlice readLog(LogSource source, long offset, int length);

    /// Empties the output files of the selected processes.
    ActionReport clearLogs(Selector selector, Requester who);

    /// Events from now on.
    ///
    /// @param capacity how many may wait to be taken
    Subscription subscribe(int capacity);

    /// What can be asked of processes.
    enum Action {
        START,
        STOP,
        RESTART
    }

    /// Whether a reload is done or only told.
    enum ReloadMode {
        APPLY,
        DRY_RUN
    }
}
