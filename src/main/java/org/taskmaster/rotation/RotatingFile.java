package org.taskmaster.rotation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.taskmaster.host.TrustedFiles;
import org.taskmaster.model.ByteSize;

/// A file that is appended to and set aside when it is full: `log` becomes `log.1`, `log.1` becomes
/// `log.2`, and the oldest goes. Rotation comes before a write that would not fit, so that no line
/// is split and none is too many.
///
/// A failure leaves it closed; the next write opens the file anew, so that it heals when the cause
/// is gone. One thread at a time may use it.
public final class RotatingFile implements AutoCloseable {

    private final Path file;
    private final ByteSize maxBytes;
    private final int backups;
    private final TrustedFiles files;
    private final SetAside setAside;

    private Optional<FileChannel> channel = Optional.empty();
    private Optional<Object> identity = Optional.empty();
    private long size;
    private boolean torn;

    /// @param maxBytes 0: never rotate
    /// @param backups how many old files are kept; 0: the file is emptied when it is full
    public RotatingFile(Path file, ByteSize maxBytes, int backups, TrustedFiles files) {
        this.file = file;
        this.maxBytes = maxBytes;
        this.backups = backups;
        this.files = files;
        this.setAside = new SetAside(files);
    }

    /// Appends a line, or throws; then some of it may have been written, and the next one does not continue it.
    ///
    /// @param bytes with its line end
    public void append(byte[] bytes) throws IOException {
        try {
            if (channel.isPresent() && !identityNow().equals(identity)) {
                // It was removed, or another put in its place.
                close();
            }
            FileChannel open = opened();
            if (isFull(bytes.length)) {
                rotate();
                open = opened();
            }
            ByteBuffer buffer = ByteBuffer.wrap(torn ? onANewLine(bytes) : bytes);
            while (buffer.hasRemaining()) {
                size += open.write(buffer);
            }
            torn = false;
        } catch (IOException e) {
            torn = true;
            closeAfter(e);
            throw e;
        }
    }

    /// Opens the file now, to learn early whether it can be written.
    public void open() throws IOException {
        opened();
    }

    /// Closes the file; the next write opens whatever has its name then.
    public void reopen() throws IOException {
        close();
    }

    @Override
    public void close() throws IOException {
        if (channel.isPresent()) {
            FileChannel open = channel.get();
            channel = Optional.empty();
            open.close();
        }
    }

    private FileChannel opened() throws IOException {
        if (channel.isEmpty()) {
            FileChannel open = files.append(file);
            channel = Optional.of(open);
            identity = identityNow();
            size = Files.isRegularFile(file) ? open.size() : 0;
            torn = size > 0 && endsWithinALine();
        }
        return channel.get();
    }

    /// Whether the disk was full, or the writer killed, in the midst of a line.
    private boolean endsWithinALine() throws IOException {
        try (FileChannel open = files.read(file)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return open.read(last, open.size() - 1) == 1 && last.get(0) != '\n';
        } catch (AccessDeniedException _) {
            // One that we may only write: an empty line is better than a merged one.
            return torn;
        }
    }

    private static byte[] onANewLine(byte[] bytes) {
        byte[] all = new byte[bytes.length + 1];
        all[0] = '\n';
        System.arraycopy(bytes, 0, all, 1, bytes.length);
        return all;
    }

    /// Which file has the name; empty when none has.
    private Optional<Object> identityNow() throws IOException {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private boolean isFull(int more) {
        return maxBytes.bytes() > 0
                && size > 0
                && size + more > maxBytes.bytes()
                && (Files.isRegularFile(file) || Files.notExists(file));
    }

    private void rotate() throws IOException {
        close();
        setAside.rotate(file, backups);
    }

    private void closeAfter(IOException cause) {
        try {
            close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
