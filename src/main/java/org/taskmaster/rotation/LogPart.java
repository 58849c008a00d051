package org.taskmaster.rotation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.taskmaster.host.LogTarget;
import org.taskmaster.host.TrustedFiles;

/// One of the files of a log: the present one, or one that was set aside and perhaps compressed.
///
/// @param identity another value means another file
/// @param modified when it was last written to
/// @param bytes how long it was when it was looked at; of a compressed one, as it lies there
record LogPart(Path path, String identity, Instant modified, long bytes) {

    private static final String COMPRESSED = ".gz";
    /// The least that a compressed file takes: header and trailer ([RFC 1952
    /// §2.3](https://www.rfc-editor.org/rfc/rfc1952)).
    private static final int GZIP_OVERHEAD = 18;

    private static final int BUFFER = 64 * 1024;

    /// The file that had been looked at is no longer under its name.
    static final class Moved extends IOException {
        private static final long serialVersionUID = 1;

        Moved(Path path) {
            super(path + " was set aside meanwhile");
        }
    }

    /// The file of this name.
    ///
    /// @throws NoSuchFileException when there is none
    /// @throws IOException when it is no file that has a size, or a link that is not followed
    static LogPart at(Path path) throws IOException {
        LogTarget target = LogTarget.lookedAt(path);
        BasicFileAttributes attributes =
                Files.readAttributes(target.path(), BasicFileAttributes.class, target.looking());
        if (!attributes.isRegularFile()) {
            throw new IOException(path + " is not a regular file");
        }
        return new LogPart(
                path,
                String.valueOf(attributes.fileKey()),
                attributes.lastModifiedTime().toInstant(),
                attributes.size());
    }

    /// As above; empty when there is none.
    static Optional<LogPart> find(Path path) throws IOException {
        try {
            return Files.isRegularFile(path) ? Optional.of(at(path)) : Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    boolean compressed() {
        return path.toString().endsWith(COMPRESSED);
    }

    /// The name of a compressed one.
    static Path compressed(Path path) {
        return path.resolveSibling(path.getFileName() + COMPRESSED);
    }

    /// Whether nothing was ever written to it.
    boolean isEmpty() {
        return bytes == 0;
    }

    /// What is read of a file.
    ///
    /// @param bytes fewer than asked for at the end of the file
    /// @param size how long the file is
    record Piece(byte[] bytes, long size) {}

    /// Reads at most `length` bytes; from a compressed one, all before them has to be decompressed.
    ///
    /// @throws Moved when another file is under this name now
    Piece read(TrustedFiles files, long from, int length) throws IOException {
        return compressed() ? inflated(files, from, length) : plain(files, from, length);
    }

    private Piece plain(TrustedFiles files, long from, int length) throws IOException {
        try (FileChannel channel = files.readLog(path)) {
            verify();
            long size = channel.size();
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.clamp(size - from, 0, length));
            while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
                // until it is full, or the file became shorter
            }
            return new Piece(Arrays.copyOf(buffer.array(), buffer.position()), size);
        } catch (NoSuchFileException e) {
            throw moved(e);
        }
    }

    private Piece inflated(TrustedFiles files, long from, int length) throws IOException {
        try (FileChannel channel = files.readLog(path)) {
            verify();
            long whole = length(channel);
            InputStream file = Channels.newInputStream(channel);
            if (from > whole) {
                return new Piece(new byte[0], whole);
            }
            try (InputStream content = new GZIPInputStream(file, BUFFER)) {
                content.skipNBytes(from);
                byte[] bytes = content.readNBytes(length);
                return new Piece(bytes, Math.max(whole, from + bytes.length));
            }
        } catch (NoSuchFileException e) {
            throw moved(e);
        }
    }

    /// How long a compressed file was, modulo 4 GiB: its last four bytes (RFC 1952 §2.3.1).
    private long length(FileChannel channel) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        if (channel.size() < GZIP_OVERHEAD || channel.read(last, channel.size() - Integer.BYTES) < Integer.BYTES) {
            throw new IOException(path + " is no whole compressed file");
        }
        return Integer.toUnsignedLong(last.getInt(0));
    }

    /// What was opened just now is what had been looked at before, if its name still leads there: no file
    /// gets a name back that it lost.
    private void verify() throws IOException {
        if (!at(path).identity().equals(identity)) {
            throw new Moved(path);
        }
    }

    private Moved moved(IOException cause) {
        Moved moved = new Moved(path);
        moved.initCause(cause);
        return moved;
    }
}
