package org.taskmaster.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.taskmaster.host.PathTrust;
import org.taskmaster.linux.Libc.Function;

/// The directory of the channels, which must be the supervisor's alone: a user who could put something
/// else in the place of a channel would have the output of programs, and root open a file of their choice.
///
/// Nothing in it is opened by following a link, and what was opened is looked at once more: what it is, and
/// whose. Everything is opened through the directory that was looked at, so that no other can take its place
/// meanwhile. An instance lives for one call.
final class ChannelDirectory implements AutoCloseable {

    // https://man7.org/linux/man-pages/man3/mkfifo.3.html
    private static final Function MKFIFOAT = Libc.function("mkfifoat");
    // https://man7.org/linux/man-pages/man2/unlink.2.html
    private static final Function UNLINKAT = Libc.function("unlinkat");
    // https://man7.org/linux/man-pages/man2/mkdir.2.html
    private static final Function MKDIR = Libc.function("mkdir");
    // https://man7.org/linux/man-pages/man2/geteuid.2.html
    private static final Function GETEUID = Libc.function("geteuid");

    private static final int OWNER_ONLY = 0600;
    private static final int DIRECTORY_MODE = 0700;
    private static final int ROOT = 0;

    private final Arena arena = Arena.ofConfined();
    private final Libc libc = new Libc(arena);
    private final FileStatus files = new FileStatus(libc, arena);
    private final Block status = new Block(arena, Statx.BYTES);
    private final Path path;
    private final int ourUid;
    private final Descriptor directory;

    private ChannelDirectory(Path path) throws IOException {
        this.path = path;
        this.ourUid = libc.call(GETEUID);
        this.directory = new Descriptor(libc, opened());
        try {
            Statx found = look(directory);
            verify(found, path, Set.of());
            if (ourUid == ROOT && found.othersWrite()) {
                throw new IOException(path + " may be written by others than its owner; take that away: chmod go-w "
                        + PathTrust.quoted(path));
            }
        } catch (IOException refused) {
            directory.close();
            throw refused;
        }
    }

    /// The directory of a file; it is made when it is missing.
    @SuppressWarnings("MustBeClosedChecker") // close() closes the arena
    static ChannelDirectory of(Path file) throws IOException {
        return new ChannelDirectory(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    }

    /// Opens a channel; it is made when it is missing, and made anew when it is another user's.
    ///
    /// @param users who may own it, beside the supervisor's own user
    /// @return the number of the descriptor
    int openPipe(String name, Set<String> users) throws IOException {
        Path whole = path.resolve(name);
        LinuxPlumbing.demand(whole, orThere(libc.call(MKFIFOAT, directory.number(), files.address(name), OWNER_ONLY)));
        // not opened before it is known for a pipe: to open a device may do something already
        LinuxPlumbing.demand(whole, Statx.lookAt(libc, files.address(whole.toString()), status));
        demandPipe(whole);
        if (!TrustedOwners.are(Statx.in(status).owner(), ourUid, users)) {
            // who had it before, or put it here when others could, may have it open
            LinuxPlumbing.demand(whole, libc.call(UNLINKAT, directory.number(), files.address(name)));
            LinuxPlumbing.demand(
                    whole, orThere(libc.call(MKFIFOAT, directory.number(), files.address(name), OWNER_ONLY)));
        }
        int flags = Descriptor.O_RDWR | Descriptor.O_NONBLOCK | Descriptor.O_NOCTTY | Abi.O_NOFOLLOW;
        return verified(whole, flags, opened -> {
            demandPipe(whole);
            verify(opened, whole, users);
        });
    }

    /// Opens a file of the supervisor's own; it is made when it is missing.
    int file(String name) throws IOException {
        Path whole = path.resolve(name);
        int flags =
                Descriptor.O_RDWR | Descriptor.O_CREAT | Descriptor.O_NONBLOCK | Descriptor.O_NOCTTY | Abi.O_NOFOLLOW;
        return verified(whole, flags, opened -> {
            if (!opened.isRegular()) {
                throw new IOException(whole + " is " + opened.words() + ", and was to be a file: remove it");
            }
            if (opened.links() > 1) {
                throw new IOException(whole + " has another name, too (a hard link), so that it may be"
                        + " another user's file: remove it");
            }
            verify(opened, whole, Set.of());
        });
    }

    private interface Check {
        void of(Statx opened) throws IOException;
    }

    private int verified(Path whole, int flags, Check check) throws IOException {
        String name = String.valueOf(whole.getFileName());
        int number = Descriptor.openIn(libc, directory.number(), files.address(name), flags, OWNER_ONLY);
        if (number == -Errno.ELOOP) {
            throw new IOException(whole + " is a symbolic link, which nothing here should be: remove it");
        }
        Descriptor file = new Descriptor(libc, LinuxPlumbing.demand(whole, number));
        try {
            check.of(look(file));
            return number;
        } catch (IOException refused) {
            file.close();
            throw refused;
        }
    }

    private int opened() throws IOException {
        int number = open();
        if (number == -Errno.ENOENT) {
            makeAbove(Objects.requireNonNull(path.getParent()));
            LinuxPlumbing.demand(path, orThere(libc.call(MKDIR, files.address(path.toString()), DIRECTORY_MODE)));
            number = open();
        }
        if (number < 0 && Statx.lookAt(libc, files.address(path.toString()), status) == 0) {
            Statx found = Statx.in(status);
            if (!found.isDirectory()) {
                throw new IOException(
                        path + " is " + found.words() + ", and was to be the directory of channels: remove it");
            }
        }
        return LinuxPlumbing.demand(path, number);
    }

    /// The one above is where the supervisor keeps its state, for its owner alone.
    private void makeAbove(Path state) throws IOException {
        Path above = state.getParent();
        if (above != null) {
            Files.createDirectories(above);
        }
        LinuxPlumbing.demand(state, orThere(libc.call(MKDIR, files.address(state.toString()), DIRECTORY_MODE)));
    }

    private int open() {
        int flags = Descriptor.O_PATH | Abi.O_DIRECTORY | Abi.O_NOFOLLOW;
        return Descriptor.open(libc, files.address(path.toString()), flags, 0);
    }

    private static int orThere(int result) {
        return result == -Errno.EEXIST ? 0 : result;
    }

    private Statx look(Descriptor open) throws IOException {
        LinuxPlumbing.demand(path, Statx.look(libc, open, files.address(""), status));
        return Statx.in(status);
    }

    private void demandPipe(Path whole) throws IOException {
        Statx found = Statx.in(status);
        if (!found.isFifo()) {
            throw new IOException(
                    whole + " is " + found.words() + ", and was to be the named pipe of an output: remove it");
        }
    }

    private void verify(Statx found, Path what, Set<String> users) throws IOException {
        if (!TrustedOwners.are(found.owner(), ourUid, users)) {
            throw new IOException(what + " belongs to user " + found.owner() + ", not to the supervisor's user ("
                    + ourUid + "): remove it, or give it to them");
        }
    }

    @Override
    public void close() {
        directory.close();
        arena.close();
    }
}
