package org.taskmaster.main;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.taskmaster.linux.Memory;

/// Gives memory back when it is not needed any more: what only the start needed, and what was only needed
/// to answer many requests.
///
/// It costs a pause of some milliseconds, so it comes when no request has come for a while, and only
/// when there is something to gain.
final class Footprint {

    private static final Duration START_IS_OVER = Duration.ofSeconds(3);
    /// The JVM takes five seconds to notice that its compiler has nothing to do, and gives its memory to the C library.
    private static final Duration COMPILER_IS_DONE = Duration.ofSeconds(6);

    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final Duration BETWEEN = Duration.ofSeconds(20);
    private static final long WORTH_IT = 4L << 20;

    private final Semaphore uses = new Semaphore(0);

    /// Begins to look after it.
    void watch() {
        Thread.ofPlatform().name("footprint").daemon().start(this::run);
    }

    /// A request was answered. Costs next to nothing; any thread may call this.
    void used() {
        if (uses.availablePermits() == 0) {
            uses.release();
        }
    }

    private void run() {
        try {
            Thread.sleep(START_IS_OVER);
            long smallest = shrink();
            Thread.sleep(COMPILER_IS_DONE);
            smallest = Math.min(smallest, trim());
            while (true) {
                uses.acquire();
                awaitQuiet();
                if (Memory.resident() - smallest > WORTH_IT) {
                    smallest = shrink();
                    Thread.sleep(BETWEEN);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitQuiet() throws InterruptedException {
        while (uses.tryAcquire(QUIET.toMillis(), TimeUnit.MILLISECONDS)) {
            // not yet; and not at every single use
            Thread.sleep(QUIET);
        }
    }

    /// @return how much is resident afterwards
    private static long shrink() {
        System.gc();
        return trim();
    }

    /// @return how much is resident afterwards
    private static long trim() {
        Memory.trimHeap();
        Memory.dropCleanPages();
        return Memory.resident();
    }
}
