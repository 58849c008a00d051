package org.taskmaster.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.taskmaster.host.LogTarget;
import org.taskmaster.host.PathTrust;
import org.taskmaster.linux.Libc.Function;

/// Opens logs, for a supervisor that may be root, in directories that may be another user's.
///
/// Who owns a directory, or one above it, can put anything there: a link to a file of root's, or another name
/// for one. So root goes from directory to directory, follows no link but those that root made
/// ([LogTarget]), and looks at what was opened: a file of root's or of the user the log is for, with one name.
/// A supervisor that is not root has no power its programs do not have, and simply opens.
final class LogOpening {

    // https://man7.org/linux/man-pages/man2/mkdir.2.html
    private static final Function MKDIRAT = Libc.function("mkdirat");
    // https://man7.org/linux/man-pages/man2/geteuid.2.html
    private static final Function GETEUID = Libc.function("geteuid");

    private static final int AT_FDCWD = -100;
    private static final int ROOT = 0;
    private static final int FILE_MODE = 0666;
    private static final int DIRECTORY_MODE = 0777;
    private static final int OWNER_ONLY = 0700;
    private static final int STEP = Descriptor.O_PATH | Abi.O_DIRECTORY | Abi.O_NOFOLLOW;

    private final Libc libc;
    private final FileStatus files;
    private final Block status;
    private final boolean isRoot;
    private final Set<Path> privates;
    private boolean madeFile;

    /// @param status a `struct statx` that is free between two calls
    LogOpening(Libc libc, FileStatus files, Block status) {
        this(libc, files, status, Set.of());
    }

    /// @param status as above
    /// @param privates directories that are made for their owner alone when they are missing
    LogOpening(Libc libc, FileStatus files, Block status, Set<Path> privates) {
        this.libc = libc;
        this.files = files;
        this.status = status;
        this.privates = Set.copyOf(privates);
        this.isRoot = libc.call(GETEUID) == ROOT;
    }

    /// Opens a log; the file and its directories are made when they are missing, but not those that a link
    /// leads to.
    ///
    /// @param flags without O_CREAT and O_NOFOLLOW
    /// @param users who may own the file and its directory, beside root
    /// @return the number of the descriptor, or the negated errno
    /// @throws IOException when what is there must not be used; the message begins with its path
    int open(Path name, int flags, Set<String> users) throws IOException {
        madeFile = false;
        LogTarget target = LogTarget.of(name);
        boolean makes = target.path().equals(name);
        if (target.isKernels()) {
            return Descriptor.open(libc, files.address(target.path().toString()), flags, 0);
        }
        return isRoot ? openStepByStep(target.path(), flags, makes, users) : openSimply(target.path(), flags, makes);
    }

    /// Opens a log that is there, whoever owns it, for a caller that looks at it now and writes nothing.
    ///
    /// @param flags as above
    /// @return as above
    /// @throws IOException as above
    int openExisting(Path name, int flags) throws IOException {
        LogTarget target = LogTarget.of(name);
        Path path = target.path();
        if (target.isKernels()) {
            return Descriptor.open(libc, files.address(path.toString()), flags, 0);
        }
        if (!isRoot) {
            return Descriptor.open(libc, files.address(path.toString()), flags | Abi.O_NOFOLLOW, 0);
        }
        Path absolute = path.toAbsolutePath().normalize();
        int number = directoryOf(parent(absolute), false);
        if (number < 0) {
            return number;
        }
        try (Descriptor directory = new Descriptor(libc, number)) {
            return openExistingIn(directory, absolute, flags);
        }
    }

    /// As above, in a directory that is open.
    ///
    /// @param path its last name is that of the file
    int openExistingIn(Descriptor directory, Path path, int flags) throws IOException {
        LinuxPlumbing.demand(parent(path), Statx.look(libc, directory, files.address(""), status));
        boolean isRoots = isRoots(Statx.in(status));
        String file = String.valueOf(path.getFileName());
        int opened = Descriptor.openIn(libc, directory.number(), files.address(file), flags | Abi.O_NOFOLLOW, 0);
        return opened < 0 || !isRoot ? opened : withOneName(path, opened, isRoots);
    }

