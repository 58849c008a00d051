package org.taskmaster.commands;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Control;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.Control.Patience;
import org.taskmaster.control.ControlFailure;
import org.taskmaster.control.Requester;
import org.taskmaster.control.Selector;
import org.taskmaster.model.Signal;
import org.taskmaster.model.Suggestions;

/// The commands that order something of processes, and the waiting for what becomes of it.
final class Orders {

    private final Control control;
    private final Requester who;
    private final Timekeeper time;
    private final Focus focus;

    Orders(Control control, Requester who, Timekeeper time, Focus focus) {
        this.control = control;
        this.who = who;
        this.time = time;
        this.focus = focus;
    }

    /// On whose behalf an order is given, with the reason that was typed with it.
    Requester asker(Turn turn) {
        Optional<String> reason = turn.words().value("--reason");
        return reason.isPresent() ? new Requester(who.name(), reason) : who;
    }

    Answer act(Verb verb, Action action, Turn turn) {
        Selector selector = new Selector(turn.words().operands());
        Patience patience = turn.words().has("--no-wait") ? Patience.GIVEN : Patience.SETTLED;
        try (Focus.ToProcesses order = focus.begin(action, selector)) {
            return acted(verb, selector, turn, control.act(action, selector, patience, asker(turn)), order::answered);
        }
    }

    Answer signal(Turn turn) {
        List<String> operands = turn.words().operands();
        Optional<Signal> signal = Signal.parse(operands.getFirst());
        if (signal.isEmpty()) {
            return new Answer.Misused(noSignal(operands.getFirst()), Optional.of(CommandTable.of(Verb.SIGNAL)));
        }
        Selector selector = new Selector(operands.subList(1, operands.size()));
        return acted(Verb.SIGNAL, selector, turn, control.signal(signal.get(), selector, asker(turn)), _ -> {});
    }

    private static String noSignal(String word) {
        String upper = word.toUpperCase(java.util.Locale.ROOT);
        String bare = upper.startsWith("SIG") ? upper.substring(3) : upper;
        return "no signal is called \"" + word + "\""
                + Suggestions.nearest(bare, Signal.known().values())
                        .map(near -> ", did you mean " + near + "?")
                        .orElse("; write a name as TERM or HUP, or a number from 1 to 64");
    }

    private Answer acted(
            Verb verb,
            Selector selector,
            Turn turn,
            CompletableFuture<ActionReport> order,
            Consumer<ActionReport> answered) {
        return outcome(verb, order, turn, () -> Waiting.pending(verb, selector, control.status()), report -> {
            answered.accept(report);
            return new Answer.Acted(verb, report);
        });
    }

    /// Waits for the outcome of an order, however it ends.
    ///
    /// @param what what is being waited for, in words
    <T> Answer outcome(
            Verb verb, CompletableFuture<T> order, Turn turn, Supplier<String> what, Function<T, Answer> answer) {
        try {
            return new Waiting(time, turn.output())
                    .await(order, turn.interruption(), what)
                    .map(answer)
                    .orElseGet(() -> new Answer.NoLongerWaiting(verb));
        } catch (CancellationException _) {
            return new Answer.Broken("the supervisor is shutting down");
        } catch (CompletionException e) {
            return failed(e);
        }
    }

    /// Why there is no outcome.
    static Answer failed(CompletionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (cause instanceof ControlFailure failure) {
            return new Answer.Unanswered(failure);
        }
        return new Answer.Broken(Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString));
    }
}
