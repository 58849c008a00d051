package org.taskmaster.commands;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Work that may block for long, on a thread of its own, so that whoever wants its result can stop
/// waiting for it.
///
/// @param <T> its result
final class Aside<T> implements AutoCloseable {

    private static final Duration LEAVING = Duration.ofSeconds(1);

    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Thread thread;

    private Aside(Work<T> work) {
        thread = Thread.ofPlatform().name("command").daemon().unstarted(() -> {
            try {
                result.complete(work.run());
            } catch (InterruptedException _) {
                result.cancel(false);
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
    }

    /// What is to be done.
    interface Work<T> {
        /// Does it, until it is done or interrupted.
        T run() throws InterruptedException;
    }

    /// Begins.
    static <T> Aside<T> begin(Work<T> work) {
        Aside<T> aside = new Aside<>(work);
        aside.thread.start();
        return aside;
    }

    /// Its result; what it threw, if it did.
    CompletableFuture<T> result() {
        return result;
    }

    /// Interrupts it if it still runs, and waits a moment for its end.
    @Override
    public void close() {
        thread.interrupt();
        try {
            boolean _ = thread.join(LEAVING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
