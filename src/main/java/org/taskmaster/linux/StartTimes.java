package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.Map;
import org.taskmaster.linux.Libc.Function;
import org.taskmaster.linux.ProcessTree.Seen;
import org.taskmaster.model.ProcessId;

/// When the kernel has it that a new process started, in the ticks of `/proc/PID/stat`: with its number, that
/// tells it from every other process since the machine was booted, also for a supervisor that comes after
/// this one.
///
/// The kernel notes the time since boot when it makes a process, and tells it in whole ticks of 10 ms. A
/// spawn takes less than one: mostly the clock shows the same tick before and after, so the answer is known,
/// and the file, which costs a hundred times as much, need not be read. Where the kernel tells a time outside
/// of what the clock said about the first process, it is asked about all.
///
/// A number comes back only after all others were given out. Within one tick that takes a `kernel.pid_max` of a few
/// hundred, or a process that may choose numbers; then the later one is said to have started a tick later. So no
/// two runs share an identity here, and a later supervisor takes such a process for a stranger.
final class StartTimes {

    // https://man7.org/linux/man-pages/man3/clock_gettime.3.html
    private static final Function CLOCK_GETTIME = Libc.function("clock_gettime");

    private static final int CLOCK_BOOTTIME = 7;
    private static final int TIMESPEC_BYTES = 16;
    /// The kernel's USER_HZ is 100 on every machine that [Abi] knows.
    private static final long TICKS_PER_SECOND = 100;

    private static final long NANOS_PER_TICK = 1_000_000_000 / TICKS_PER_SECOND;

    private final Libc libc;
    private final Block time;
    private Clock clock = Clock.UNPROVEN;
    private long before;

    /// The latest tick in which a process started, and the numbers that were given out in it or are said to have been
    /// given out after it.
    private long latest;

    private final Map<Integer, Long> recent = new HashMap<>();

    /// Whether the clock may be believed.
    private enum Clock {
        UNPROVEN,
        PROVEN,
        DIFFERENT
    }

    StartTimes(Libc libc, Arena arena) {
        this.libc = libc;
        this.time = new Block(arena, TIMESPEC_BYTES);
    }

    /// To be called right before a process is made.
    void before() {
        before = ticks();
    }

    /// The identity of the process that was made since then, and is not reaped.
    ProcessId identify(int pid) {
        long after = ticks();
        long started = clock == Clock.PROVEN && before == after ? after : asked(pid, after);
        return new ProcessId(pid, distinct(pid, started));
    }

    /// What the kernel says. Where `/proc` does not show the process, nobody can ask later, and it hardly matters.
    private long asked(int pid, long after) {
        long started = ProcessTree.look(pid).map(Seen::started).orElse(-1L);
        if (started < 0) {
            return after;
        }
        if (clock == Clock.UNPROVEN) {
            clock = before <= started && started <= after ? Clock.PROVEN : Clock.DIFFERENT;
        }
        return started;
    }

    /// The tick that `pid` is said to have started in: not one in which a process of this number did before.
    long distinct(int pid, long started) {
        if (started > latest) {
            latest = started;
            recent.values().removeIf(last -> last < started);
        }
        long distinct = Math.max(started, recent.getOrDefault(pid, -1L) + 1);
        recent.put(pid, distinct);
        return distinct;
    }

    private long ticks() {
        libc.demand("reading the clock", CLOCK_GETTIME, CLOCK_BOOTTIME, time.address(), 0, 0);
        return time.int64(0) * TICKS_PER_SECOND + time.int64(Long.BYTES) / NANOS_PER_TICK;
    }
}
