package org.taskmaster.e2e;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for something to become true. The deadline is only there to end a test that fails: no test
/// depends on how long anything takes.
final class Waiting {

    static final Duration DEADLINE = Duration.ofSeconds(60);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private Waiting() {}

    /// Waits until `condition` holds.
    ///
    /// @param what is said when it never does
    static void until(String what, BooleanSupplier condition) {
        until(what, condition, () -> "");
    }

    /// Waits until `condition` holds.
    ///
    /// @param present tells how things are when it never does
    static void until(String what, BooleanSupplier condition, Supplier<String> present) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited in vain until " + what + ". " + present.get());
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /// Waits until `supplier` has something, and returns it.
    static <T> T forSome(String what, Supplier<Optional<T>> supplier) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (true) {
            Optional<T> found = supplier.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited in vain for " + what);
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }
}
