package org.taskmaster.linux;

import java.time.Duration;
import java.util.OptionalDouble;

/// When a child died that is not reaped yet, by the scheduler's books: the kernel keeps no time of death, but
/// it does keep when a thread last ran, and dying is the last thing that one does.
///
/// [proc_pid_sched(5)](https://docs.kernel.org/scheduler/sched-debug.html)
final class DeathTime {

    private static final String LABEL = "se.exec_start";
    private static final double NANOS_PER_MILLI = 1e6;

    private DeathTime() {}

    /// How long ago that was; zero where the kernel keeps no such books.
    static Duration ago(int pid) {
        OptionalDouble its = lastRan("/proc/" + pid + "/sched");
        OptionalDouble ours = lastRan("/proc/thread-self/sched");
        if (its.isEmpty() || ours.isEmpty() || its.getAsDouble() > ours.getAsDouble()) {
            return Duration.ZERO;
        }
        return Duration.ofNanos((long) ((ours.getAsDouble() - its.getAsDouble()) * NANOS_PER_MILLI));
    }

    /// Reads `se.exec_start   :   763852.669967`, in milliseconds of the scheduler's own clock.
    private static OptionalDouble lastRan(String path) {
        String text = ProcFiles.read(path);
        int label = text.indexOf(LABEL);
        int colon = text.indexOf(':', label);
        int end = text.indexOf('\n', colon);
        if (label < 0 || colon < 0 || end < 0) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(
                    Double.parseDouble(text.substring(colon + 1, end).strip()));
        } catch (NumberFormatException _) {
            // Another kernel's books, which we cannot read.
            return OptionalDouble.empty();
        }
    }
}
