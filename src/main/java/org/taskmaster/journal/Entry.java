package org.taskmaster.journal;

import java.time.Instant;
import java.util.Optional;
import org.taskmaster.core.ProcessState;
import org.taskmaster.core.Streak;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Stdin;
import org.taskmaster.model.StopPolicy;

/// What the next supervisor has to know of one process.
///
/// A [Moment] means the same to it, as the monotonic clock goes on until the machine is booted anew.
///
/// @param since when its state began, or its process
/// @param changedAt the time of day of that
/// @param run the number in the mark of the run that is up, or is being made; 0: there was none
/// @param launch the [Fingerprint] of what it was started with
/// @param stdin what it was given as its standard input
/// @param stop how it is to be stopped
/// @param past what is known of its runs
public record Entry(
        ProcessKey key,
        ProcessName name,
        ProcessState state,
        Moment since,
        Instant changedAt,
        long run,
        long launch,
        Stdin stdin,
        StopPolicy stop,
        Past past) {

    /// @param startedAt when its latest process was started
    /// @param endedAt when its latest process ended that has
    /// @param lastExit how that ended
    public record Past(Optional<Instant> startedAt, Optional<Instant> endedAt, Optional<ExitStatus> lastExit) {}

    /// The same, but to be started at once, for it would run.
    ///
    /// @param reason why it does not
    public Entry toBeStarted(Moment now, String reason) {
        return new Entry(
                key,
                name,
                new ProcessState.Backoff(now, Streak.NONE, reason),
                since,
                changedAt,
                run,
                launch,
                stdin,
                stop,
                past);
    }

    /// The same, but what is being stopped is started again then.
    public Entry startedAgain() {
        return state instanceof ProcessState.Stopping(var id, var began, var pressure, var leader, var _)
                ? new Entry(
                        key,
                        name,
                        new ProcessState.Stopping(id, began, pressure, leader, new ProcessState.AfterStop.StartAgain()),
                        since,
                        changedAt,
                        run,
                        launch,
                        stdin,
                        stop,
                        past)
                : this;
    }

    /// Whether there is, or may be, a process: it is up, or was being made.
    public boolean mayRun() {
        return state.live().isPresent() || state instanceof ProcessState.Spawning;
    }
}
