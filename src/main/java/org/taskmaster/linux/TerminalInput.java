package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.taskmaster.host.StdinResult;
import org.taskmaster.linux.Libc.Function;

/// What is typed into a terminal, and waits until the process reads. Any thread may call any method.
final class TerminalInput {

    // https://man7.org/linux/man-pages/man2/write.2.html
    private static final Function WRITE = Libc.function("write");

    private static final int MOST_AT_ONCE = 4 * 1024;
    private static final byte[] NOTHING = {};

    private final int master;
    private final Libc libc;
    private final Block block;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();

    /// What waits is in `bytes`, from `start` on.
    private byte[] bytes = NOTHING;

    private int start;
    private boolean over;

    /// @param master our end of the terminal, which does not block
    TerminalInput(Arena arena, int master) {
        this.master = master;
        this.libc = new Libc(arena);
        this.block = new Block(arena, MOST_AT_ONCE);
    }

    /// As [org.taskmaster.host.Host#writeStdin].
    StdinResult offer(byte[] more) {
        lock.lock();
        try {
            if (over) {
                return new StdinResult.Closed();
            }
            if (!fits(more.length)) {
                return new StdinResult.Full(waiting());
            }
            take(more);
            return new StdinResult.Taken();
        } finally {
            lock.unlock();
        }
    }

    /// As [org.taskmaster.host.Terminal#write].
    boolean write(byte[] more) {
        lock.lock();
        try {
            while (!over && waiting() > 0 && !fits(more.length)) {
                room.await();
            }
            if (!over) {
                take(more);
            }
            return !over;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// Hands over what waits, as far as there is room.
    ///
    /// @return whether some still waits
    boolean flush() {
        lock.lock();
        try {
            int result = 0;
            while (waiting() > 0 && result >= 0) {
                int length = Math.min(waiting(), MOST_AT_ONCE);
                block.put(bytes, start, length);
                result = libc.call(WRITE, master, block.address(), length);
                start += Math.max(0, result);
            }
            if (result < 0 && result != -Errno.EAGAIN && result != -Errno.EINTR) {
                over = true;
            }
            if (over || waiting() == 0) {
                bytes = NOTHING;
                start = 0;
            }
            room.signalAll();
            return waiting() > 0;
        } finally {
            lock.unlock();
        }
    }

    /// Whether some waits that there was no room for.
    boolean waits() {
        lock.lock();
        try {
            return waiting() > 0;
        } finally {
            lock.unlock();
        }
    }

    /// From now on nothing is taken.
    void end() {
        lock.lock();
        try {
            over = true;
            bytes = NOTHING;
            start = 0;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private int waiting() {
        return bytes.length - start;
    }

    private boolean fits(int length) {
        return waiting() + (long) length <= StdinResult.MOST_WAITING;
    }

    private void take(byte[] more) {
        byte[] all = new byte[waiting() + more.length];
        System.arraycopy(bytes, start, all, 0, waiting());
        System.arraycopy(more, 0, all, waiting(), more.length);
        bytes = all;
        start = 0;
        flush();
    }
}
