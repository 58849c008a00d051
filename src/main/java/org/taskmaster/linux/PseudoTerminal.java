package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.taskmaster.host.StdinResult;
import org.taskmaster.host.Terminal;
import org.taskmaster.linux.Libc.Function;

/// Our end of a pseudo-terminal.
///
/// The other end is open here too: so reading finds no end when the process closes it for a while (a
/// shell does, that sends its output elsewhere), and only [#finish] says that it is over. The kernel
/// hands everything over that was written before a read answers that there is nothing
/// (`tty_buffer_flush_work` in n_tty.c), so nothing that an ended process wrote is missed.
///
/// The descriptors are closed when the last call is over that uses them: their numbers may belong to
/// other files right after.
final class PseudoTerminal implements Terminal {

    // https://man7.org/linux/man-pages/man2/read.2.html
    private static final Function READ = Libc.function("read");
    // https://man7.org/linux/man-pages/man2/write.2.html
    private static final Function WRITE = Libc.function("write");
    // https://man7.org/linux/man-pages/man2/TIOCSWINSZ.2const.html
    private static final Function IOCTL = Libc.function("ioctl");

    private static final int TIOCSWINSZ = 0x5414;
    private static final int TIOCGWINSZ = 0x5413;
    // https://man7.org/linux/man-pages/man2/TIOCGPTPEER.2const.html
    private static final int TIOCGPTPEER = 0x5441;
    private static final int WINSIZE_BYTES = 8;
    private static final int HALF = 16;

    /// How many bytes go to the kernel or come from it at once.
    private static final int MOST_AT_ONCE = 16 * 1024;

    private static final int NONE = -1;

    /// More than the kernel holds. What comes beyond it after the end is not from the process, but from
    /// a process it left behind, which may write for ever.
    private static final int MOST_AT_THE_END = 256 * 1024;

    /// The last output of an ended process waits this often, and so long each time, for room in its log.
    private static final int LOOKS_AT_THE_END = 20;

    private static final Duration LOOK = Duration.ofMillis(100);

    private final Arena arena = Arena.ofAuto();
    private final Libc libc = new Libc(arena);
    private final TerminalKeep keep;
    private final long run;
    private final Descriptor master;
    private final int slave;
    private final int log;
    private final Block block = new Block(arena, MOST_AT_ONCE);
    private final Poll poll = new Poll(libc, arena);
    private final TerminalInput input;
    private final EventDescriptor bell;

    private int left = MOST_AT_THE_END;
    private final ReentrantLock lock = new ReentrantLock();
    private int calls;
    private boolean released;
    private volatile boolean finished;
    private volatile boolean handedOver;
    private volatile boolean closed;

    /// @param keep told when it is closed
    /// @param run whose terminal it is
    /// @param slave the other end; -1: it is not open here
    /// @param log where output is logged; -1: nowhere
    PseudoTerminal(TerminalKeep keep, long run, int master, int slave, int log) {
        this.keep = keep;
        this.run = run;
        this.master = new Descriptor(libc, master);
        this.slave = slave;
        this.log = log;
        this.input = new TerminalInput(arena, master);
        this.bell = new EventDescriptor(new Libc(arena), arena);
    }

    /// Sets the size of the terminal whose end `descriptor` is.
    ///
    /// @return 0, or the negated errno
    static int resize(Libc libc, Arena arena, int descriptor, int rows, int columns) {
        Block size = new Block(arena, WINSIZE_BYTES);
        // two unsigned shorts, and two more that are not used
        size.int32(0, rows | columns << HALF);
        return libc.call(IOCTL, descriptor, TIOCSWINSZ, size.address());
    }

    /// Opens the other end of a terminal, whosever it is.
    ///
    /// @return the descriptor, or the negated errno
    static int openSlave(Libc libc, int master) {
        int flags = Descriptor.O_RDWR | Descriptor.O_NOCTTY | Descriptor.O_CLOEXEC;
        return libc.call(IOCTL, master, TIOCGPTPEER, flags);
    }

    /// Whether it would be there for a next supervisor.
    boolean isKept() {
        return keep.keeps(run);
    }

    @Override
    public int read(byte[] into) {
        if (!enter()) {
            return END;
        }
        try {
            while (!closed && !handedOver) {
                // Looked at before reading: what was written before it became true is found by the read.
                boolean last = finished;
                int count = libc.call(READ, master.number(), block.address(), Math.min(into.length, MOST_AT_ONCE));
                left -= last ? Math.max(0, count) : 0;
                if (count > 0 && left >= 0) {
                    block.get(0, into, 0, count);
                    return count;
                }
                if (count == -Errno.EIO || last && count != -Errno.EINTR) {
                    return END;
                }
                if (count == -Errno.EAGAIN) {
                    await(master.number(), input.waits() ? Poll.IN | Poll.OUT : Poll.IN);
                } else if (count != -Errno.EINTR) {
                    throw new LinuxError(READ.name(), -count, "reading from a terminal");
                }
            }
            return END;
        } finally {
            leaveCall();
        }
    }

