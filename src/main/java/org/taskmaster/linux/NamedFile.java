package org.taskmaster.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.taskmaster.host.Untrusted;

/// A file that a name leads to, held so that it can be looked at before it is opened: holding it (`O_PATH`,
/// [open(2)](https://man7.org/linux/man-pages/man2/open.2.html)) wakes no device and waits for no process at
/// a FIFO, and whatever comes under its name meanwhile, [#path] opens this one.
///
/// It has memory of its own, so that any thread may hold one; for slow paths only.
final class NamedFile implements AutoCloseable {

    /// Whether a symbolic link is followed that is the last step of the name.
    enum Links {
        FOLLOWED,
        NOT_FOLLOWED
    }

    private static final int TRIES = 20;
    /// The mode of what is not made.
    private static final int NONE = -1;

    private final Arena arena;
    private final Libc libc;
    private final Path name;
    private final Descriptor held;
    private final Statx facts;

    @SuppressWarnings("MustBeClosedChecker") // close() closes the arena
    private NamedFile(Path name, Links links, int mode) throws IOException {
        this.name = name;
        this.arena = Arena.ofConfined();
        try {
            this.libc = new Libc(arena);
            FileStatus files = new FileStatus(libc, arena);
            int follow = Descriptor.following(links == Links.FOLLOWED);
            int number = Descriptor.open(libc, files.address(name.toString()), Descriptor.O_PATH | follow, 0);
            for (int i = 0; number == -Errno.ENOENT && mode != NONE && i < TRIES; i++) {
                make(files, mode);
                number = Descriptor.open(libc, files.address(name.toString()), Descriptor.O_PATH | follow, 0);
            }
            demand(number);
            this.held = new Descriptor(libc, number);
            Block status = new Block(arena, Statx.BYTES);
            demand(Statx.look(libc, held, files.address(""), status));
            this.facts = Statx.in(status);
        } catch (IOException | RuntimeException | Error failed) {
            arena.close();
            throw failed;
        }
    }

    /// Holds what is there.
    static NamedFile at(Path name, Links links) throws IOException {
        return new NamedFile(name, links, NONE);
    }

    /// Holds what is there; when there is nothing, not even a link, an empty file is made with the permissions
    /// `mode`, less what the umask takes.
    static NamedFile made(Path name, Links links, int mode) throws IOException {
        return new NamedFile(name, links, mode);
    }

    /// What it is, and whose.
    Statx facts() {
        return facts;
    }

    /// By what name it was found.
    Path name() {
        return name;
    }

    /// A name of this file and no other, good as long as it is held.
    Path path() {
        return Path.of("/proc/self/fd/" + held.number());
    }

    /// Refuses what is not ours or root's, or has another name, as a planted one of a file of root's would.
    void demandOurs() throws IOException {
        if (facts.isSymbolicLink()) {
            throw new Untrusted(name + " is a symbolic link, which is not followed there: remove it");
        }
        int us = UserDatabase.currentUid();
        if (facts.owner() != 0 && facts.owner() != us) {
            throw new Untrusted(name + " belongs to user " + nameOf(facts.owner()) + ": remove it");
        }
        if (us == 0 && !facts.isDirectory() && facts.links() > 1) {
            throw new Untrusted(name + " has another name, maybe that of a file that is not Taskmaster's: remove it");
        }
    }

    private static String nameOf(int uid) {
        return UserDatabase.find(Integer.toString(uid)).map(User::name).orElse(Integer.toString(uid));
    }

    /// Only where there is nothing, so that no other user's file is taken for new.
    private void make(FileStatus files, int mode) throws IOException {
        int flags = Descriptor.O_WRONLY | Descriptor.O_CREAT | Descriptor.O_EXCL;
        int number = Descriptor.open(libc, files.address(name.toString()), flags, mode);
        if (number != -Errno.EEXIST) {
            demand(number);
            Descriptor.close(libc, number);
        }
    }

    private void demand(int result) throws IOException {
        switch (-result) {
            case Errno.ENOENT -> throw new NoSuchFileException(name.toString());
            case Errno.EACCES -> throw new AccessDeniedException(name.toString());
            default -> LinuxPlumbing.demand(result);
        }
    }

    @Override
    public void close() {
        held.close();
        arena.close();
    }
}
