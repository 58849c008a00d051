package org.taskmaster.journal;

import java.nio.ByteBuffer;
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
    static ByteBuffer empty() {
        return ByteBuffer.allocate(HEAD).position(HEAD);
    }

    /// Has what is written next to a buffer become the content of a cell, which is complete after [#close].
    static ByteBuffer open(ByteBuffer cell) {
        return cell.clear().position(HEAD);
    }

    static void close(ByteBuffer cell) {
        int length = cell.position() - HEAD;
        cell.putInt(0, length).putInt(Integer.BYTES, sum(cell.array(), HEAD, length));
    }

    /// What is in it.
    sealed interface Content {
        record Nothing() implements Content {}

        record Bytes(ByteBuffer bytes) implements Content {}

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
        return sum(file, start + HEAD, length) == sum
                ? new Content.Bytes(ByteBuffer.wrap(file, start + HEAD, length))
                : new Content.Damaged();
    }

    private static int sum(byte[] bytes, int start, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, start, length);
        return (int) sum.getValue();
    }

    /// As [#at], where nothing and damage are one.
    static Optional<ByteBuffer> bytesAt(byte[] file, int number) {
        return at(file, number) instanceof Content.Bytes(ByteBuffer bytes) ? Optional.of(bytes) : Optional.empty();
    }
}
