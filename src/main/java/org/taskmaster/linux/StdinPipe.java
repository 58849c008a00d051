package org.taskmaster.linux;

import org.taskmaster.host.StdinResult;

/// Our end of a process's standard input, and the bytes that there is no room for yet.
///
/// The queue reports room only while bytes wait: else a pipe that is not written to would wake the loop
/// without end.
///
/// The kernel's SIGPIPE does not matter: the JVM has a handler for it that does nothing.
final class StdinPipe implements AutoCloseable {

    /// How many bytes one call hands over.
    static final int MOST_AT_ONCE = 16 * 1024;

    private static final byte[] NOTHING = {};

    private final Descriptor pipe;
    private final Epoll epoll;
    private final long token;
    private final Block writing;

    /// What waits is in `bytes`, from `start` up to `end`.
    private byte[] bytes = NOTHING;

    private int start;
    private int end;
    private boolean watched;
    /// What broke it, as an errno; 0: nothing.
    private int broken;

    /// @param token the queue says with it that there is room
    /// @param writing memory that is free between two calls
    StdinPipe(Descriptor pipe, Epoll epoll, long token, Block writing) {
        this.pipe = pipe;
        this.epoll = epoll;
        this.token = token;
        this.writing = writing;
    }

    /// As [org.taskmaster.host.Host#writeStdin].
    StdinResult write(byte[] more) {
        if (broken == 0 && end - start + (long) more.length > StdinResult.MOST_WAITING) {
            return new StdinResult.Full(end - start);
        }
        if (broken == 0) {
            append(more);
            flush();
        }
        return switch (broken) {
            case 0 -> new StdinResult.Taken();
            case Errno.EPIPE -> new StdinResult.Closed();
            default -> new StdinResult.Refused(Errno.words(broken));
        };
    }

    /// Hands over what waits, as far as there is room.
    void flush() {
        int result = 0;
        while (start < end && result >= 0) {
            int length = Math.min(end - start, MOST_AT_ONCE);
            writing.put(bytes, start, length);
            result = pipe.write(writing, length);
            start += Math.max(0, result);
        }
        if (result < 0 && result != -Errno.EAGAIN) {
            breakBy(-result);
        } else if (start == end) {
            waitNoMore();
        } else if (!watched) {
            int added = epoll.addForWriting(pipe, token);
            watched = added >= 0;
            if (!watched) {
                breakBy(-added);
            }
        }
    }

    @Override
    public void close() {
        waitNoMore();
        pipe.close();
    }

    private void append(byte[] more) {
        int waiting = end - start;
        if (end + more.length > bytes.length) {
            byte[] larger = new byte[Math.max(waiting + more.length, Math.min(2 * waiting, StdinResult.MOST_WAITING))];
            System.arraycopy(bytes, start, larger, 0, waiting);
            bytes = larger;
            start = 0;
            end = waiting;
        }
        System.arraycopy(more, 0, bytes, end, more.length);
        end += more.length;
    }

    private void breakBy(int errno) {
        broken = errno;
        waitNoMore();
    }

    private void waitNoMore() {
        bytes = NOTHING;
        start = 0;
        end = 0;
        if (watched) {
            epoll.remove(pipe);
            watched = false;
        }
    }
}