    /// Opens the directory of a log, which has to be one that [#open] takes.
    ///
    /// @return as above
    /// @throws IOException as above
    int openDirectory(Path name, Set<String> users) throws IOException {
        if (!isRoot) {
            return Descriptor.open(
                    libc,
                    files.address(parent(name.toAbsolutePath()).toString()),
                    Descriptor.O_PATH | Abi.O_DIRECTORY,
                    0);
        }
        Path parent = parent(name.toAbsolutePath().normalize());
        int number = directoryOf(parent, false);
        if (number < 0) {
            return number;
        }
        Descriptor directory = new Descriptor(libc, number);
        try {
            verifyDirectory(parent, directory, users);
            return number;
        } catch (IOException refused) {
            directory.close();
            throw refused;
        }
    }

    private static Path parent(Path absolute) {
        return Objects.requireNonNullElse(absolute.getParent(), Path.of("/"));
    }

    /// Why root would not write to a log; nothing is made for the answer.
    ///
    /// @param users as above
    Optional<String> objection(Path path, Set<String> users) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        Path parent = parent(absolute);
        int number = directoryOf(parent, false);
        if (!isRoot || number < 0) {
            return Optional.empty();
        }
        try (Descriptor directory = new Descriptor(libc, number)) {
            boolean isRoots = verifyDirectory(parent, directory, users);
            String file = String.valueOf(absolute.getFileName());
            int there = Descriptor.openIn(
                    libc, directory.number(), files.address(file), Descriptor.O_PATH | Abi.O_NOFOLLOW, 0);
            if (there >= 0) {
                Descriptor.close(libc, verified(absolute, there, isRoots, users));
            }
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    /// Whether the last file that was opened was made for that.
    boolean madeFile() {
        return madeFile;
    }

    private int openSimply(Path path, int flags, boolean makes) throws IOException {
        int number = openOrMake(AT_FDCWD, path.toString(), flags);
        Path parent = path.toAbsolutePath().getParent();
        if (number == -Errno.ENOENT && makes && parent != null && Files.notExists(parent)) {
            if (makeDirectory(parent) < 0) {
                return number;
            }
            number = openOrMake(AT_FDCWD, path.toString(), flags);
        }
        return number;
    }

    /// Makes a directory, and those above it.
    ///
    /// @return 0 or more, or the negated errno
    private int makeDirectory(Path directory) {
        int made = makeDirectory(AT_FDCWD, directory.toString(), directory);
        Path above = directory.getParent();
        return made == -Errno.ENOENT && above != null && makeDirectory(above) >= 0
                ? makeDirectory(AT_FDCWD, directory.toString(), directory)
                : made;
    }

    private int makeDirectory(int above, String name, Path whole) {
        int mode = privates.contains(whole) ? OWNER_ONLY : DIRECTORY_MODE;
        int made = libc.call(MKDIRAT, above, files.address(name), mode);
        return made == -Errno.EEXIST ? 0 : made;
    }

    private int openStepByStep(Path path, int flags, boolean makes, Set<String> users) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        Path parent = parent(absolute);
        int number = directoryOf(parent, makes);
        if (number < 0) {
            return number;
        }
        try (Descriptor directory = new Descriptor(libc, number)) {
            boolean isRoots = verifyDirectory(parent, directory, users);
            int file = openOrMake(directory.number(), String.valueOf(absolute.getFileName()), flags);
            return file < 0 ? file : verified(absolute, file, isRoots, users);
        }
    }

    private int directoryOf(Path parent, boolean makes) throws IOException {
        int number = directory(parent, makes);
        // there may be links, which are followed when root made them
        return number == -Errno.ENOTDIR ? directory(LogTarget.directory(parent), makes) : number;
    }

