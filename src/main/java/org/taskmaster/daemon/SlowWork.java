package org.taskmaster.daemon;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Work that waits for a file system, which may hang, done by a thread of its own, piece by piece in order. The loop
/// waits for what it needs as long as such work takes as a rule, and goes on without what takes longer.
///
/// The loop alone calls this.
final class SlowWork implements Executor {

    /// Making a named pipe takes a tenth of a millisecond.
    private static final Duration A_MOMENT = Duration.ofMillis(100);

    private final Executor thread;
    private final Mailbox mailbox;
    /// How many pieces took longer and are not done. As long as there are any, no other is waited for.
    private int late;

    /// @param thread does one thing after another
    SlowWork(Executor thread, Mailbox mailbox) {
        this.thread = thread;
        this.mailbox = mailbox;
    }

    /// Does something that is not waited for.
    @Override
    public void execute(Runnable work) {
        try {
            thread.execute(work);
        } catch (OutOfMemoryError _) {
            // How the JVM says that there is no thread to be had: the loop has to do it.
            work.run();
        }
    }

    /// Does something that is needed.
    ///
    /// @param then told by the loop what came of it, if that takes longer
    /// @return what came of it; empty when it takes longer
    <T> Optional<T> promptly(Supplier<T> work, Consumer<T> then) {
        CompletableFuture<T> done = new CompletableFuture<>();
        execute(() -> complete(done, work));
        if (late == 0 && isDone(done)) {
            return Optional.of(done.join());
        }
        late++;
        done.whenComplete((result, defect) -> mailbox.post(new Message.Late(() -> {
            late--;
            then.accept(done.join());
        })));
        return Optional.empty();
    }

    private static <T> void complete(CompletableFuture<T> done, Supplier<T> work) {
        try {
            done.complete(work.get());
        } catch (RuntimeException | Error defect) {
            done.completeExceptionally(defect);
        }
    }

    private static boolean isDone(CompletableFuture<?> work) {
        try {
            Object _ = work.get(A_MOMENT.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException _) {
            // Who asks for the result is told.
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return work.isDone();
        }
    }
}
