package org.taskmaster.core;

import java.time.Duration;
import java.util.Optional;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.LeftProcess;
import org.taskmaster.model.ProcessId;

/// What reaches a process's state machine: orders (what someone wants) and facts (what happened).
public sealed interface Input {

    /// What someone wants.
    sealed interface Order extends Input {
        /// Be up.
        record Start() implements Order {}

        /// Be down, gracefully.
        record Stop() implements Order {}

        /// Be up as a new process.
        record Restart() implements Order {}

        /// Be down now.
        record Kill() implements Order {}
    }

    /// What happened.
    sealed interface Fact extends Input {
        /// A [Effect.Spawn] succeeded.
        record Spawned(ProcessId id) implements Fact {}

        /// A [Effect.Spawn] could not be done.
        record SpawnFailed(String reason) implements Fact {}

        /// The process that was spawned for a run ended: the leader of its group and session.
        ///
        /// @param ago how long before it became known: what a process lived through counts, not when we heard
        /// @param left one of the others, one outside of its process group if there is one
        record Died(ProcessId id, ExitStatus exit, Group group, Duration ago, Optional<LeftProcess> left)
                implements Fact {

            /// One that ended just now.
            public Died(ProcessId id, ExitStatus exit, Group group) {
                this(id, exit, group, Duration.ZERO, Optional.empty());
            }
        }

        /// Nothing is left of a run whose leader had ended before.
        record GroupEnded(ProcessId id) implements Fact {}

        /// A deadline may have passed. It says not which: a state compares its own with the time, so that a
        /// bell that rings late, early or twice does no harm.
        record TimeUp() implements Fact {}
    }

    /// Whether others of its run outlive a leader.
    enum Group {
        EMPTY,
        LIVES
    }
}
