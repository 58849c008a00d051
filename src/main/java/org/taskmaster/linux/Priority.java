package org.taskmaster.linux;

import java.lang.foreign.Arena;
import org.taskmaster.linux.Libc.Function;

/// How much of the processors a thread gets when others want them, too.
public final class Priority {

    // https://man7.org/linux/man-pages/man2/setpriority.2.html
    private static final Function SETPRIORITY = Libc.function("setpriority");

    private static final int PRIO_PROCESS = 0;
    private static final int CALLING_THREAD = 0;
    private static final int LOWEST = 19;

    private Priority() {}

    /// Gives the calling thread the lowest priority there is, for good. On Linux it is a thread's,
    /// not the process's. It cannot fail: any thread may have less.
    public static void lowest() {
        try (Arena arena = Arena.ofConfined()) {
            new Libc(arena).call(SETPRIORITY, PRIO_PROCESS, CALLING_THREAD, LOWEST);
        }
    }
}
