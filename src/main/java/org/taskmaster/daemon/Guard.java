package org.taskmaster.daemon;

import java.util.function.Function;
import java.util.function.Supplier;
import org.taskmaster.model.Defects;
import org.taskmaster.model.LogLevel;

/// Keeps a defect in one thing from touching the next: it is told, and ends there.
final class Guard {

    private final Reporter reporter;

    Guard(Reporter reporter) {
        this.reporter = reporter;
    }

    /// Runs one thing.
    ///
    /// @return whether there was no defect
    boolean run(Runnable thing) {
        return call(
                () -> {
                    thing.run();
                    return true;
                },
                _ -> false);
    }

    /// Calls for an answer.
    ///
    /// @param instead what to answer after a defect, which it is given in words for people
    <T> T call(Supplier<T> thing, Function<String, T> instead) {
        try {
            return thing.get();
        } catch (RuntimeException | Error defect) {
            reporter.say(LogLevel.CRITICAL, "a defect in Taskmaster, please report it: " + Defects.describe(defect));
            return instead.apply("a defect in Taskmaster (" + defect + ")");
        }
    }
}
