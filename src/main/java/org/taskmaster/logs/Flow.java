package org.taskmaster.logs;

import java.io.IOException;
import java.util.Optional;
import org.taskmaster.host.Plumbing.Inlet;

/// What becomes of the bytes of one channel.
interface Flow extends AutoCloseable {

    /// Takes what waits to where it belongs. A failure leaves in the channel, or in a place that survives
    /// us, what was not taken there.
    ///
    /// @param most stop after about so many bytes
    Progress move(Inlet inlet, int most) throws IOException;

    /// The process has ended: what it did not finish is taken too.
    ///
    /// @param most as above; others may go on writing
    Progress finish(Inlet inlet, int most) throws IOException;

    /// How many bytes of a line that is not finished wait in a place of its own.
    default int held() {
        return 0;
    }

    /// Takes them to where they belong, though the line may go on.
    default void release() throws IOException {
        // most hold nothing
    }

    /// From now on, or no longer, bytes of several pipes come in turns, so that only whole lines of each are taken.
    void several(boolean pipes);

    /// Looks whether its own files are where the next supervisor will look for them.
    default void lookForNames() {
        // most have none
    }

    /// What is wrong with its own files, though it goes on; empty: nothing.
    default Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    void close();

    /// How a move ended.
    enum Progress {
        /// Nothing waits any more.
        EMPTY,
        /// There is more.
        MORE,
        /// What waits is the beginning of a line whose rest is waited for.
        UNFINISHED
    }
}
