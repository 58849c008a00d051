package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.util.Optional;
import org.taskmaster.linux.Libc.Function;

/// A pipe to a new process, both ends of which are open here for the moment of its spawn.
///
/// The process's end is open for reading and writing. So it has a writer as long as the process lives,
/// and never ends for it, whatever becomes of the supervisor. pipe(2) gives no such end, but opening a
/// pipe by its name in `/proc` does ([fifo(7)](https://man7.org/linux/man-pages/man7/fifo.7.html)); and
/// what is opened anew has flags of its own: our end does not block, theirs does. It is opened here and
/// not by a file action in the child, because only the user who made a pipe, or root, may open it.
final class NewPipe implements AutoCloseable {

    // https://man7.org/linux/man-pages/man2/pipe.2.html
    private static final Function PIPE2 = Libc.function("pipe2");
    // https://man7.org/linux/man-pages/man2/fchown.2.html
    private static final Function FCHOWN = Libc.function("fchown");

    private static final int NONE = -1;

    private final Libc libc;
    private int theirs = NONE;
    private int ours = NONE;

    NewPipe(Libc libc) {
        this.libc = libc;
    }

    /// Makes the pipe.
    ///
    /// @param user who may open it again by its name, as `/dev/stdin`; empty: the supervisor's own user
    /// @return the process's end, which [#close] closes
    int open(FileStatus files, Optional<User> user) throws SpawnRefused {
        try (Arena arena = Arena.ofConfined()) {
            Block ends = new Block(arena, 2 * Integer.BYTES);
            demand(libc.call(PIPE2, ends.address(), Descriptor.O_CLOEXEC | Descriptor.O_NONBLOCK));
            int reading = ends.int32(0);
            ours = ends.int32(Integer.BYTES);
            try {
                if (user.isPresent()) {
                    demand(libc.call(
                            FCHOWN, reading, user.get().uid(), user.get().gid()));
                }
                String name = "/proc/self/fd/" + reading;
                theirs = demand(Descriptor.open(libc, files.address(name), Descriptor.O_RDWR, 0));
            } finally {
                Descriptor.close(libc, reading);
            }
            return theirs;
        }
    }

    /// Our end, for the caller to close; empty when no pipe was made.
    Optional<Descriptor> takeOurs() {
        if (ours == NONE) {
            return Optional.empty();
        }
        Descriptor taken = new Descriptor(libc, ours);
        ours = NONE;
        return Optional.of(taken);
    }

    /// Closes what was not taken.
    @Override
    public void close() {
        if (theirs != NONE) {
            Descriptor.close(libc, theirs);
            theirs = NONE;
        }
        takeOurs().ifPresent(Descriptor::close);
    }

    private static int demand(int result) throws SpawnRefused {
        if (result < 0) {
            throw new SpawnRefused("cannot make a pipe for its standard input: " + Errno.words(-result));
        }
        return result;
    }
}
