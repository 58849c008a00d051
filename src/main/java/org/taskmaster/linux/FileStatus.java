package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import org.taskmaster.linux.Libc.Function;

/// What a path leads to.
final class FileStatus {

    // https://man7.org/linux/man-pages/man2/stat.2.html
    private static final Function STAT = Libc.function("stat");
    private static final Function LSTAT = Libc.function("lstat");
    // https://man7.org/linux/man-pages/man2/access.2.html
    private static final Function ACCESS = Libc.function("access");
    static final int X_OK = 1;

    private static final int TYPE = 0xF000;
    private static final int FIFO = 0x1000;
    private static final int DIRECTORY = 0x4000;
    private static final int REGULAR = 0x8000;
    private static final int ANY_EXECUTE = 0111;
    private static final int STAT_BYTES = 256;
    private static final int FIRST_PATH_BYTES = 512;

    private final Libc libc;
    private final Arena arena;
    private final Block status;
    private Block name;

    FileStatus(Libc libc, Arena arena) {
        this.libc = libc;
        this.arena = arena;
        this.status = new Block(arena, STAT_BYTES);
        this.name = new Block(arena, FIRST_PATH_BYTES);
    }

    /// Puts a path where the kernel can read it; good until the next call of any method.
    long address(String path) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= name.size()) {
            name = new Block(arena, bytes.length * 2);
        }
        name.put(0, bytes);
        name.put(bytes.length, new byte[1]);
        return name.address();
    }

    /// Memory of the size of a `struct statx`, free between two calls.
    Block scratch() {
        return status;
    }

    /// Looks at a path, for the questions below.
    ///
    /// @return 0, or the errno
    int look(String path) {
        return -Math.min(0, libc.call(STAT, address(path), status.address()));
    }

    boolean isDirectory() {
        return (mode() & TYPE) == DIRECTORY;
    }

    boolean isFifo() {
        return (mode() & TYPE) == FIFO;
    }

    boolean isRegular() {
        return (mode() & TYPE) == REGULAR;
    }

    /// Whether any user at all may execute it.
    boolean hasExecuteBit() {
        return (mode() & ANY_EXECUTE) != 0;
    }

    /// Whether there is a symbolic link, wherever it leads.
    boolean isThere(String path) {
        return libc.call(LSTAT, address(path), status.address()) >= 0;
    }

    /// Whether the supervisor itself could execute the file, or search the directory.
    boolean isExecutable(String path) {
        return whyNotExecutable(path) == 0;
    }

    /// As [#isExecutable].
    ///
    /// @return 0, or the errno
    int whyNotExecutable(String path) {
        return whyNot(path, X_OK);
    }

    /// Whether the supervisor itself may use a path so.
    ///
    /// @param mode as access(2) has it
    /// @return 0, or the errno
    int whyNot(String path, int mode) {
        return -Math.min(0, libc.call(ACCESS, address(path), mode));
    }

    private int mode() {
        return status.int32(Abi.STAT_MODE);
    }
}
