package org.taskmaster.events;

import java.time.Instant;
import java.util.List;
import org.taskmaster.core.ProcessEvent;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Problem;

/// Something that happened and that the world may know of.
public sealed interface Event {

    /// The time of day when it happened.
    Instant at();

    /// Something happened to a process.
    ///
    /// @param process its name, as people see it
    record OfProcess(Instant at, String process, ProcessEvent what) implements Event {}

    /// Someone asked for something.
    ///
    /// @param who as in `the shell`, or `SIGHUP from process 4711 (user 1000)`
    /// @param order as in `restart web:*`
    record Ordered(Instant at, String who, String order) implements Event {}

    /// A reload was refused: nothing changed.
    record ReloadRejected(Instant at, List<Problem> problems) implements Event {
        public ReloadRejected {
            problems = List.copyOf(problems);
        }
    }

    /// A reload is being carried out.
    ///
    /// @param steps what changes, a line each, as in `restart web:0: cmd changed`; empty when nothing
    ///     changes
    record Reloaded(Instant at, List<String> steps) implements Event {
        public Reloaded {
            steps = List.copyOf(steps);
        }
    }

    /// Something happened to the supervisor itself.
    record OfSupervisor(Instant at, LogLevel level, String text) implements Event {}

    /// A subscriber was too slow: that many events are missing here.
    record Missed(Instant at, long count) implements Event {}
}
