package org.taskmaster.main;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.taskmaster.linux.Memory;

/// Gives memory back when it is not needed any more: what only the start needed, and what was only needed
/// to answer many requests.
///
/// It costs a pause of some milliseconds, so it comes when no request has come for a while, and only
/// when there is something to gain.
final class Footprint {

    /// The JVM takes five seconds to notice that its compiler has nothing to do, and gives its memory to the C library.
    private static final Duration COMPILER_IS_DONE = Duration.ofSeconds(6);
    /// After this, whatever waits for up to a minute of rest has come to an end: a carrier of virtual threads, a
    /// connection without a request, and what the JVM looks after once a minute (`jvm.options`).
    private static final Duration ALL_IS_DONE = Duration.ofSeconds(55);

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
            awaitQuiet();
            dropAgain(shrink());
            long smallest = 0;
            while (true) {
                uses.acquire();
                awaitQuiet();
                if (Memory.resident() - smallest > WORTH_IT) {
                    long begun = System.nanoTime();
                    List<Memory.Piece> clean = shrink();
                    smallest = Memory.resident();
                    dropAgain(clean);
                    // Not again and again while requests come.
                    Thread.sleep(BETWEEN.minusNanos(System.nanoTime() - begun));
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

    /// @return what can be dropped again without looking for it
    private static List<Memory.Piece> shrink() {
        System.gc();
        Memory.trimHeap();
        return Memory.dropCleanPages();
    }

    /// When the compiler is done; and, if there was no request until then, when all is done that went on by itself. A
    /// drop is the last thing each time, as whatever runs afterwards has pages come back.
    private void dropAgain(List<Memory.Piece> clean) throws InterruptedException {
        Thread.sleep(COMPILER_IS_DONE);
        Memory.trimHeap();
        Memory.drop(clean);
        if (!uses.tryAcquire(ALL_IS_DONE.toMillis(), TimeUnit.MILLISECONDS)) {
            Memory.drop(clean);
        } else {
            uses.release();
        }
    }
}
