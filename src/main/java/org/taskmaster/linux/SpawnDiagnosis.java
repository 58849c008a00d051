package org.taskmaster.linux;

import java.nio.file.Path;
import java.util.Optional;

/// Says why a spawn failed.
///
/// posix_spawn gives one error number for everything between the new process's birth and its program's
/// first instruction, so we look again at everything that can give this number, with the permissions
/// the process would have had.
final class SpawnDiagnosis {

    private final FileStatus files;
    private final CallList calls;
    private final ProgramFile programs;

    SpawnDiagnosis(FileStatus files, CallList calls, ProgramFile programs) {
        this.files = files;
        this.calls = calls;
        this.programs = programs;
    }

    /// @param command as the user wrote it
    /// @param program the path it was executed by, from within the working directory
    String explain(int errno, String command, String program, Optional<Path> workingdir, Attributes attributes) {
        return switch (errno) {
            case Errno.EAGAIN -> "cannot start another process: a limit on the number of processes is reached";
            case Errno.ENOMEM -> "cannot start another process: out of memory";
            case Errno.EMFILE, Errno.ENFILE -> "cannot start another process: " + Errno.words(errno);
            case Errno.E2BIG -> "can't run command '" + command + "': its arguments and environment are too long";
            default -> {
                String directory = workingdir.isPresent() ? aboutDirectory(workingdir.get(), attributes) : "";
                yield directory.isEmpty()
                        ? "can't run command '" + command + "': "
                                + aboutFile(errno, CommandLookup.within(workingdir, program), attributes)
                        : directory;
            }
        };
    }

    /// What is wrong with the working directory; empty when nothing is.
    private String aboutDirectory(Path workingdir, Attributes attributes) {
        String path = workingdir.toString();
        String start = "workingdir '" + path + "' ";
        int errno = files.look(path);
        if (errno == Errno.ENOENT) {
            return start + "does not exist";
        }
        if (errno == 0 && !files.isDirectory()) {
            return start + "is not a directory";
        }
        if (errno == 0) {
            errno = access(path, attributes);
        }
        return switch (errno) {
            case 0 -> "";
            case Errno.EACCES -> start + "is closed to " + who(attributes) + ": permission denied";
            default -> start + "cannot be entered: " + Errno.words(errno);
        };
    }

    private String aboutFile(int errno, String path, Attributes attributes) {
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
        if (access(path, attributes) == Errno.EACCES) {
            return "'" + path + "' may not be executed by " + who(attributes)
                    + ", or lies in a directory closed to them, or on a file system mounted noexec";
        }
        return programs.explain(errno, path);
    }

    /// @return 0, or why the file cannot be executed, or the directory not be searched
    private int access(String path, Attributes attributes) {
        calls.clear();
        attributes.addTo(calls);
        calls.add(FileStatus.ACCESS, files.address(path), FileStatus.X_OK);
        if (!attributes.run(calls) || !calls.reachedLast()) {
            return 0;
        }
        return -Math.min(0, calls.result());
    }

    private static String who(Attributes attributes) {
        Optional<User> user = attributes.user();
        return "user '" + (user.isPresent() ? user.get() : Users.current()).name() + "'";
    }
}
