package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A piece of memory that the kernel can read and write, with offsets counted in bytes.
///
/// Reads and writes go through a byte buffer, which starts faster than the variable handles of
/// [MemorySegment].
final class Block {

    private final ByteBuffer bytes;
    private final long address;
    private final int size;

    /// Zeroed memory that lives as long as `arena`.
    Block(Arena arena, int size) {
        this(arena.allocate(size, Long.BYTES), size);
    }

    private Block(MemorySegment segment, int size) {
        this.bytes = segment.asByteBuffer().order(ByteOrder.nativeOrder());
        this.address = segment.address();
        this.size = size;
    }

    /// A view of memory that another owns.
    static Block at(long address, int size) {
        return new Block(MemorySegment.ofAddress(address).reinterpret(size), size);
    }

    long address() {
        return address;
    }

    int size() {
        return size;
    }

    int int32(int offset) {
        return bytes.getInt(offset);
    }

    void int32(int offset, int value) {
        bytes.putInt(offset, value);
    }

    long int64(int offset) {
        return bytes.getLong(offset);
    }

    void int64(int offset, long value) {
        bytes.putLong(offset, value);
    }

    void int8(int offset, int value) {
        bytes.put(offset, (byte) value);
    }

    int int16(int offset) {
        return bytes.getShort(offset) & 0xFFFF;
    }

    /// Copies `source` to `offset`.
    void put(int offset, byte[] source) {
        bytes.put(offset, source);
    }

    /// Copies `length` bytes of `source`, from `start` on, to the beginning.
    void put(byte[] source, int start, int length) {
        bytes.put(0, source, start, length);
    }

    /// Copies `length` bytes to `target`.
    void get(int offset, byte[] target, int start, int length) {
        bytes.get(offset, target, start, length);
    }

    /// Sets every byte.
    void fill(int value) {
        for (int i = 0; i < size; i++) {
            bytes.put(i, (byte) value);
        }
    }

    /// A copy of `length` bytes.
    byte[] bytes(int offset, int length) {
        byte[] copy = new byte[length];
        bytes.get(offset, copy);
        return copy;
    }

    /// The text that starts at a pointer into this block and ends before the first zero byte.
    byte[] textAt(long pointer) {
        int start = Math.toIntExact(pointer - address);
        int end = start;
        while (end < size && bytes.get(end) != 0) {
            end++;
        }
        return bytes(start, end - start);
    }

    /// As [#textAt], decoded.
    String stringAt(long pointer) {
        return new String(textAt(pointer), StandardCharsets.UTF_8);
    }
}