    /// Goes down from the root of all directories.
    private int directory(Path path, boolean makes) {
        int at = Descriptor.open(libc, files.address("/"), STEP, 0);
        Path whole = Path.of("/");
        for (Path step : path) {
            if (at < 0) {
                return at;
            }
            int above = at;
            whole = whole.resolve(step);
            at = Descriptor.openIn(libc, above, files.address(step.toString()), STEP, 0);
            if (at == -Errno.ENOENT && makes) {
                makeDirectory(above, step.toString(), whole);
                at = Descriptor.openIn(libc, above, files.address(step.toString()), STEP, 0);
            }
            Descriptor.close(libc, above);
        }
        return at;
    }

    /// @return whether none but root can put something into it
    private boolean verifyDirectory(Path path, Descriptor directory, Set<String> users) throws IOException {
        LinuxPlumbing.demand(path, Statx.look(libc, directory, files.address(""), status));
        Statx found = Statx.in(status);
        if (!TrustedOwners.are(found.owner(), ROOT, users) && !isOfVolume(path, found.owner())) {
            throw new IOException(path + " belongs to user " + found.owner() + ", who could put anything in the"
                    + " place of the log, and root would write to it: " + remedy(users));
        }
        if (found.everybodyWrites() && !found.isSticky()) {
            throw new IOException(path + " may be written by every user, who could put anything in the place of the"
                    + " log, and root would write to it: chmod o-w "
                    + PathTrust.quoted(path));
        }
        return isRoots(found);
    }

    private static boolean isRoots(Statx directory) {
        return directory.owner() == ROOT && !directory.othersWrite();
    }

    /// A container is given directories by a user who has no account in it.
    private static boolean isOfVolume(Path directory, int owner) throws IOException {
        return UserDatabase.find(Integer.toString(owner)).isEmpty()
                && PathTrust.ROOT_ALONE
                        .weaknesses(directory, PathTrust.End.IS_APPENDED_TO)
                        .isEmpty();
    }

    private int verified(Path path, int number, boolean directoryIsRoots, Set<String> users) throws IOException {
        Descriptor file = new Descriptor(libc, number);
        try {
            LinuxPlumbing.demand(path, Statx.look(libc, file, files.address(""), status));
            Statx found = Statx.in(status);
            if (!found.isCharacterDevice() && !TrustedOwners.are(found.owner(), ROOT, users)) {
                throw new IOException(path + " belongs to user " + found.owner()
                        + ", and root writes to no file of theirs: remove it, or " + remedy(users));
            }
            demandOneName(path, found, directoryIsRoots);
            return number;
        } catch (IOException refused) {
            file.close();
            throw refused;
        }
    }

    private int withOneName(Path path, int number, boolean directoryIsRoots) throws IOException {
        Descriptor file = new Descriptor(libc, number);
        try {
            LinuxPlumbing.demand(path, Statx.look(libc, file, files.address(""), status));
            demandOneName(path, Statx.in(status), directoryIsRoots);
            return number;
        } catch (IOException refused) {
            file.close();
            throw refused;
        }
    }

    private static void demandOneName(Path path, Statx found, boolean directoryIsRoots) throws IOException {
        if (found.isRegular() && found.links() > 1 && !directoryIsRoots) {
            throw new IOException(path + " has another name, too (a hard link), so that it may be"
                    + " another user's file: remove it");
        }
    }

    private static String remedy(Set<String> users) {
        List<String> good = new ArrayList<>(List.of("root"));
        good.addAll(users);
        return "give it to " + String.join(" or ", good) + ", or name its owner in `log_owner`";
    }

    /// In a directory that others can write, one that was made in between is not taken for our own.
    private int openOrMake(int directory, String name, int flags) {
        int number = Descriptor.openIn(libc, directory, files.address(name), flags | Abi.O_NOFOLLOW, 0);
        if (number != -Errno.ENOENT) {
            return number;
        }
        int making = flags | Descriptor.O_CREAT | Descriptor.O_EXCL;
        number = Descriptor.openIn(libc, directory, files.address(name), making, FILE_MODE);
        madeFile = number >= 0;
        return number == -Errno.EEXIST
                ? Descriptor.openIn(libc, directory, files.address(name), flags | Abi.O_NOFOLLOW, 0)
                : number;
    }
}
