package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.taskmaster.linux.Libc.Function;

/// Looks groups up, wherever the system keeps them.
public final class GroupDatabase {

    // https://man7.org/linux/man-pages/man3/getgrnam_r.3.html
    private static final Function GETGRNAM_R = Libc.function("getgrnam_r");

    /// `struct group`: the number at this offset, then room for the result pointer.
    private static final int GR_GID = 16;

    private static final int GROUP_BYTES = 32;

    private static final int FIRST_BYTES = 4096;
    private static final int MOST_BYTES = 1 << 20;

    private GroupDatabase() {}

    /// The number of a group.
    public static OptionalInt find(String name) {
        try (Arena arena = Arena.ofConfined()) {
            Libc libc = new Libc(arena);
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            Block text = new Block(arena, bytes.length + 1);
            text.put(0, bytes);
            Block entry = new Block(arena, GROUP_BYTES + Long.BYTES);
            // A group has all its members written out, which may take much room.
            for (int size = FIRST_BYTES; size <= MOST_BYTES; size *= 4) {
                Block texts = new Block(arena, size);
                long result = entry.address() + GROUP_BYTES;
                int error = libc.call(GETGRNAM_R, text.address(), entry.address(), texts.address(), size, result);
                if (error != Errno.ERANGE) {
                    return entry.int64(GROUP_BYTES) == 0 ? OptionalInt.empty() : OptionalInt.of(entry.int32(GR_GID));
                }
            }
            return OptionalInt.empty();
        }
    }
}
