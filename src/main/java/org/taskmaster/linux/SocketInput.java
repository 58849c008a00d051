package org.taskmaster.linux;

import java.lang.foreign.Arena;
import org.taskmaster.linux.Libc.Function;

/// What arrives on a connection, for one thread that waits for it: a poll and a read, and nothing between.
///
/// It has a descriptor of its own, so that the connection may be closed meanwhile: its end is [#end].
public final class SocketInput implements AutoCloseable {

    // https://man7.org/linux/man-pages/man2/fcntl.2.html
    private static final Function FCNTL = Libc.function("fcntl");
    // https://man7.org/linux/man-pages/man2/read.2.html
    private static final Function READ = Libc.function("read");

    private static final int F_DUPFD_CLOEXEC = 1030;

    private static final int MOST_AT_ONCE = 4 * 1024;

    private static final int END = -1;

    private final Libc libc;
    private final Block block;
    private final Poll poll;
    private final Descriptor socket;
    private final EventDescriptor bell;
    private volatile boolean ended;

    /// @param descriptor of the connection, which does not block
    /// @throws LinuxError when there are no descriptors left
    public SocketInput(int descriptor) {
        Arena arena = Arena.ofAuto();
        libc = new Libc(arena);
        block = new Block(arena, MOST_AT_ONCE);
        poll = new Poll(libc, arena);
        bell = new EventDescriptor(libc, arena);
        int own = libc.call(FCNTL, descriptor, F_DUPFD_CLOEXEC, 0);
        if (own < 0) {
            bell.close();
        }
        socket = new Descriptor(libc, LinuxError.check(own, FCNTL.name(), "reading from a connection"));
    }

    /// Waits until something is there.
    ///
    /// @return how many bytes; -1: no more come, or the connection is broken, or [#end] was called
    public int read(byte[] into, int start, int most) {
        while (!ended) {
            int count = libc.call(READ, socket.number(), block.address(), Math.min(most, MOST_AT_ONCE));
            if (count > 0) {
                block.get(0, into, start, count);
                return count;
            }
            if (count == -Errno.EAGAIN) {
                poll.await(socket.number(), Poll.IN, bell.descriptor().number());
            } else if (count != -Errno.EINTR) {
                return END;
            }
        }
        return END;
    }

    /// Nothing more is read. Any thread may call it, at any time.
    public void end() {
        ended = true;
        bell.ring();
    }

    /// For the thread that reads.
    @Override
    public void close() {
        bell.close();
        socket.close();
    }
}
