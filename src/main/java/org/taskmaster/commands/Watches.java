package org.taskmaster.commands;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.taskmaster.control.Control;
import org.taskmaster.control.Watching;
import org.taskmaster.events.Event;

/// Views of the fleet, for commands that follow it.
final class Watches {

    /// Why nothing more is followed.
    static final String ENDED = "the supervisor has ended, or the connection to it is lost";

    private static final Duration LONG = Duration.ofDays(1);

    private Watches() {}

    /// Waits for the snapshot.
    static Watching open(Control control, int capacity) throws InterruptedException {
        try {
            return control.watch(capacity).get();
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        }
    }

    /// Waits for the next event.
    ///
    /// @throws CancellationException when none will come any more
    static Event next(Watching watching) throws InterruptedException {
        while (true) {
            Optional<Event> event = watching.events().next(LONG);
            if (event.isPresent()) {
                return event.get();
            }
            if (watching.events().ended()) {
                throw new CancellationException(ENDED);
            }
        }
    }
}
