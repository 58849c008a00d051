package org.taskmaster.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import org.taskmaster.linux.Statx.Identity;

/// Finds which pipe a name leads to. The thread that supervises asks before each start, and the one that takes
/// output asks now and then; each look is over in a microsecond, so one waits for the other.
final class PipeNames {

    private final Libc libc;
    private final FileStatus files;
    private final Block status;

    PipeNames(Arena arena) {
        this.libc = new Libc(arena);
        this.files = new FileStatus(libc, arena);
        this.status = new Block(arena, Statx.BYTES);
    }

    /// Whether the name leads to this pipe, and not through a link.
    synchronized boolean leadsTo(Path name, Identity pipe) {
        return Statx.lookAt(libc, files.address(name.toString()), status) == 0
                && Statx.in(status).is(pipe);
    }

    /// Which pipe this is.
    synchronized Identity identity(Descriptor pipe) throws IOException {
        LinuxPlumbing.demand(Statx.look(libc, pipe, files.address(""), status));
        return Statx.in(status).identity();
    }
}
