package org.taskmaster.linux;

import org.taskmaster.linux.Libc.Function;

/// Facts about an open file or a path, in a form that is the same on every architecture.
///
/// [statx(2)](https://man7.org/linux/man-pages/man2/statx.2.html)
final class Statx {

    /// How many bytes `struct statx` takes.
    static final int BYTES = 256;

    private static final Function STATX = Libc.function("statx");
    private static final int AT_FDCWD = -100;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int BASIC_STATS = 0x7FF;

    private static final int LINKS = 16;
    private static final int OWNER = 20;
    private static final int MODE = 28;
    private static final int INODE = 32;
    private static final int SIZE = 40;
    private static final int DEVICE_MAJOR = 136;
    private static final int DEVICE_MINOR = 140;
    private static final int TYPE = 0xF000;
    private static final int REGULAR = 0x8000;
    private static final int FIFO = 0x1000;
    private static final int DIRECTORY = 0x4000;
    private static final int LINK = 0xA000;

    private final Block status;

    private Statx(Block status) {
        this.status = status;
    }

    /// Which file it is, on this machine until it is deleted.
    record Identity(int major, int minor, long inode) {}

    /// Looks at an open file.
    ///
    /// @param empty the address of a zero byte
    /// @return 0, or the negated errno; what was seen is in `status`
    static int look(Libc libc, Descriptor open, long empty, Block status) {
        return libc.call(STATX, open.number(), empty, AT_EMPTY_PATH, BASIC_STATS, status.address());
    }

    /// Looks at what a path leads to.
    static int look(Libc libc, long path, Block status) {
        return libc.call(STATX, AT_FDCWD, path, 0, BASIC_STATS, status.address());
    }

    /// What was seen.
    static Statx in(Block status) {
        return new Statx(status);
    }

    Identity identity() {
        return new Identity(status.int32(DEVICE_MAJOR), status.int32(DEVICE_MINOR), status.int64(INODE));
    }

    long size() {
        return status.int64(SIZE);
    }

    /// The number of the user whom it belongs to.
    int owner() {
        return status.int32(OWNER);
    }

    /// How many names it has.
    int links() {
        return status.int32(LINKS);
    }

    boolean isRegular() {
        return is(REGULAR);
    }

    boolean isFifo() {
        return is(FIFO);
    }

    boolean isDirectory() {
        return is(DIRECTORY);
    }

    boolean isSymbolicLink() {
        return is(LINK);
    }

    private boolean is(int kind) {
        return (status.int16(MODE) & TYPE) == kind;
    }
}
