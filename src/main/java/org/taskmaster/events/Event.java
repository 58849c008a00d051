package org.taskmaster.events;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.taskmaster.core.ProcessEvent;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Problem;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.StateName;

/// Something that happened and that the world may know of.
public sealed interface Event {

    /// The time of day when it happened.
    Instant at();

    /// Something happened to a process.
    record OfProcess(Instant at, ProcessName process, ProcessEvent what) implements Event {

        /// Whether a start or a stop is over with it, however it went.
        public Over over() {
            return switch (what) {
                case ProcessEvent.Succeeded _, ProcessEvent.GaveUp _ -> Over.START;
                case ProcessEvent.Stopped _, ProcessEvent.Cancelled _ -> Over.STOP;
                case ProcessEvent.Spawned _,
                        ProcessEvent.SpawnFailed _,
                        ProcessEvent.BackedOff _,
                        ProcessEvent.Exited _,
                        ProcessEvent.LeftGroupBehind _,
                        ProcessEvent.StopSent _,
                        ProcessEvent.KillSent _ -> Over.NEITHER;
            };
        }

        /// What may be over with an event.
        public enum Over {
            START,
            STOP,
            NEITHER
        }
    }

    /// A process has another state; the same as in [OfProcess], in the words of a table.
    ///
    /// @param pid only while a process is up
    /// @param detail as in [OfProcess]: why it is not up, or how it ended
    record StateChanged(Instant at, ProcessName process, StateName from, StateName to, OptionalInt pid, String detail)
            implements Event {}

    /// Someone asked for something.
    ///
    /// @param who as in `the shell`, or `SIGHUP from process 4711 (user 1000)`
    /// @param order as in `restart web:*`
    /// @param reason why, in their own words, when they gave any
    record Ordered(Instant at, String who, String order, Optional<String> reason) implements Event {}

    /// A program outside had something to announce to all who listen.
    ///
    /// @param type the sender's own word for what it is
    record Announced(Instant at, String who, String type, String data) implements Event {}

    /// A program came to the fleet or left it.
    record ProgramListed(Instant at, String program, Listing listing) implements Event {}

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
    record OfSupervisor(Instant at, LogLevel level, String text) implements Event {

        private static final String LEAVING = "leaving ";

        /// Something goes on running when the supervisor ends.
        public static OfSupervisor leaving(Instant at, String whom, String why) {
            return new OfSupervisor(at, LogLevel.CRITICAL, LEAVING + whom + " behind: " + why);
        }

        /// Whether it says that something goes on running.
        public boolean tellsWhatIsLeft() {
            return level == LogLevel.CRITICAL && text.startsWith(LEAVING);
        }
    }

    /// A subscriber was too slow: that many events are missing here.
    record Missed(Instant at, long count) implements Event {}

    /// Whether a program came or went.
    enum Listing {
        ADDED,
        REMOVED
    }

    /// Whether people are shown it in words; the rest is for programs that follow the fleet.
    default boolean isTold() {
        return switch (this) {
            case StateChanged _, ProgramListed _ -> false;
            case OfProcess _, Ordered _, Announced _, ReloadRejected _, Reloaded _, OfSupervisor _, Missed _ -> true;
        };
    }
}
