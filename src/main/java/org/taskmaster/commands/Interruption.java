package org.taskmaster.commands;

import java.util.concurrent.CompletableFuture;

/// Somebody's wish that one command stop waiting, as by Ctrl-C. Any thread may ask for it.
public final class Interruption {

    private final CompletableFuture<Void> asked = new CompletableFuture<>();

    /// Asks. Asking again changes nothing.
    public void ask() {
        asked.complete(null);
    }

    /// Whether it was asked for.
    public boolean wasAsked() {
        return asked.isDone();
    }

    /// Done when it is asked for.
    public CompletableFuture<Void> asked() {
        return asked;
    }
}
