package org.taskmaster.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The frame of everything in the file: how long it is, a check sum, and what it is. A cell is written at once, by one
/// call of the kernel, and lies in one page: so whoever is killed in it has written all of it or nothing.
final class Cell {

    /// So far apart they begin.
    static final int SIZE = 2048;

    private static final int HEAD = 2 * Integer.BYTES;

    private Cell() {}

    /// What an unused one begins with.
    static byte[] empty() {
        return new byte[HEAD];
    }

    /// @throws IllegalArgumentException when that does not fit
    static byte[] of(byte[] content) {
        if (content.length == 0 || content.length > SIZE - HEAD) {
            throw new IllegalArgumentException(content.length + " bytes do not fit into a cell");
        }
        return ByteBuffer.allocate(HEAD + content.length)
                .putInt(content.length)
                .putInt(sum(content))
                .put(content)
                .array();
    }

    /// What is in it.
    sealed interface Content {
        record Nothing() implements Content {}

        record Bytes(byte[] bytes) implements Content {}

        /// It says one thing and holds another.
        record Damaged() implements Content {}
    }

    /// @param file all of it
    static Content at(byte[] file, int number) {
        int start = number * SIZE;
        if (file.length < start + HEAD) {
            return file.length > start ? new Content.Damaged() : new Content.Nothing();
        }
        ByteBuffer head = ByteBuffer.wrap(file, start, HEAD);
        int length = head.getInt();
        int sum = head.getInt();
        if (length == 0) {
            return sum == 0 ? new Content.Nothing() : new Content.Damaged();
        }
        if (length < 0 || length > SIZE - HEAD || file.length < start + HEAD + length) {
            return new Content.Damaged();
        }
        byte[] content = Arrays.copyOfRange(file, start + HEAD, start + HEAD + length);
        return sum(content) == sum ? new Content.Bytes(content) : new Content.Damaged();
    }

    /// As [#at], where nothing and damage are one.
    static Optional<byte[]> bytesAt(byte[] file, int number) {
        return at(file, number) instanceof Content.Bytes(byte[] bytes) ? Optional.of(bytes) : Optional.empty();
    }

    private static int sum(byte[] content) {
        CRC32C sum = new CRC32C();
        sum.update(content);
        return (int) sum.getValue();
    }
}
