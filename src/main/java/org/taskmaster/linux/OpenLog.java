package org.taskmaster.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.taskmaster.host.NotRegular;

/// A log that is a regular file, opened without waiting for another process: neither at a FIFO that took its
/// name, nor for the holder of a lease on it
/// ([fcntl(2)](https://man7.org/linux/man-pages/man2/fcntl.2.html)), who would otherwise decide how long the
/// supervisor stands still.
///
/// While it is open, no process gets a lease that opening [#path] for the same access would have to wait for. It has
/// memory of its own, so that any thread may have one.
final class OpenLog implements AutoCloseable {

    private final Arena arena;
    private final Descriptor file;

    @SuppressWarnings("MustBeClosedChecker") // close() closes the arena
    private OpenLog(Path log, int access) throws IOException {
        this.arena = Arena.ofConfined();
        try {
            Libc libc = new Libc(arena);
            FileStatus files = new FileStatus(libc, arena);
            Block status = new Block(arena, Statx.BYTES);
            int flags = access | Descriptor.O_NONBLOCK | Descriptor.O_NOCTTY;
            int number = new LogOpening(libc, files, status).openExisting(log, flags);
            this.file = new Descriptor(libc, demand(log, number));
            try {
                demandRegular(log, Statx.look(libc, file, files.address(""), status), Statx.in(status));
            } catch (IOException refused) {
                file.close();
                throw refused;
            }
        } catch (IOException | RuntimeException | Error failed) {
            arena.close();
            throw failed;
        }
    }

    /// Opens one that is there.
    ///
    /// @param access `O_RDONLY` or `O_WRONLY`
    static OpenLog of(Path log, int access) throws IOException {
        return new OpenLog(log, access);
    }

    /// A name of this file and no other, good as long as it is open.
    Path path() {
        return pathOf(file);
    }

    /// A name of what is open and nothing else.
    static Path pathOf(Descriptor open) {
        return Path.of("/proc/self/fd/" + open.number());
    }

    static void demandRegular(Path log, int looked, Statx found) throws IOException {
        LinuxPlumbing.demand(log, looked);
        if (!found.isRegular()) {
            throw new NotRegular(found.isDirectory());
        }
    }

    /// The result of opening a file without waiting, unless it is an error.
    static int demand(Path file, int result) throws IOException {
        return switch (-result) {
            case Errno.ENOENT -> throw new NoSuchFileException(file.toString());
            case Errno.EACCES -> throw new AccessDeniedException(file.toString());
            case Errno.EISDIR -> throw new NotRegular(true);
            case Errno.ENXIO -> throw new NotRegular(false);
            case Errno.ELOOP -> throw new IOException(file + " has become a symbolic link");
            case Errno.EAGAIN ->
                throw new IOException(file + " is held by another process, which has a lease on it (fcntl F_SETLEASE):"
                        + " try again when that has let it go");
            default -> LinuxPlumbing.demand(file, result);
        };
    }

    @Override
    public void close() {
        file.close();
        arena.close();
    }
}
