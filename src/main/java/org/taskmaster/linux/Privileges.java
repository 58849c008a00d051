package org.taskmaster.linux;

import java.lang.foreign.Arena;
import org.taskmaster.linux.Libc.Function;

/// Gives up root for good, for the whole process.
public final class Privileges {

    // glibc's wrappers, which change every thread; https://man7.org/linux/man-pages/man7/nptl.7.html
    // https://man7.org/linux/man-pages/man2/setgroups.2.html
    private static final Function SETGROUPS = Libc.function("setgroups");
    // https://man7.org/linux/man-pages/man2/setresuid.2.html
    private static final Function SETRESGID = Libc.function("setresgid");
    private static final Function SETRESUID = Libc.function("setresuid");
    // https://man7.org/linux/man-pages/man2/getresuid.2.html
    private static final Function GETRESGID = Libc.function("getresgid");
    private static final Function GETRESUID = Libc.function("getresuid");

    private Privileges() {}

    /// Becomes `user` with all their groups; nothing that is left can become root again.
    ///
    /// Load what needs root to be read before: classes from a directory of root's cannot be loaded
    /// afterwards.
    ///
    /// @throws LinuxError when that is not possible; the process must then not go on
    public static void dropTo(User user) {
        int[] groups = UserDatabase.groups(user);
        String doing = "becoming user '" + user.name() + "'";
        try (Arena arena = Arena.ofConfined()) {
            Libc libc = new Libc(arena);
            Block list = new Block(arena, Math.max(1, groups.length) * Integer.BYTES);
            for (int i = 0; i < groups.length; i++) {
                list.int32(i * Integer.BYTES, groups[i]);
            }
            libc.demand(doing, SETGROUPS, groups.length, list.address(), 0, 0);
            libc.demand(doing, SETRESGID, user.gid(), user.gid(), user.gid(), 0);
            libc.demand(doing, SETRESUID, user.uid(), user.uid(), user.uid(), 0);
            Block ids = new Block(arena, 3 * Integer.BYTES);
            verify(libc, GETRESGID, ids, user.gid(), doing);
            verify(libc, GETRESUID, ids, user.uid(), doing);
            if (user.uid() != 0 && libc.call(SETRESUID, -1, 0, -1) >= 0) {
                throw new LinuxError(SETRESUID.name(), Errno.EPERM, doing + ", root could be had back");
            }
        }
    }

    private static void verify(Libc libc, Function read, Block ids, int wanted, String doing) {
        long at = ids.address();
        libc.demand(doing, read, at, at + Integer.BYTES, at + 2 * Integer.BYTES, 0);
        for (int i = 0; i < 3; i++) {
            if (ids.int32(i * Integer.BYTES) != wanted) {
                throw new LinuxError(read.name(), Errno.EPERM, doing + ", which did not take");
            }
        }
    }
}
