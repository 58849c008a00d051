package org.taskmaster.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import org.taskmaster.host.Plumbing;

/// What [LinuxPlumbing] needs for the moment of a call: memory that the kernel can reach, and a pipe that
/// holds copies of what waits in another.
final class SpliceBuffers implements AutoCloseable {

    /// What is read or written.
    final Block bytes;
    /// A position in a file, or a number that the kernel answers.
    final Block number;
    /// A `struct statx`.
    final Block status;
    /// Where copies are put in, and taken out.
    final Descriptor copiesOut;

    final Descriptor copiesIn;

    /// How many bytes were taken out of pipes.
    long taken;

    SpliceBuffers(Libc libc, Arena arena, Descriptor copiesOut, Descriptor copiesIn) {
        this.bytes = new Block(arena, Plumbing.PIPE_BYTES);
        this.number = new Block(arena, Long.BYTES);
        this.status = new Block(arena, Statx.BYTES);
        this.copiesOut = copiesOut;
        this.copiesIn = copiesIn;
    }

    /// Takes the copies out.
    ///
    /// @return how many bytes were put into `into`
    int takeCopies(byte[] into, int count) throws IOException {
        int taken = 0;
        while (taken < count) {
            int length = LinuxPlumbing.demand(copiesOut.read(bytes));
            bytes.get(0, into, taken, length);
            taken += length;
        }
        return taken;
    }

    @Override
    public void close() {
        copiesOut.close();
        copiesIn.close();
    }
}
