package org.taskmaster.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Answers that are given when the snapshot of their turn is published, so that whoever got one finds it true in
/// `status`.
final class Answers {

    private final List<Runnable> waiting = new ArrayList<>();

    /// Answers at the end of the turn.
    <T> void give(CompletableFuture<T> reply, T answer) {
        waiting.add(() -> reply.complete(answer));
    }

    /// Answers at the end of the turn that it is done.
    void done(CompletableFuture<Void> reply) {
        waiting.add(() -> reply.complete(null));
    }

    /// Gives all of them.
    void flush() {
        waiting.forEach(Runnable::run);
        waiting.clear();
    }
}
