package org.taskmaster.logs;

import java.io.IOException;
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
