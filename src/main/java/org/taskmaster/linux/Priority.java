package org.taskmaster.linux;

import java.lang.foreign.Arena;
import org.taskmaster.linux.Libc.Function;

/// How much of the processors a thread gets when others want them, too.
public final class Priority {

    // https://man7.org/linux/man-pages/man2/setpriority.2.html
    private static final Function SETPRIORITY = Libc.function("setpriority");

    // https://man7.org/linux/man-pages/man2/sched_setattr.2.html
    private static final Function SYSCALL = Libc.function("syscall");

    private static final int SCHED_ATTR_BYTES = 48;
    private static final int SCHED_RUNTIME = 24;
    /// Longer than the 3 ms that others have.
    private static final long LONG_SLICE = 20_000_000;

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

    /// Has the calling thread give way at once to any other that wakes up, instead of when its slice of a few
    /// milliseconds is used up. Its share of the processors stays what it is: of two threads, the one with the
    /// longer slice is interrupted by the other (`PREEMPT_SHORT` in the scheduler of Linux 6.12). Older
    /// kernels, and sandboxes that know no such call, change nothing.
    public static void givingWay() {
        try (Arena arena = Arena.ofConfined()) {
            Libc libc = new Libc(arena);
            Block attributes = new Block(arena, SCHED_ATTR_BYTES);
            if (look(libc, attributes) == 0) {
                attributes.int64(SCHED_RUNTIME, LONG_SLICE);
                libc.call(SYSCALL, Abi.SYS_SCHED_SETATTR, CALLING_THREAD, attributes.address(), 0);
            }
        }
    }

    /// How long a slice the calling thread has, in nanoseconds; 0 where the kernel does not say.
    static long slice() {
        try (Arena arena = Arena.ofConfined()) {
            Block attributes = new Block(arena, SCHED_ATTR_BYTES);
            return look(new Libc(arena), attributes) == 0 ? attributes.int64(SCHED_RUNTIME) : 0;
        }
    }

    private static int look(Libc libc, Block attributes) {
        return libc.call(SYSCALL, Abi.SYS_SCHED_GETATTR, CALLING_THREAD, attributes.address(), SCHED_ATTR_BYTES, 0);
    }
}
