package org.taskmaster.commands;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.taskmaster.commands.Operand.Kind;
import org.taskmaster.commands.Operand.Times;
import org.taskmaster.control.Selection;
import org.taskmaster.control.Selector;
import org.taskmaster.control.Watching;
import org.taskmaster.events.Event;

/// What `events` shows: how the fleet is, and what happens to it then.
public final class FleetEvents {

    private static final int EVENTS = 10_000;
    private static final Duration LONG = Duration.ofDays(1);

    private final Turn turn;
    private final Selector selector;
    private final Listener listener;

    private FleetEvents(Turn turn) {
        this.turn = turn;
        this.selector = turn.selector();
        this.listener = turn.output().events();
    }

    static Command events() {
        return new Command("events", "show each change of state, a line each", turn -> new FleetEvents(turn).run())
                .help(
                        "Shows the state of every process, or of those that are named, a line each; with -f, also every change\n"
                                + "of state from then on, with nothing missing between the two, and who asked for what.\n"
                                + Operand.NAMES)
                .example("events -f web")
                .flags(Flag.alone("-f", "go on with what happens, until Ctrl-C"))
                .operands(Operand.names(Times.ANY, Kind.ANY_PROCESS));
    }

    private Answer run() {
        if (!turn.has("-f")) {
            return show();
        }
        Focus focus = turn.session().focus();
        focus.beginFollowing(selector);
        try {
            return follow(focus);
        } finally {
            focus.endFollowing();
        }
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
    private Answer show() {
        Selection shown = Selection.of(selector, turn.control().status());
        if (!shown.unknown().isEmpty()) {
            return new Answer.Unknown(shown.unknown());
        }
        listener.snapshot(shown);
        return new Answer.Shown();
    }

    /// Tells how things are and what happens then, from a thread of its own, until somebody asks for an end.
    private Answer follow(Focus focus) {
        Interruption interruption = turn.interruption();
        try (Aside<Answer> aside = Aside.begin(() -> following(focus))) {
            Optional<Answer> end = Optional.empty();
            while (end.isEmpty()
                    && !interruption.wasAsked()
                    && !Thread.currentThread().isInterrupted()) {
                turn.time().await(CompletableFuture.anyOf(aside.result(), interruption.asked()), LONG);
                end = aside.result().isDone() ? Optional.of(aside.result().join()) : Optional.empty();
            }
            return end.orElseGet(Answer.Shown::new);
        } catch (CancellationException _) {
            listener.ended();
            return new Answer.Shown();
        } catch (CompletionException e) {
            return Turn.failed(e);
        }
    }

    private Answer following(Focus focus) throws InterruptedException {
        try (Watching watching = Watches.open(turn.control(), EVENTS)) {
            Selection shown = Selection.of(selector, watching.snapshot());
            if (!shown.unknown().isEmpty()) {
                return new Answer.Unknown(shown.unknown());
            }
            listener.snapshot(shown);
            while (true) {
                Event event = Watches.next(watching);
                if (concerns(event)) {
                    listener.event(event);
                }
                focus.shown(event);
            }
        }
    }

    private boolean concerns(Event event) {
        return switch (event) {
            case Event.StateChanged changed -> selector.picks(changed.process());
            // The change of state tells the same.
            case Event.OfProcess _ -> false;
            case Event.ProgramListed listed -> selector.picksProgram(listed.program());
            case Event.Ordered _,
                    Event.Announced _,
                    Event.ReloadRejected _,
                    Event.Reloaded _,
                    Event.OfSupervisor _,
                    Event.Missed _ -> true;
        };
    }
}
