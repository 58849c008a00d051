package org.taskmaster.logs;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.taskmaster.model.ThreadLimit;

/// A thread that is made as soon as the system allows it: when there is none to be had, it is asked for again
/// when there is work for it, but not more often than once a second.
///
/// One thread at a time may use it.
final class RetriedThread {

    private static final long BETWEEN = Duration.ofSeconds(1).toNanos();

    private final String name;
    private final String task;
    private final Runnable work;
    private final Starter starter;
    private final LongSupplier nanos;
    private final Consumer<String> trouble;

    private Thread thread;
    private boolean made;
    private boolean refused;
    private long askedAt;

    /// How a thread is started; throws an [OutOfMemoryError] when there is none to be had.
    interface Starter {
        void start(Thread thread);
    }

    /// Asks for it the first time.
    ///
    /// @param name the thread's
    /// @param task what it does, as in `write output`
    /// @param trouble is called when the system refuses it, and when it is there after all
    RetriedThread(String name, String task, Runnable work, Consumer<String> trouble) {
        this(name, task, work, Thread::start, System::nanoTime, trouble);
    }

    RetriedThread(
            String name, String task, Runnable work, Starter starter, LongSupplier nanos, Consumer<String> trouble) {
        this.name = name;
        this.task = task;
        this.work = work;
        this.starter = starter;
        this.nanos = nanos;
        this.trouble = trouble;
        this.thread = fresh();
        ask();
    }

    private Thread fresh() {
        Thread fresh = new Thread(work, name);
        fresh.setDaemon(true);
        return fresh;
    }

    /// There is work for it.
    void need() {
        if (!made && nanos.getAsLong() - askedAt >= BETWEEN) {
            ask();
        }
    }

    private void ask() {
        askedAt = nanos.getAsLong();
        try {
            starter.start(thread);
            made = true;
            if (refused) {
                trouble.accept("there is a thread again to " + task);
            }
        } catch (OutOfMemoryError _) {
            // How the JVM says that there is no thread to be had; one that was refused is of no use any more.
            thread = fresh();
            if (!refused) {
                refused = true;
                trouble.accept("cannot " + task + " yet: " + ThreadLimit.REACHED
                        + "; lines wait as long as there is room for them; " + ThreadLimit.REMEDY);
            }
        }
    }

    /// There will be no more work for it, and it knows: waits until it has ended.
    ///
    /// @param patience how long, until it is interrupted
    /// @param afterwards how long when it was
    void end(Duration patience, Duration afterwards) {
        if (!made) {
            ask();
        }
        if (!made) {
            trouble.accept("it was not possible to " + task + " until the end, and what waited for it is lost: "
                    + ThreadLimit.REACHED);
            return;
        }
        try {
            if (!thread.join(patience)) {
                thread.interrupt();
                boolean _ = thread.join(afterwards);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