    @Override
    public int log(byte[] bytes, int length) {
        if (log == NONE) {
            return 0;
        }
        if (!enter()) {
            return length;
        }
        try {
            int done = 0;
            int looks = LOOKS_AT_THE_END;
            while (done < length && looks > 0) {
                int piece = Math.min(length - done, MOST_AT_ONCE);
                block.put(bytes, done, piece);
                int count = libc.call(WRITE, log, block.address(), piece);
                if (count > 0) {
                    done += count;
                    looks = LOOKS_AT_THE_END;
                } else if (closed || count != -Errno.EAGAIN && count != -Errno.EINTR) {
                    looks = 0;
                } else if (finished || handedOver) {
                    poll.await(log, Poll.OUT, LOOK); // the bell has rung
                    looks--;
                } else {
                    await(log, Poll.OUT);
                }
            }
            return length - done;
        } finally {
            leaveCall();
        }
    }

    /// The bell rings at the end, and when something was typed that the process has no room for.
    private void await(int descriptor, int events) {
        boolean rings = poll.await(descriptor, events, bell.descriptor().number());
        if (rings) {
            bell.hear();
        }
        if (rings || (events & Poll.OUT) != 0) {
            input.flush();
        }
    }

    /// As [org.taskmaster.host.Host#writeStdin].
    StdinResult offer(byte[] bytes) {
        if (!enter()) {
            return new StdinResult.Closed();
        }
        try {
            StdinResult result = input.offer(bytes);
            ringIfSomeWait();
            return result;
        } finally {
            leaveCall();
        }
    }

    @Override
    public boolean write(byte[] bytes) {
        if (!enter()) {
            return false;
        }
        try {
            boolean taken = input.write(bytes);
            ringIfSomeWait();
            return taken;
        } finally {
            leaveCall();
        }
    }

    @Override
    public boolean writeAtOnce(byte[] bytes) {
        return offer(bytes) instanceof StdinResult.Taken;
    }

    @Override
    public void answer(byte[] bytes) {
        offer(bytes);
    }

    /// The thread that reads then waits for room, too.
    private void ringIfSomeWait() {
        if (input.waits()) {
            bell.ring();
        }
    }

    @Override
    public void resize(int rows, int columns) {
        if (!enter()) {
            return;
        }
        try (Arena ours = Arena.ofConfined()) {
            LinuxError.check(
                    resize(new Libc(ours), ours, master.number(), rows, columns), IOCTL.name(), "resizing a terminal");
        } finally {
            leaveCall();
        }
    }

    @Override
    public Size size() {
        if (!enter()) {
            return new Size(0, 0);
        }
        try (Arena ours = Arena.ofConfined()) {
            Block size = new Block(ours, WINSIZE_BYTES);
            LinuxError.check(
                    new Libc(ours).call(IOCTL, master.number(), TIOCGWINSZ, size.address()),
                    IOCTL.name(),
                    "asking how large a terminal is");
            return new Size(size.int16(0), size.int16(Short.BYTES));
        } finally {
            leaveCall();
        }
    }

    @Override
    public void leave() {
        keep.leave();
        handedOver = true;
        bell.ring();
    }

    @Override
    public void finish() {
        finished = true;
        input.end();
        bell.ring();
    }

    @Override
    public void close() {
        // First: its numbers must not be used there any more when they are those of others.
        keep.drop(run);
        closed = true;
        finish();
        if (enterTheLast()) {
            leaveCall();
        }
    }

    /// Begins a call.
    ///
    /// @return whether the descriptors are still open
    private boolean enter() {
        return !closed && enterTheLast();
    }

    private boolean enterTheLast() {
        lock.lock();
        try {
            calls += released ? 0 : 1;
            return !released;
        } finally {
            lock.unlock();
        }
    }

    private void leaveCall() {
        lock.lock();
        try {
            calls--;
            if (closed && calls == 0) {
                released = true;
                release();
            }
        } finally {
            lock.unlock();
        }
    }

    private void release() {
        try (Arena ours = Arena.ofConfined()) {
            Libc own = new Libc(ours);
            Descriptor.close(own, master.number());
            if (slave != NONE) {
                Descriptor.close(own, slave);
            }
            if (log != NONE) {
                Descriptor.close(own, log);
            }
        }
        bell.close();
    }
}
