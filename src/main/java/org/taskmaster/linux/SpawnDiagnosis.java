package org.taskmaster.linux;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.taskmaster.linux.FileRights.Denial;
import org.taskmaster.model.ThreadLimit;

/// Says why a spawn failed, or would.
///
/// posix_spawn gives one error number for everything between the new process's birth and its program's
/// first instruction, so we look again at everything that can give this number, with the permissions
/// the process would have had.
final class SpawnDiagnosis {

    private final FileStatus files;
    private final Supplier<FileRights> making;
    private Optional<FileRights> rights = Optional.empty();
    private final ProgramFile programs;

    /// @param rights made when the rights of another user matter for the first time
    SpawnDiagnosis(FileStatus files, Supplier<FileRights> rights, ProgramFile programs) {
        this.files = files;
        this.making = rights;
        this.programs = programs;
    }

    /// Refuses what its user may not do, before anything runs.
    void demandRights(SpawnAttempt attempt, User user, int[] groups) throws SpawnRefused {
        Optional<Denial> denial = rights().ask(user, groups, attempt.paths());
        if (denial.isEmpty()) {
            return;
        }
        switch (denial.get()) {
            case Denial.NoThread() -> throw new SpawnRefused("cannot start another process: " + ThreadLimit.IN_FULL);
            case Denial.Identity(int errno) -> throw new SpawnRefused(whyNotBecome(user, errno));
            case Denial.Path(int index, int errno) -> {
                // What is closed to root as well, as some file servers and a user's own mounts are, may know the
                // user's own processes otherwise than a thread of ours.
                if (files.look(attempt.paths().get(index)) != Errno.EACCES) {
                    throw new SpawnRefused(explain(errno, attempt));
                }
            }
        }
    }

    /// Why a process could not become what was asked for.
    String explain(int errno, SpawnAttempt attempt) {
        return switch (errno) {
            case Errno.EAGAIN -> "cannot start another process: a limit on the number of processes is reached";
            case Errno.ENOMEM -> "cannot start another process: out of memory";
            case Errno.EMFILE, Errno.ENFILE -> "cannot start another process: " + Errno.words(errno);
            case Errno.E2BIG ->
                "can't run command '" + attempt.command() + "': its arguments and environment are too long";
            default -> {
                String directory = aboutDirectory(attempt);
                yield directory.isEmpty()
                        ? "can't run command '" + attempt.command() + "': " + aboutFile(errno, attempt)
                        : directory;
            }
        };
    }

    /// Why a process could not enter its working directory.
    String explainDirectory(int errno, SpawnAttempt attempt) {
        String directory = aboutDirectory(attempt);
        return directory.isEmpty()
                ? "workingdir '" + attempt.workingdir().orElseThrow() + "' cannot be entered: " + Errno.words(errno)
                : directory;
    }

    /// Why a process could not become its user.
    static String whyNotBecome(User user, int errno) {
        String start = "cannot become user '" + user.name() + "': ";
        return switch (errno) {
            case Errno.EPERM ->
                start
                        + (UserDatabase.currentUid() == 0
                                ? "the supervisor lacks the capabilities CAP_SETUID and CAP_SETGID"
                                : "the supervisor does not run as root");
            case Errno.EAGAIN -> start + "their limit of processes is reached";
            case Errno.EINVAL -> start + "their number or that of one of their groups does not exist in this container";
            default -> start + Errno.words(errno);
        };
    }

    /// What is wrong with the working directory; empty when nothing is.
    String aboutDirectory(SpawnAttempt attempt) {
        if (attempt.workingdir().isEmpty()) {
            return "";
        }
        String path = attempt.workingdir().get().toString();
        String start = "workingdir '" + path + "' ";
        int errno = files.look(path);
        if (errno == Errno.ENOENT) {
            return start + "does not exist";
        }
        if (errno == 0 && !files.isDirectory()) {
            return start + "is not a directory";
        }
        if (errno == 0) {
            errno = access(path, attempt.user());
        }
        return switch (errno) {
            case 0 -> "";
            case Errno.EACCES -> start + "is closed to " + who(attempt.user()) + ": permission denied";
            default -> start + "cannot be entered: " + Errno.words(errno);
        };
    }

    private String aboutFile(int errno, SpawnAttempt attempt) {
        String path = attempt.file();
        int missing = files.look(path);
        if (missing == Errno.ENOENT && files.isThere(path)) {
            return "'" + path + "' is a symbolic link that leads nowhere";
        }
        if (missing == Errno.ENOENT) {
            return "'" + path + "' does not exist";
        }
        if (missing != 0) {
            return "'" + path + "' cannot be reached: " + Errno.words(missing);
        }
        if (files.isDirectory()) {
            return "'" + path + "' is a directory";
        }
        if (!files.isRegular()) {
            return "'" + path + "' is not a file";
        }
        if (!files.hasExecuteBit()) {
            return "'" + path + "' is not executable; allow it with chmod +x";
        }
        if (access(path, attempt.user()) == Errno.EACCES) {
            return "'" + path + "' may not be executed by " + who(attempt.user())
                    + ", or lies in a directory closed to them, or on a file system mounted noexec";
        }
        return programs.explain(errno, path);
    }

    /// @return 0, or why the file cannot be executed, or the directory not be searched
    private int access(String path, Optional<User> user) {
        if (user.isEmpty()) {
            return files.whyNotExecutable(path);
        }
        return rights().ask(user.get(), UserDatabase.groups(user.get()), List.of(path))
                .map(denial -> denial instanceof Denial.Path(int _, int errno) ? errno : 0)
                .orElse(0);
    }

    private FileRights rights() {
        if (rights.isEmpty()) {
            rights = Optional.of(making.get());
        }
        return rights.get();
    }

    private static String who(Optional<User> user) {
        return "user '" + user.orElseGet(UserDatabase::current).name() + "'";
    }
}
