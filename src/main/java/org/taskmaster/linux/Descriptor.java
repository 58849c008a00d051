package org.taskmaster.linux;

import org.taskmaster.linux.Libc.Function;

/// An open file of the kernel, owned by the holder of this; always close-on-exec.
final class Descriptor implements AutoCloseable {

    // https://man7.org/linux/man-pages/man2/open.2.html
    private static final Function OPEN = Libc.function("open");
    private static final Function OPENAT = Libc.function("openat");
    // https://man7.org/linux/man-pages/man2/close.2.html
    private static final Function CLOSE = Libc.function("close");
    // https://man7.org/linux/man-pages/man2/read.2.html
    private static final Function READ = Libc.function("read");
    // https://man7.org/linux/man-pages/man2/write.2.html
    private static final Function WRITE = Libc.function("write");

    static final int O_RDONLY = 0;
    static final int O_WRONLY = 1;
    static final int O_RDWR = 2;
    static final int O_CREAT = 0x40;
    static final int O_EXCL = 0x80;
    static final int O_NOCTTY = 0x100;
    static final int O_APPEND = 0x400;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;
    static final int O_PATH = 0x200000;

    private static final int CLOSED = -1;

    private final Libc libc;
    private int number;

    Descriptor(Libc libc, int number) {
        this.libc = libc;
        this.number = number;
    }

    /// Opens a file.
    ///
    /// @param path the address of its name
    /// @return the number of the descriptor, or the negated errno
    static int open(Libc libc, long path, int flags, int mode) {
        return libc.call(OPEN, path, flags | O_CLOEXEC, mode);
    }

    /// Opens a file of a directory.
    ///
    /// @param path as above
    static int openIn(Libc libc, int directory, long path, int flags, int mode) {
        return libc.call(OPENAT, directory, path, flags | O_CLOEXEC, mode);
    }

    /// The flag for whether a symbolic link is followed that is the last step of a path.
    static int following(boolean follow) {
        return follow ? 0 : Abi.O_NOFOLLOW;
    }

    /// Closes a descriptor by its number. There is nothing to be done about a failure: it is closed.
    static void close(Libc libc, int number) {
        libc.call(CLOSE, number);
    }

    int number() {
        if (number == CLOSED) {
            throw new IllegalStateException("this descriptor is closed");
        }
        return number;
    }

    /// Reads into the beginning of `block`.
    ///
    /// @return the number of bytes, 0 at the end, or the negated errno
    int read(Block block) {
        return libc.call(READ, number(), block.address(), block.size());
    }

    /// Writes the beginning of `block`.
    ///
    /// @return how many bytes were taken, or the negated errno
    int write(Block block, int length) {
        return libc.call(WRITE, number(), block.address(), length);
    }

    @Override
    public void close() {
        if (number != CLOSED) {
            close(libc, number);
            number = CLOSED;
        }
    }
}
