package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Optional;
import org.taskmaster.linux.Libc.Function;

/// Asks the kernel what a user may reach in the file system: access lists, mount options and file servers of every
/// kind count as they would for the user's own process.
///
/// It is asked by a thread that lives for this alone, and has the user's groups and *file system* ids. These count
/// for files, and for nothing else: whether a process may signal or trace a thread is decided by its real, effective
/// and saved ids, which stay ours (kernel: kill_ok_by_cred, __ptrace_may_access).
///
/// [setfsuid(2)](https://man7.org/linux/man-pages/man2/setfsuid.2.html),
/// [credentials(7)](https://man7.org/linux/man-pages/man7/credentials.7.html)
final class FileRights {

    // https://man7.org/linux/man-pages/man2/syscall.2.html
    private static final Function SYSCALL = Libc.function("syscall");

    private static final int AT_FDCWD = -100;
    private static final int AT_EACCESS = 0x200;
    /// No id: changes nothing, and returns what there is.
    private static final int NOBODY = -1;

    /// Where in the list of calls.
    private static final int GROUPS = 0;

    private static final int WHO_NOW = 3;
    private static final int FIRST_PATH = 4;

    private final CallList calls;
    private final List<FileStatus> names;

    /// Why not.
    sealed interface Denial {
        /// A path cannot be reached.
        ///
        /// @param index which
        record Path(int index, int errno) implements Denial {}

        /// We cannot act as that user.
        record Identity(int errno) implements Denial {}

        /// There is no thread to ask.
        record NoThread() implements Denial {}
    }

    /// @param calls whose thread is asked
    FileRights(Libc libc, Arena arena, CallList calls) {
        this.calls = calls;
        this.names = List.of(new FileStatus(libc, arena), new FileStatus(libc, arena));
    }

    /// Whether `user` may enter these directories, and execute these files; two at most.
    ///
    /// @return the first thing that is in the way
    Optional<Denial> ask(User user, int[] groups, List<String> paths) {
        return ask(user, groups, paths, FileStatus.X_OK);
    }

    /// As above, for another use.
    ///
    /// @param mode as access(2) has it
    Optional<Denial> ask(User user, int[] groups, List<String> paths, int mode) {
        try (Arena arena = Arena.ofConfined()) {
            Block list = new Block(arena, Math.max(1, groups.length) * Integer.BYTES);
            for (int i = 0; i < groups.length; i++) {
                list.int32(i * Integer.BYTES, groups[i]);
            }
            calls.clear();
            calls.add(SYSCALL, Abi.SYS_SETGROUPS, groups.length, list.address());
            calls.add(SYSCALL, Abi.SYS_SETFSGID, user.gid());
            calls.add(SYSCALL, Abi.SYS_SETFSUID, user.uid());
            calls.add(SYSCALL, Abi.SYS_SETFSUID, NOBODY);
            for (int i = 0; i < paths.size(); i++) {
                long path = names.get(i).address(paths.get(i));
                calls.add(SYSCALL, Abi.SYS_FACCESSAT2, AT_FDCWD, path, mode, AT_EACCESS);
            }
            return calls.runOnOwnThread() ? denial(user) : Optional.of(new Denial.NoThread());
        }
    }

    private Optional<Denial> denial(User user) {
        int failed = calls.failed();
        if (failed == GROUPS) {
            return Optional.of(new Denial.Identity(-calls.result()));
        }
        // An id that is no int ends the list; then nothing was asked, and the process itself will find out.
        if (failed < FIRST_PATH && failed != CallList.NONE) {
            return Optional.empty();
        }
        if (calls.resultOf(WHO_NOW) != user.uid()) {
            return Optional.of(new Denial.Identity(Errno.EPERM));
        }
        // Before Linux 5.8 this cannot be asked.
        return failed == CallList.NONE || calls.result() == -Errno.ENOSYS
                ? Optional.empty()
                : Optional.of(new Denial.Path(failed - FIRST_PATH, -calls.result()));
    }
}
