package org.taskmaster.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/// A log that somebody else is writing, seen by a reader.
public final class LogFile {

    private LogFile() {}

    /// Some bytes of a file.
    ///
    /// @param start where they begin
    /// @param size how long the file is
    /// @param identity another value means another file under the same name
    public record Slice(byte[] bytes, long start, long size, String identity) {}

    /// What went wrong, in words for people.
    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "it does not exist";
            case AccessDeniedException _ -> "permission denied";
            default -> String.valueOf(e.getMessage());
        };
    }

    /// Reads at most `length` bytes.
    ///
    /// @param offset from the start; negative: that many bytes before the end, or the whole of a
    ///     shorter file
    /// @throws IOException when it cannot be read, or is not a file that has a size
    public static Slice read(Path file, long offset, int length) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new IOException(file + " is not a regular file");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            long start = offset >= 0 ? Math.min(offset, size) : Math.max(0, size + offset);
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(length, size - start));
            long position = start;
            while (buffer.hasRemaining()) {
                int count = channel.read(buffer, position);
                if (count < 0) {
                    break;
                }
                position += count;
            }
            byte[] bytes = new byte[buffer.position()];
            buffer.flip().get(bytes);
            return new Slice(bytes, start, size, String.valueOf(attributes.fileKey()));
        }
    }

    /// Empties a file that writers append to; they go on at its start. One that does not exist is left
    /// so.
    public static void clear(Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                    .close();
        }
    }
}
