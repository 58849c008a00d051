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
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int BASIC_STATS = 0x7FF;

    private static final int LINKS = 16;
    private static final int OWNER = 20;
    private static final int GROUP = 24;
    private static final int MODE = 28;
    private static final int INODE = 32;
    private static final int SIZE = 40;
    private static final int DEVICE_MAJOR = 136;
    private static final int DEVICE_MINOR = 140;
    private static final int TYPE = 0xF000;
    private static final int FIFO = 0x1000;
    private static final int CHARACTER_DEVICE = 0x2000;
    private static final int DIRECTORY = 0x4000;
    private static final int BLOCK_DEVICE = 0x6000;
    private static final int REGULAR = 0x8000;
    private static final int LINK = 0xA000;
    private static final int STICKY = 01000;
    private static final int GROUP_WRITES = 020;
    private static final int OTHERS_WRITE = 02;

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

    /// Looks at what has this name, also if that is a symbolic link.
    static int lookAt(Libc libc, long path, Block status) {
        return libc.call(STATX, AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, BASIC_STATS, status.address());
    }

    /// What was seen.
    static Statx in(Block status) {
        return new Statx(status);
    }

    Identity identity() {
        return new Identity(status.int32(DEVICE_MAJOR), status.int32(DEVICE_MINOR), status.int64(INODE));
    }

    /// Whether it is this file.
    boolean is(Identity file) {
        return status.int64(INODE) == file.inode()
                && status.int32(DEVICE_MINOR) == file.minor()
                && status.int32(DEVICE_MAJOR) == file.major();
    }

    long size() {
        return status.int64(SIZE);
    }

    /// How many names it has.
    int links() {
        return status.int32(LINKS);
    }

    /// The number of the user whom it belongs to.
    int owner() {
        return status.int32(OWNER);
    }

    /// Whether others than its owner may write it, or put something else into it; members of root's group
    /// could do so anyway.
    boolean othersWrite() {
        return everybodyWrites() || (mode() & GROUP_WRITES) != 0 && status.int32(GROUP) != 0;
    }

    /// Whether every user may write it.
    boolean everybodyWrites() {
        return (mode() & OTHERS_WRITE) != 0;
    }

    /// Whether in this directory only the owner of a file may remove it.
    boolean isSticky() {
        return (mode() & STICKY) != 0;
    }

    boolean isRegular() {
        return type() == REGULAR;
    }

    boolean isFifo() {
        return type() == FIFO;
    }

    boolean isDirectory() {
        return type() == DIRECTORY;
    }

    boolean isCharacterDevice() {
        return type() == CHARACTER_DEVICE;
    }

    boolean isSymbolicLink() {
        return type() == LINK;
    }

    /// What it is, as `a named pipe`.
    String words() {
        return switch (type()) {
            case FIFO -> "a named pipe";
            case CHARACTER_DEVICE, BLOCK_DEVICE -> "a device";
            case DIRECTORY -> "a directory";
            case REGULAR -> "a regular file";
            case LINK -> "a symbolic link";
            default -> "a socket";
        };
    }

    private int type() {
        return mode() & TYPE;
    }

    private int mode() {
        return status.int16(MODE);
    }
}
