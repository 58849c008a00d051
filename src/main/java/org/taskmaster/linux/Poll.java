package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.time.Duration;
import org.taskmaster.linux.Libc.Function;

/// Waits for one descriptor, or for a bell that ends the waiting. An instance belongs to one thread.
///
/// [poll(2)](https://man7.org/linux/man-pages/man2/poll.2.html)
final class Poll {

    static final int IN = 1;
    static final int OUT = 4;

    private static final Function POLL = Libc.function("poll");

    private static final int ENTRY = 8;
    private static final int EVENTS = 4;
    private static final int ANSWER = 16;
    private static final int FOR_EVER = -1;

    private final Libc libc;
    private final Block entries;

    Poll(Libc libc, Arena arena) {
        this.libc = libc;
        this.entries = new Block(arena, 2 * ENTRY);
    }

    /// Waits until `descriptor` is ready for `events`, or `bell` rings.
    ///
    /// @return whether the bell rings
    boolean await(int descriptor, int events, int bell) {
        entry(0, descriptor, events);
        entry(1, bell, IN);
        await(2, FOR_EVER);
        return entries.int32(ENTRY + EVENTS) >>> ANSWER != 0;
    }

    /// Waits until `descriptor` is ready for `events`, or the time is over.
    void await(int descriptor, int events, Duration atMost) {
        entry(0, descriptor, events);
        await(1, (int) atMost.toMillis());
    }

    /// Whether `descriptor` is ready for `events` now.
    boolean isReady(int descriptor, int events) {
        entry(0, descriptor, events);
        return libc.call(POLL, entries.address(), 1, 0) > 0;
    }

    private void entry(int index, int descriptor, int events) {
        entries.int32(index * ENTRY, descriptor);
        // the lower half; the upper one is the answer
        entries.int32(index * ENTRY + EVENTS, events);
    }

    /// An interrupted wait is one that ends early: the caller looks again.
    private void await(int count, int milliseconds) {
        int result = libc.call(POLL, entries.address(), count, milliseconds);
        if (result != -Errno.EINTR) {
            LinuxError.check(result, POLL.name(), "waiting for a terminal");
        }
    }
}
