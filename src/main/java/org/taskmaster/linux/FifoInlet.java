package org.taskmaster.linux;

import java.io.IOException;
import java.nio.file.Path;
import org.taskmaster.host.Plumbing;
import org.taskmaster.host.Plumbing.Inlet;
import org.taskmaster.host.Plumbing.Outlet;
import org.taskmaster.linux.Libc.Function;
import org.taskmaster.linux.Statx.Identity;

/// The reading end of a named pipe. It is open for writing too, so that it never ends
/// ([fifo(7)](https://man7.org/linux/man-pages/man7/fifo.7.html)).
final class FifoInlet implements Inlet {

    // https://man7.org/linux/man-pages/man2/splice.2.html
    private static final Function SPLICE = Libc.function("splice");
    // https://man7.org/linux/man-pages/man2/tee.2.html
    private static final Function TEE = Libc.function("tee");
    // https://man7.org/linux/man-pages/man2/ioctl.2.html
    private static final Function IOCTL = Libc.function("ioctl");

    // https://man7.org/linux/man-pages/man2/fcntl.2.html
    private static final Function FCNTL = Libc.function("fcntl");

    // Our own descriptors, by which a pipe can be opened again that has lost its name.
    private static final String OURS = "/proc/self/fd/";

    private static final int F_SETPIPE_SZ = 1031;
    private static final int F_GETPIPE_SZ = 1032;
    private static final int FIONREAD = 0x541B;
    private static final int SPLICE_F_NONBLOCK = 2;

    private final Libc libc;
    private final Identity identity;
    private final Epoll epoll;
    private final long token;
    private final SpliceBuffers bench;
    private final LinuxPlumbing plumbing;
    private Descriptor pipe;
    private boolean listening;
    private int capacity;

    /// Made by any thread, so nothing is asked of the kernel here.
    ///
    /// @param token what the event queue knows it by
    FifoInlet(
            Libc libc,
            Descriptor pipe,
            Identity identity,
            Epoll epoll,
            long token,
            SpliceBuffers bench,
            LinuxPlumbing plumbing) {
        this.libc = libc;
        this.pipe = pipe;
        this.identity = identity;
        this.epoll = epoll;
        this.token = token;
        this.bench = bench;
        this.plumbing = plumbing;
    }

    @Override
    public boolean isAt(Path name) {
        return plumbing.names().leadsTo(name, identity);
    }

    @Override
    public void letEnd() throws IOException {
        boolean listened = listening;
        ignore();
        int flags = Descriptor.O_RDONLY | Descriptor.O_NONBLOCK;
        int reading = LinuxPlumbing.demand(Descriptor.open(libc, plumbing.address(OURS + pipe.number()), flags, 0));
        pipe.close();
        pipe = new Descriptor(libc, reading);
        if (listened) {
            listen();
        }
    }

    @Override
    public boolean isAtEnd() throws IOException {
        int copied = libc.call(TEE, pipe.number(), bench.copiesIn.number(), 1, SPLICE_F_NONBLOCK);
        if (copied > 0) {
            bench.takeCopies(new byte[1], copied);
        }
        return copied == 0;
    }

    long token() {
        return token;
    }

    @Override
    public void listen() {
        if (!listening) {
            LinuxError.check(epoll.add(pipe, token), "epoll_ctl", "watching a pipe");
            listening = true;
        }
    }

    @Override
    public void ignore() {
        if (listening) {
            epoll.remove(pipe);
            listening = false;
        }
    }

    @Override
    public int waiting() throws IOException {
        LinuxPlumbing.demand(libc.call(IOCTL, pipe.number(), FIONREAD, bench.number.address()));
        return bench.number.int32(0);
    }

    @Override
    public int capacity() {
        if (capacity == 0) {
            capacity = libc.call(FCNTL, pipe.number(), F_GETPIPE_SZ);
        }
        return capacity;
    }

    @Override
    public int peek(byte[] into, int most) throws IOException {
        int length = Math.min(most, into.length);
        int copied = libc.call(TEE, pipe.number(), bench.copiesIn.number(), length, SPLICE_F_NONBLOCK);
        return copied == -Errno.EAGAIN ? 0 : bench.takeCopies(into, LinuxPlumbing.demand(copied));
    }

    @Override
    public int moveTo(Outlet file, int most) throws IOException {
        return ((FileOutlet) file).take(this, most);
    }

    @Override
    public int drop(int most) throws IOException {
        return moved(splice(plumbing.nowhere(), 0, most));
    }

    /// Moves bytes without looking at them.
    ///
    /// @param position the address of where in the file; 0: where it is
    /// @return how many, or the negated errno
    int splice(Descriptor to, long position, int most) {
        int result = libc.call(SPLICE, pipe.number(), 0, to.number(), position, most, SPLICE_F_NONBLOCK);
        bench.taken += Math.max(0, result);
        if (result > 0 && result >= capacity() && capacity < Plumbing.PIPE_BYTES) {
            grow();
        }
        return result;
    }

    /// The writer is faster than we take: with more room both wake each other less often. Not for
    /// all, since an ordinary user may have so much in pipes and no more.
    private void grow() {
        int now = libc.call(FCNTL, pipe.number(), F_SETPIPE_SZ, Plumbing.PIPE_BYTES);
        capacity = now > 0 ? now : Plumbing.PIPE_BYTES;
    }

    /// @return how many bytes; 0 when none waits
    static int moved(int result) throws IOException {
        return result == -Errno.EAGAIN ? 0 : LinuxPlumbing.demand(result);
    }

    @Override
    public void close() {
        ignore();
        pipe.close();
        plumbing.forget(this);
    }
}
