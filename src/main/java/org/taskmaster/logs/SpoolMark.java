package org.taskmaster.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.taskmaster.host.Plumbing.Outlet;

/// A small file that says how far a rewritten stream has come: what of the spool is in the log, and how
/// long the log was then. It is written in one call that the kernel does not break off when the writer is
/// killed.
final class SpoolMark implements AutoCloseable {

    private static final int BYTES = 6 * Long.BYTES;
    private static final long SHARED = 1;
    private static final long OPEN = 2;
    private static final long MAGIC = 0x7461736b6d61726bL;

    private final Outlet file;
    private final ByteBuffer buffer = ByteBuffer.allocate(BYTES);

    /// @param file is closed with this
    SpoolMark(Outlet file) {
        this.file = file;
    }

    /// Where a stream is.
    ///
    /// @param spool which of the two spool files, 0 or 1
    /// @param taken how many of its bytes are in the log
    /// @param log which file the log was
    /// @param logSize how long it was when they were
    /// @param shared whether other streams go there too
    /// @param open whether the last line in the log has no end yet, and what comes next goes on with it
    record Place(int spool, long taken, long log, long logSize, boolean shared, boolean open) {

        /// Where every stream begins.
        static final Place BEGINNING = new Place(0, 0, 0, 0, false, false);
    }

    /// What was last written; empty when that is nothing, or nonsense.
    Optional<Place> read() throws IOException {
        buffer.clear();
        int count = file.read(buffer.array(), 0, BYTES, 0);
        if (count < BYTES || buffer.getLong() != MAGIC) {
            return Optional.empty();
        }
        long spool = buffer.getLong();
        long taken = buffer.getLong();
        long log = buffer.getLong();
        long logSize = buffer.getLong();
        long how = buffer.getLong();
        Place place = new Place((int) spool, taken, log, logSize, (how & SHARED) != 0, (how & OPEN) != 0);
        return spool == 0 || spool == 1 ? Optional.of(place) : Optional.empty();
    }

    void write(Place place) throws IOException {
        buffer.clear();
        buffer.putLong(MAGIC)
                .putLong(place.spool())
                .putLong(place.taken())
                .putLong(place.log())
                .putLong(place.logSize())
                .putLong((place.shared() ? SHARED : 0) | (place.open() ? OPEN : 0));
        file.overwrite(buffer.array());
    }

    /// Whether its name still leads to it.
    boolean isAt(Path name) {
        return file.isAt(name);
    }

    @Override
    public void close() {
        file.close();
    }
}
