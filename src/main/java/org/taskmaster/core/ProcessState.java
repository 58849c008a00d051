package org.taskmaster.core;

import java.time.Duration;
import java.util.Optional;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.LeftProcess;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProcessId;

/// What a process is doing, with exactly the data that matters then. The names are supervisord's
/// (docs/reference/supervisord-facts.md#states).
///
/// Deadlines are computed from the state and the policy in force, never stored, so that a policy changed by a
/// reload applies to a process that is already starting or stopping.
public sealed interface ProcessState {

    /// Not running, because nobody started it or because somebody stopped it.
    record Stopped(StopReason reason) implements ProcessState {}

    /// About to be up: a process is being made. It counts as STARTING.
    ///
    /// @param streak that the new run continues
    record Spawning(Streak streak) implements ProcessState {}

    /// Up, but not yet for as long as a successful start takes.
    record Starting(ProcessId id, Moment since, Streak streak) implements ProcessState {}

    /// Up, and started successfully.
    record Running(ProcessId id, Moment since, Streak streak) implements ProcessState {}

    /// Waiting for the next try.
    ///
    /// @param reason why it is not up
    record Backoff(Moment retryAt, Streak streak, String reason) implements ProcessState {}

    /// Told to end; some of what belongs to it is still there.
    ///
    /// @param since when the latest signal was sent
    record Stopping(ProcessId id, Moment since, Pressure pressure, Leader leader, AfterStop then)
            implements ProcessState {}

    /// Ended by itself after a successful start, and not to be started again by its policy.
    record Exited(ExitStatus exit) implements ProcessState {}

    /// Given up: every allowed try to start it failed.
    record Fatal(String reason) implements ProcessState {}

    /// Why a process that is [Stopped] is not running.
    enum StopReason {
        NOT_STARTED,
        BY_REQUEST
    }

    /// How hard a process was told to end.
    enum Pressure {
        /// By its own stop signal; it has `stoptime` left.
        ASKED,
        /// By SIGKILL.
        KILLED
    }

    /// Whether the process that leads the group still lives.
    sealed interface Leader {
        /// It does.
        record Alive() implements Leader {}

        /// It ended, but others of its group are left.
        record Dead(ExitStatus exit) implements Leader {}
    }

    /// What follows when a stopping process and its whole group are gone.
    sealed interface AfterStop {
        /// It stays stopped.
        record Rest() implements AfterStop {}

        /// It is started again.
        record StartAgain() implements AfterStop {}

        /// The leader had ended by itself: its policy decides, as it would have without a group left
        /// behind.
        record Conclude(Death death) implements AfterStop {}
    }

    /// How a run ended by itself.
    ///
    /// @param lived how long it was up
    /// @param phase whether that was before or after its start counted as successful
    /// @param left one that it left behind
    record Death(ExitStatus exit, Duration lived, Phase phase, Streak streak, Optional<LeftProcess> left) {}

    /// The two halves of being up.
    enum Phase {
        STARTING,
        RUNNING
    }

    /// After SIGKILL, how long to wait before looking and killing again.
    Duration KILL_AGAIN = Duration.ofSeconds(1);

    /// When this state wants to hear that time is up; empty when it does not wait for anything.
    default Optional<Moment> deadline(Policy policy) {
        return switch (this) {
            case Starting starting ->
                Optional.of(starting.since().plus(policy.start().starttime()));
            case Backoff backoff -> Optional.of(backoff.retryAt());
            case Stopping stopping ->
                Optional.of(stopping.since()
                        .plus(
                                switch (stopping.pressure()) {
                                    case ASKED -> policy.stop().stoptime();
                                    case KILLED -> KILL_AGAIN;
                                }));
            case Stopped _, Spawning _, Running _, Exited _, Fatal _ -> Optional.empty();
        };
    }

    /// The process that is up in this state, if one is.
    default Optional<ProcessId> live() {
        return switch (this) {
            case Starting starting -> Optional.of(starting.id());
            case Running running -> Optional.of(running.id());
            case Stopping stopping -> Optional.of(stopping.id());
            case Stopped _, Spawning _, Backoff _, Exited _, Fatal _ -> Optional.empty();
        };
    }

    /// Whether nothing will happen by itself any more.
    default boolean rests() {
        return switch (this) {
            case Stopped _, Exited _, Fatal _ -> true;
            case Spawning _, Starting _, Running _, Backoff _, Stopping _ -> false;
        };
    }
}
