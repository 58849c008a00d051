package org.taskmaster.core;

import java.time.Duration;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Signal;

/// What the world is told of one process.
public sealed interface ProcessEvent {

    /// A new process is up.
    record Spawned(int pid) implements ProcessEvent {}

    /// No process could be made.
    record SpawnFailed(String reason) implements ProcessEvent {}

    /// It was up for `starttime`, so its start was a success.
    record Succeeded(int pid, Duration starttime) implements ProcessEvent {}

    /// It ended by itself.
    record Exited(ExitStatus exit, Verdict verdict) implements ProcessEvent {}

    /// Its leader ended by itself and left others of its group behind, which are being stopped.
    record LeftGroupBehind(int pid, ExitStatus exit) implements ProcessEvent {}

    /// The next try comes after `pause`.
    record BackedOff(Duration pause, String reason) implements ProcessEvent {}

    /// It will not be tried again.
    record GaveUp(String reason) implements ProcessEvent {}

    /// It was told to end.
    record StopSent(int pid, Signal signal) implements ProcessEvent {}

    /// It is being killed, because it took too long or because someone is in a hurry.
    record KillSent(int pid) implements ProcessEvent {}

    /// It ended because it was told to.
    record Stopped(ExitStatus exit) implements ProcessEvent {}

    /// It was waiting for its next try and will not be tried.
    record Cancelled() implements ProcessEvent {}

    /// How an exit is judged.
    enum Verdict {
        EXPECTED,
        UNEXPECTED,
        /// Before its start counted as successful: never expected, whatever the code
        /// (docs/reference/supervisord-facts.md#deaths).
        TOO_QUICK
    }
}
