package org.taskmaster.commands;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Selection;
import org.taskmaster.control.Selector;

/// Waits for the outcome of an order, tells what it is waiting for when that takes long, and gives up
/// when somebody asks for it.
final class Waiting {

    /// Below this, a progress line would only flicker.
    private static final Duration QUIET = Duration.ofSeconds(1);

    private static final Duration UNLIMITED = Duration.ofDays(36_500);
    private static final int NAMED = 3;

    private final Timekeeper time;
    private final Output output;

    Waiting(Timekeeper time, Output output) {
        this.time = time;
        this.output = output;
    }

    /// Waits for `outcome`.
    ///
    /// @param what what is being waited for, asked anew each second
    /// @return empty when the waiting was ended; the order stands
    <T> Optional<T> await(CompletableFuture<T> outcome, Interruption interruption, Supplier<String> what) {
        return await(outcome, interruption, what, UNLIMITED);
    }

    /// As above, but not longer than `limit`.
    ///
    /// @return empty also when that time is over
    <T> Optional<T> await(
            CompletableFuture<T> outcome, Interruption interruption, Supplier<String> what, Duration limit) {
        Duration begin = time.now();
        CompletableFuture<?> either = CompletableFuture.anyOf(outcome, interruption.asked());
        Duration next = QUIET;
        Duration waited = Duration.ZERO;
        try {
            while (!either.isDone()
                    && waited.compareTo(limit) < 0
                    && !Thread.currentThread().isInterrupted()) {
                if (waited.compareTo(next) >= 0) {
                    output.progress(
                            "waiting for " + what.get() + " ... " + waited.toSeconds() + " s, Ctrl-C stops waiting");
                    next = Duration.ofSeconds(waited.toSeconds() + 1);
                }
                Duration until = next.compareTo(limit) < 0 ? next : limit;
                time.await(either, until.minus(waited));
                waited = time.now().minus(begin);
            }
        } finally {
            output.progress("");
        }
        if (outcome.isDone()) {
            return Optional.of(outcome.join());
        }
        outcome.cancel(false);
        return Optional.empty();
    }

    /// The selected processes that have not come to rest where `action` wants them.
    static String pending(Optional<Action> action, Selector selector, FleetStatus fleet) {
        List<String> pending = Selection.of(selector, fleet).processes().stream()
                .filter(process -> unsettled(action, process))
                .map(Waiting::pending)
                .toList();
        if (pending.isEmpty()) {
            return selector.toString();
        }
        return few(pending);
    }

    /// The first of many.
    static String few(List<String> pending) {
        String named = String.join(", ", pending.subList(0, Math.min(NAMED, pending.size())));
        return pending.size() > NAMED ? named + " and " + (pending.size() - NAMED) + " more" : named;
    }

    private static String pending(ProcessStatus process) {
        String detail = process.detail().lines().findFirst().orElse("");
        return process.name() + " (" + process.state() + (detail.isEmpty() ? "" : " " + detail) + ")";
    }

    private static boolean stops(Action action) {
        return switch (action) {
            case STOP, DISABLE -> true;
            case START, RESTART, ENABLE -> false;
        };
    }

    /// Whether it starts all that is down: not all that is enabled has `autostart`.
    private static boolean starts(Action action) {
        return switch (action) {
            case START, RESTART -> true;
            case STOP, DISABLE, ENABLE -> false;
        };
    }

    private static boolean unsettled(Optional<Action> action, ProcessStatus process) {
        return switch (process.state()) {
            case STARTING, BACKOFF, STOPPING -> true;
            case RUNNING -> action.filter(Waiting::stops).isPresent();
            case STOPPED -> action.filter(Waiting::starts).isPresent();
            case EXITED, FATAL -> false;
        };
    }
}
