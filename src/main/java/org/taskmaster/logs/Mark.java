package org.taskmaster.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A small file that says how far a rewritten stream has come: what of the spool is in the log, and how
/// long the log was then. It is written in one call that the kernel does not break off when the writer is
/// killed.
final class Mark implements AutoCloseable {

    private static final int BYTES = 6 * Long.BYTES;
    private static final long MAGIC = 0x7461736b6d61726bL;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BYTES);

    private Mark(FileChannel channel) {
        this.channel = channel;
    }

    /// Where a stream is.
    ///
    /// @param spool which of the two spool files, 0 or 1
    /// @param taken how many of its bytes are in the log
    /// @param log which file the log was
    /// @param logSize how long it was when they were
    /// @param shared whether other streams go there too
    record Place(int spool, long taken, long log, long logSize, boolean shared) {

        /// Where every stream begins.
        static final Place BEGINNING = new Place(0, 0, 0, 0, false);
    }

    static Mark open(Path file) throws IOException {
        return new Mark(
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /// What was last written; empty when that is nothing, or nonsense.
    Optional<Place> read() throws IOException {
        buffer.clear();
        int count = channel.read(buffer, 0);
        buffer.flip();
        if (count < BYTES || buffer.getLong() != MAGIC) {
            return Optional.empty();
        }
        long spool = buffer.getLong();
        Place place =
                new Place((int) spool, buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong() != 0);
        return spool == 0 || spool == 1 ? Optional.of(place) : Optional.empty();
    }

    void write(Place place) throws IOException {
        buffer.clear();
        buffer.putLong(MAGIC)
                .putLong(place.spool())
                .putLong(place.taken())
                .putLong(place.log())
                .putLong(place.logSize())
                .putLong(place.shared() ? 1 : 0)
                .flip();
        if (channel.write(buffer, 0) < BYTES) {
            throw new IOException("no room for the mark");
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // nothing is buffered here: what was written is in the kernel's hands
        }
    }
}
