package org.taskmaster.daemon;

import java.util.function.Function;
import java.util.function.Supplier;
import org.taskmaster.events.Event;
import org.taskmaster.host.Host;
import org.taskmaster.model.Defects;
import org.taskmaster.model.LogLevel;

/// Keeps a defect in one thing from touching the next: it is told, and ends there.
final class Guard {

    private final Host host;
    private final Outbox outbox;

    /// @param host whose time of day is told
    Guard(Host host, Outbox outbox) {
        this.host = host;
        this.outbox = outbox;
    }

    /// Runs one thing.
    ///
    /// @return whether there was no defect
    boolean run(Runnable thing) {
        return call(
                () -> {
                    thing.run();
                    return true;
                },
                _ -> false);
    }

    /// Calls for an answer.
    ///
    /// @param instead what to answer after a defect, which it is given in words for people
    <T> T call(Supplier<T> thing, Function<String, T> instead) {
        try {
            return thing.get();
        } catch (RuntimeException | Error defect) {
            outbox.publish(new Event.OfSupervisor(
                    host.wallClock(),
                    LogLevel.CRITICAL,
                    "a defect in Taskmaster, please report it: " + Defects.describe(defect)));
            return instead.apply("a defect in Taskmaster (" + defect + ")");
        }
    }
}
