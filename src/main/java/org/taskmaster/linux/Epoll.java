package org.taskmaster.linux;

import java.lang.foreign.Arena;
import org.taskmaster.linux.Libc.Function;

/// The queue the loop sleeps on: which of many descriptors can be read, or written to.
///
/// [epoll(7)](https://man7.org/linux/man-pages/man7/epoll.7.html)
final class Epoll implements AutoCloseable {

    /// How many events one [#await] reports at most.
    private static final int MOST_EVENTS = 256;

    /// To wait for as long as it takes.
    static final int FOR_EVER = -1;

    // https://man7.org/linux/man-pages/man2/epoll_create1.2.html
    private static final Function EPOLL_CREATE1 = Libc.function("epoll_create1");
    // https://man7.org/linux/man-pages/man2/epoll_ctl.2.html
    private static final Function EPOLL_CTL = Libc.function("epoll_ctl");
    // https://man7.org/linux/man-pages/man2/epoll_wait.2.html
    private static final Function EPOLL_WAIT = Libc.function("epoll_wait");

    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLL_CTL_DEL = 2;
    private static final int EPOLLIN = 1;
    private static final int EPOLLOUT = 4;

    private final Libc libc;
    private final Descriptor queue;
    private final Block change;
    private final Block events;

    Epoll(Libc libc, Arena arena) {
        this.libc = libc;
        this.change = new Block(arena, Abi.EPOLL_EVENT_BYTES);
        this.events = new Block(arena, Abi.EPOLL_EVENT_BYTES * MOST_EVENTS);
        int number = libc.demand("making the event queue", EPOLL_CREATE1, Descriptor.O_CLOEXEC, 0, 0, 0);
        this.queue = new Descriptor(libc, number);
    }

    /// Watches a descriptor.
    ///
    /// @param token comes back when it can be read
    /// @return 0, or the negated errno
    int add(Descriptor watched, long token) {
        return add(watched, EPOLLIN, token);
    }

    /// Watches a descriptor that is written to.
    ///
    /// @param token comes back as long as there is room, or the other end is closed
    /// @return 0, or the negated errno
    int addForWriting(Descriptor watched, long token) {
        return add(watched, EPOLLOUT, token);
    }

    private int add(Descriptor watched, int what, long token) {
        change.int32(0, what);
        change.int64(Abi.EPOLL_EVENT_DATA, token);
        return libc.call(EPOLL_CTL, queue.number(), EPOLL_CTL_ADD, watched.number(), change.address());
    }

    /// Stops watching a descriptor.
    void remove(Descriptor watched) {
        libc.demand("watching no longer", EPOLL_CTL, queue.number(), EPOLL_CTL_DEL, watched.number(), change.address());
    }

    /// Waits until a watched descriptor can be read, or written to.
    ///
    /// @param milliseconds how long at most, or [#FOR_EVER]
    /// @return how many events there are, for [#token]; 0 when none came in time
    int await(int milliseconds) {
        int count = libc.call(EPOLL_WAIT, queue.number(), events.address(), MOST_EVENTS, milliseconds);
        if (count == -Errno.EINTR) {
            return 0;
        }
        return LinuxError.check(count, EPOLL_WAIT.name(), "waiting for something to happen");
    }

    /// The token of one of the events the last [#await] found.
    long token(int index) {
        return events.int64(index * Abi.EPOLL_EVENT_BYTES + Abi.EPOLL_EVENT_DATA);
    }

    @Override
    public void close() {
        queue.close();
    }
}
