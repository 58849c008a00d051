package org.taskmaster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Waits for something to become true. The deadline is only there to end a test that fails: no test
/// depends on how long anything takes.
public final class Waiting {

    public static final Duration DEADLINE = Duration.ofSeconds(60);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(2);

    private Waiting() {}

    /// What is waited for.
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws IOException;
    }

    /// Waits until `condition` holds, where the line that calls says what that is.
    public static void until(Condition condition) {
        until("this holds", condition);
    }

    /// Waits until `condition` holds.
    ///
    /// @param what is said when it never does
    public static void until(String what, Condition condition) {
        until(what, condition, () -> "");
    }

    /// Waits until `condition` holds.
    ///
    /// @param present tells how things are when it never does
    public static void until(String what, Condition condition, Supplier<String> present) {
        try {
            long end = System.nanoTime() + DEADLINE.toNanos();
            while (!condition.holds()) {
                if (System.nanoTime() - end > 0) {
                    throw new AssertionError("waited in vain until " + what + ". " + present.get());
                }
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until `supplier` has something, and returns it.
    public static <T> T forSome(String what, Supplier<Optional<T>> supplier) {
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
