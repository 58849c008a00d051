package org.taskmaster.commands;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.taskmaster.control.Control;
import org.taskmaster.control.ControlFailure;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Requester;
import org.taskmaster.control.Selection;
import org.taskmaster.control.Selector;

/// One command that is being done: what was typed, for whom, and where things are shown before the answer.
record Turn(Session session, Command command, Arguments words, Output output, Interruption interruption) {

    /// Whoever gives commands, one after another.
    ///
    /// @param who on whose behalf everything is asked
    /// @param focus is told of every order, for whoever shows events meanwhile
    /// @param bond what it means to leave
    record Session(Control control, Requester who, Timekeeper time, Focus focus, Bond bond, Person person) {}

    Control control() {
        return session.control();
    }

    Timekeeper time() {
        return session.time();
    }

    Person person() {
        return session.person();
    }

    List<String> operands() {
        return words.operands();
    }

    /// Whether the flag was given.
    boolean has(String flag) {
        return words.flags().containsKey(flag);
    }

    /// The flag's value, if it was given.
    Optional<String> value(String flag) {
        return Optional.ofNullable(words.flags().get(flag));
    }

    /// The processes that are named; everything, without a name.
    Selector selector() {
        return operands().isEmpty() ? Selector.all() : new Selector(operands());
    }

    /// On whose behalf an order is given, with the reason that was typed with it.
    Requester asker() {
        Optional<String> reason = value("--reason");
        return reason.isPresent() ? new Requester(session.who().name(), reason) : session.who();
    }

    /// Does something with the one process that a word names.
    Answer withOne(String word, Function<ProcessStatus, Answer> then) {
        Selection selection =
                Selection.of(new Selector(List.of(word)), control().status());
        if (!selection.unknown().isEmpty()) {
            return new Answer.Unknown(selection.unknown().subList(0, 1));
        }
        return selection.processes().size() == 1
                ? then.apply(selection.processes().getFirst())
                : Answer.notOne(word, selection.processes());
    }

    /// Does something with the one process that the first operand names.
    Answer withOne(Function<ProcessStatus, Answer> then) {
        return withOne(operands().getFirst(), then);
    }

    Answer misused(String problem) {
        return Answer.misused(problem, command);
    }

    /// Waits for the outcome of an order, however it ends.
    ///
    /// @param what what is being waited for, in words
    <T> Answer outcome(CompletableFuture<T> order, Supplier<String> what, Function<T, Answer> answer) {
        try {
            return new Waiting(time(), output)
                    .await(order, interruption, what)
                    .map(answer)
                    .orElseGet(this::noLongerWaiting);
        } catch (CancellationException _) {
            return Answer.failed("the supervisor is shutting down");
        } catch (CompletionException e) {
            return failed(e);
        }
    }

    /// Somebody ended the waiting.
    Answer noLongerWaiting() {
        return left(command.name());
    }

    /// See [Commands#left].
    static Answer left(String command) {
        String goesOn = switch (command) {
            case "wait" -> "";
            case "reload", "update" -> "; the reload goes on";
            default -> "; the order stands";
        };
        return new Answer.Complaint(ExitCode.INTERRUPTED, List.of(Line.of("no longer waiting" + goesOn)));
    }

    /// Why there is no outcome.
    static Answer failed(CompletionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause instanceof ControlFailure failure
                ? new Answer.Unanswered(failure)
                : Answer.failed(Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString));
    }
}
