package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.util.Optional;
import java.util.OptionalInt;
import org.taskmaster.linux.Libc.Function;

/// What a new process has otherwise than the supervisor, and inherits from a thread that has it: umask
/// and user.
final class Attributes {

    // https://man7.org/linux/man-pages/man2/syscall.2.html
    private static final Function SYSCALL = Libc.function("syscall");
    // https://man7.org/linux/man-pages/man2/umask.2.html
    private static final Function UMASK = Libc.function("umask");

    private static final int CLONE_FS = 0x200;

    private final OptionalInt umask;
    private final Optional<User> user;
    private final int groupCount;
    private final Block groups;

    /// @param user empty: the supervisor's own
    Attributes(Arena arena, OptionalInt umask, Optional<User> user) {
        this.umask = umask;
        this.user = user;
        int[] numbers = user.isPresent() ? Users.groups(user.get()) : new int[0];
        this.groupCount = numbers.length;
        this.groups = new Block(arena, Math.max(1, numbers.length) * Integer.BYTES);
        for (int i = 0; i < numbers.length; i++) {
            groups.int32(i * Integer.BYTES, numbers[i]);
        }
    }

    /// Whose permissions count.
    Optional<User> user() {
        return user;
    }

    /// Whether the supervisor's own thread has them already.
    boolean areOurs() {
        return umask.isEmpty() && user.isEmpty();
    }

    /// Adds the calls that give a thread these attributes.
    ///
    /// [unshare(2)](https://man7.org/linux/man-pages/man2/unshare.2.html),
    /// [setresuid(2)](https://man7.org/linux/man-pages/man2/setresuid.2.html)
    void addTo(CallList calls) {
        if (areOurs()) {
            return;
        }
        calls.add(SYSCALL, Abi.SYS_UNSHARE, CLONE_FS);
        if (umask.isPresent()) {
            calls.add(UMASK, umask.getAsInt());
        }
        if (user.isPresent()) {
            int uid = user.get().uid();
            int gid = user.get().gid();
            calls.add(SYSCALL, Abi.SYS_SETGROUPS, groupCount, groups.address());
            calls.add(SYSCALL, Abi.SYS_SETRESGID, gid, gid, gid);
            calls.add(SYSCALL, Abi.SYS_SETRESUID, uid, uid, uid);
        }
    }

    /// Makes the calls with these attributes in force.
    ///
    /// @return whether a thread could be had for it
    boolean run(CallList calls) {
        if (areOurs()) {
            calls.run();
            return true;
        }
        return calls.runOnOwnThread();
    }
}
