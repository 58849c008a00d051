package org.taskmaster.linux;

import java.lang.foreign.Arena;
import org.taskmaster.linux.Libc.Function;

/// Gives memory back that is not needed after start-up.
public final class Memory {

    // https://man7.org/linux/man-pages/man2/madvise.2.html
    private static final Function MADVISE = Libc.function("madvise");

    // https://man7.org/linux/man-pages/man3/malloc_trim.3.html
    private static final Function MALLOC_TRIM = Libc.function("malloc_trim");

    private static final int MADV_DONTNEED = 4;

    private Memory() {}

    /// Returns what the C library keeps of memory that was given back to it, of the JVM's compiler
    /// above all.
    public static void trimHeap() {
        try (Arena arena = Arena.ofConfined()) {
            new Libc(arena).call(MALLOC_TRIM, 0);
        }
    }

    /// Drops the pages of machine code that start-up has touched; those still in use come back from the
    /// page cache by themselves.
    ///
    /// Only private read-and-execute mappings of files: nothing of theirs can be changed, so nothing
    /// can
    /// be lost.
    public static void dropCleanCode() {
        try (Arena arena = Arena.ofConfined()) {
            Libc libc = new Libc(arena);
            String maps = ProcFiles.read("/proc/self/maps");
            int line = 0;
            while (line < maps.length()) {
                int end = maps.indexOf('\n', line);
                dropIfCleanCode(libc, maps, line, end);
                line = end + 1;
            }
        }
    }

    /// Reads `7f00-7f10 r-xp 00000000 fe:00 1234 /usr/lib/libc.so.6`.
    private static void dropIfCleanCode(Libc libc, String maps, int line, int lineEnd) {
        int dash = maps.indexOf('-', line);
        int space = maps.indexOf(' ', dash);
        int path = maps.indexOf('/', space);
        if (!maps.startsWith(" r-xp ", space) || path < 0 || path > lineEnd) {
            return;
        }
        long from = Long.parseUnsignedLong(maps, line, dash, 16);
        long to = Long.parseUnsignedLong(maps, dash + 1, space, 16);
        // A refusal costs nothing but the memory.
        libc.call(MADVISE, from, to - from, MADV_DONTNEED);
    }
}
