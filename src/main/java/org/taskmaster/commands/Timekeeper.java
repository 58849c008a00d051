package org.taskmaster.commands;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// The passing of time while somebody waits for an answer.
public interface Timekeeper {

    /// Time since an arbitrary origin; never goes back.
    Duration now();

    /// Waits until `future` is done, however it ends, but not longer than `atMost`.
    void await(CompletableFuture<?> future, Duration atMost);
}
