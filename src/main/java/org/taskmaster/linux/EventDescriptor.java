package org.taskmaster.linux;

import java.lang.foreign.Arena;
import org.taskmaster.linux.Libc.Function;

/// A bell that any thread can ring and the loop can hear.
///
/// [eventfd(2)](https://man7.org/linux/man-pages/man2/eventfd.2.html)
final class EventDescriptor implements AutoCloseable {

    private static final Function EVENTFD = Libc.function("eventfd");
    // https://man7.org/linux/man-pages/man2/write.2.html
    private static final Function WRITE = Libc.function("write");

    private final Descriptor bell;
    private final Block read;
    private final Object ringing = new Object();
    private final Libc ringer;
    private final Block one;
    private boolean closed;

    EventDescriptor(Libc libc, Arena arena) {
        int flags = Descriptor.O_CLOEXEC | Descriptor.O_NONBLOCK;
        int number = libc.demand("making the wake-up descriptor", EVENTFD, 0, flags, 0, 0);
        this.bell = new Descriptor(libc, number);
        this.read = new Block(arena, Long.BYTES);
        this.one = new Block(arena, Long.BYTES);
        this.one.int64(0, 1);
        this.ringer = new Libc(arena);
    }

    Descriptor descriptor() {
        return bell;
    }

    /// Rings; once it is closed, nothing happens. Any thread may call it.
    void ring() {
        // The lock keeps a late caller from writing to whatever has the descriptor's number by then.
        synchronized (ringing) {
            if (!closed) {
                // It can fail only when the counter is full, and then it rings already.
                ringer.call(WRITE, bell.number(), one.address(), Long.BYTES);
            }
        }
    }

    /// Makes it silent again.
    void hear() {
        bell.read(read);
    }

    @Override
    public void close() {
        synchronized (ringing) {
            closed = true;
            bell.close();
        }
    }
}
