package org.taskmaster.commands;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Time as it really passes.
public final class SystemTime implements Timekeeper {

    @Override
    public Duration now() {
        return Duration.ofNanos(System.nanoTime());
    }

    /// An interrupted thread does not wait, and stays interrupted.
    @Override
    public void await(CompletableFuture<?> future, Duration atMost) {
        try {
            Object _ = future.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException | CancellationException _) {
            // How it ended is for the caller to see.
        }
    }
}
