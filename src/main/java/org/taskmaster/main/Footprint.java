package org.taskmaster.main;

import java.time.Duration;
import org.taskmaster.linux.Memory;

/// Gives back, once, the memory that only the start needed.
final class Footprint {

    private static final Duration START_IS_OVER = Duration.ofSeconds(3);

    private Footprint() {}

    /// Does it when the start is over.
    static void shrinkSoon() {
        Thread.ofPlatform().name("footprint").daemon().start(() -> {
            try {
                Thread.sleep(START_IS_OVER);
                System.gc();
                Memory.trimHeap();
                Memory.dropCleanCode();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
