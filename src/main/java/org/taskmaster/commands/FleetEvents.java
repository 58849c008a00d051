package org.taskmaster.commands;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.taskmaster.control.Control;
import org.taskmaster.control.Selection;
import org.taskmaster.control.Selector;
import org.taskmaster.control.Watching;
import org.taskmaster.events.Event;

/// What `events` shows: how the fleet is, and what happens to it then.
public final class FleetEvents {

    private static final int EVENTS = 10_000;
    private static final Duration LONG = Duration.ofDays(1);

    private final Control control;
    private final Timekeeper time;

    public FleetEvents(Control control, Timekeeper time) {
        this.control = control;
        this.time = time;
    }

    /// Whoever is told.
    public interface Listener {

        /// How the meant processes are at the beginning.
        void snapshot(Selection shown);

        /// Something happened after that, to one of the meant processes or to the supervisor.
        void event(Event event);

        /// The supervisor has ended; nothing else will happen.
        void ended();
    }

    /// Tells how things are, once.
    ///
    /// @return the answer, when everything is told
    public Answer show(Selector selector, Listener listener) {
        Selection shown = Selection.of(selector, control.status());
        if (!shown.unknown().isEmpty()) {
            return new Answer.NoSuchPrograms(shown.unknown());
        }
        listener.snapshot(shown);
        return new Answer.Shown();
    }

    /// Tells how things are and what happens then, until somebody asks for an end.
    ///
    /// @param listener called from a thread of its own
    /// @param focus is told what was told
    /// @return the answer, when everything is told
    Answer follow(Selector selector, Listener listener, Focus focus, Interruption interruption) {
        try (Aside<Answer> aside = Aside.begin(() -> following(selector, listener, focus))) {
            Optional<Answer> end = Optional.empty();
            while (end.isEmpty()
                    && !interruption.wasAsked()
                    && !Thread.currentThread().isInterrupted()) {
                time.await(java.util.concurrent.CompletableFuture.anyOf(aside.result(), interruption.asked()), LONG);
                end = aside.result().isDone() ? Optional.of(aside.result().join()) : Optional.empty();
            }
            return end.orElseGet(Answer.Shown::new);
        } catch (CancellationException _) {
            listener.ended();
            return new Answer.Shown();
        } catch (CompletionException e) {
            return Orders.failed(e);
        }
    }

    private Answer following(Selector selector, Listener listener, Focus focus) throws InterruptedException {
        try (Watching watching = Watches.open(control, EVENTS)) {
            Selection shown = Selection.of(selector, watching.snapshot());
            if (!shown.unknown().isEmpty()) {
                return new Answer.NoSuchPrograms(shown.unknown());
            }
            listener.snapshot(shown);
            while (true) {
                Event event = Watches.next(watching);
                if (concerns(selector, event)) {
                    listener.event(event);
                }
                focus.shown(event);
            }
        }
    }

    private static boolean concerns(Selector selector, Event event) {
        return switch (event) {
            case Event.StateChanged changed -> selector.picks(program(changed.process()), changed.process());
            // The change of state tells the same.
            case Event.OfProcess _ -> false;
            case Event.ProgramListed listed -> selector.picks(listed.program(), listed.program());
            case Event.Ordered _,
                    Event.Announced _,
                    Event.ReloadRejected _,
                    Event.Reloaded _,
                    Event.OfSupervisor _,
                    Event.Missed _ -> true;
        };
    }

    static String program(String process) {
        int colon = process.lastIndexOf(':');
        return colon < 0 ? process : process.substring(0, colon);
    }
}
