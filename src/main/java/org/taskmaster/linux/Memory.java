package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.taskmaster.linux.Libc.Function;

/// Gives memory back that is not needed at the moment.
public final class Memory {

    // https://man7.org/linux/man-pages/man2/madvise.2.html
    private static final Function MADVISE = Libc.function("madvise");

    // https://man7.org/linux/man-pages/man3/malloc_trim.3.html
    private static final Function MALLOC_TRIM = Libc.function("malloc_trim");

    private static final int MADV_DONTNEED = 4;

    private Memory() {}

    /// How much memory is resident, in bytes.
    public static long resident() {
        String status = ProcFiles.read("/proc/self/status");
        int number = status.indexOf("VmRSS:") + "VmRSS:".length();
        return Long.parseLong(
                        status.substring(number, status.indexOf(" kB", number)).strip())
                * 1024;
    }

    /// Returns what the C library keeps of memory that was given back to it, of the JVM's compiler
    /// above all.
    public static void trimHeap() {
        try (Arena arena = Arena.ofConfined()) {
            new Libc(arena).call(MALLOC_TRIM, 0);
        }
    }

    /// Drops the pages of machine code and of the JVM's cache of classes that were not changed: those
    /// still in use come back from the page cache by themselves.
    ///
    /// Only private mappings of files that can never be written: all machine code, and what is read-only
    /// of the JVM itself and its cache, if it holds no page of its own (`Anonymous` and `Swap` in
    /// [proc_pid_smaps(5)](https://man7.org/linux/man-pages/man5/proc_pid_smaps.5.html)): relocated data
    /// is read-only too, and would be lost.
    ///
    /// @return those of the JVM itself and of its cache, which stay where they are for as long as it runs
    public static List<Piece> dropCleanPages() {
        Mapping mapping = new Mapping();
        List<Piece> clean = new ArrayList<>();
        List<Piece> lasting = new ArrayList<>();
        for (String line : ProcFiles.read("/proc/self/smaps").split("\n")) {
            mapping.take(line);
            if (line.startsWith("VmFlags:") && mapping.isClean()) {
                Piece piece = new Piece(mapping.from, mapping.to - mapping.from);
                clean.add(piece);
                if (mapping.lasts) {
                    lasting.add(piece);
                }
            }
        }
        drop(clean);
        return List.copyOf(lasting);
    }

    /// Drops the pages of pieces that are known to be clean. To look for them in the kernel's list is so much more work
    /// that the JVM compiles some of it, and the pages of its compiler come back.
    public static void drop(List<Piece> clean) {
        try (Arena arena = Arena.ofConfined()) {
            Libc libc = new Libc(arena);
            for (Piece piece : clean) {
                // A refusal costs nothing but the memory.
                libc.call(MADVISE, piece.address, piece.bytes, MADV_DONTNEED);
            }
        }
    }

    /// A piece of our memory.
    public record Piece(long address, long bytes) {}

    /// One entry of the list, line by line; the first is as `7f00-7f10 r-xp 00000000 fe:00 1234
    /// /usr/lib/libc.so.6`.
    private static final class Mapping {
        private long from;
        private long to;
        private boolean neverWritten;
        private boolean untouched;
        private boolean lasts;

        void take(String line) {
            int space = line.indexOf(' ');
            int dash = line.indexOf('-');
            if (dash > 0 && dash < space && line.charAt(space - 1) != ':') {
                from = Long.parseUnsignedLong(line, 0, dash, 16);
                to = Long.parseUnsignedLong(line, dash + 1, space, 16);
                boolean code = line.startsWith(" r-xp ", space) && line.indexOf('/', space) > 0;
                // A library that is being loaded at this moment is read-only first and relocated then.
                lasts = line.endsWith("/libjvm.so") || line.endsWith(".aot");
                boolean data = line.startsWith(" r--p ", space) && lasts;
                neverWritten = code || data;
                untouched = true;
            } else if (line.startsWith("Anonymous:") || line.startsWith("Swap:")) {
                untouched &= line.endsWith(" 0 kB");
            }
        }

        boolean isClean() {
            return neverWritten && untouched;
        }
    }
}
