package org.taskmaster.logs;

import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What is to be written and has not been yet: any thread adds to it, one takes everything there
/// is.
///
/// Two buffers change places: one is filled while the other is written. Each grows up to half of
/// the bound and is small again when little was in it. What has no room is dropped and counted.
final class Backlog {

    private static final int FIRST_ROOM = 8 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final int most;

    private byte[] filling = new byte[FIRST_ROOM];
    private int filled;
    private long dropped;
    private boolean closed;

    /// What one call of [#take] took.
    private byte[] taken = new byte[FIRST_ROOM];

    private int takenLength;
    private long takenDropped;

    /// @param most how many bytes it may hold
    Backlog(int most) {
        this.most = most / 2;
    }

    /// Adds one piece, made of two, as a whole or not at all; never waits for room.
    void add(byte[] head, int headLength, byte[] body, int start, int end) {
        int length = headLength + end - start;
        lock.lock();
        try {
            if (closed || length > most - filled) {
                dropped++;
                return;
            }
            if (filled + length > filling.length) {
                filling = Arrays.copyOf(filling, Math.min(most, Math.max(filled + length, 2 * filling.length)));
            }
            System.arraycopy(head, 0, filling, filled, headLength);
            System.arraycopy(body, start, filling, filled + headLength, end - start);
            filled += length;
            added.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until there is something, and takes it; see [#bytes], [#length] and [#dropped].
    ///
    /// @return false when it is closed and nothing is left
    boolean take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (filled == 0 && dropped == 0 && !closed) {
                added.await();
            }
            boolean small = takenLength < FIRST_ROOM && taken.length > FIRST_ROOM;
            byte[] free = small ? new byte[FIRST_ROOM] : taken;
            taken = filling;
            takenLength = filled;
            takenDropped = dropped;
            filling = free;
            filled = 0;
            dropped = 0;
            return takenLength > 0 || takenDropped > 0 || !closed;
        } finally {
            lock.unlock();
        }
    }

    /// What was taken, in its first [#length] bytes.
    byte[] bytes() {
        return taken;
    }

    int length() {
        return takenLength;
    }

    /// How many pieces were dropped, after those that were taken.
    long dropped() {
        return takenDropped;
    }

    /// Nothing is added from now on; what is there can be taken.
    void close() {
        lock.lock();
        try {
            closed = true;
            added.signal();
        } finally {
            lock.unlock();
        }
    }
}
