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

    private static final String ENDED = "the supervisor has ended";

    private static final Duration LONG = Duration.ofDays(1);

    private Watches() {}

    /// The connection to the supervisor is lost.
    static final class Lost extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private Lost(String why) {
            super(why);
        }
    }

    /// What to say when the supervisor has ended before there was an answer.
    static Answer ended() {
        return Answer.failed(ENDED);
    }

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
    /// @throws CancellationException when none will come any more, because the supervisor has ended
    /// @throws Lost when none will come any more, though it goes on
    static Event next(Watching watching) throws InterruptedException {
        while (true) {
            Optional<Event> event = watching.events().next(LONG);
            if (event.isPresent()) {
                return event.get();
            }
            if (watching.events().ended()) {
                Optional<String> lost = watching.events().lost();
                if (lost.isPresent()) {
                    throw new Lost(lost.get());
                }
                throw new CancellationException(ENDED);
            }
        }
    }
}
