package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The texts that a spawn hands to the kernel: path, working directory, arguments, environment.
///
/// One piece of memory, used again for every spawn, which grows when a spawn needs more.
final class SpawnBlock {

    private static final int FIRST_BYTES = 16 * 1024;

    private final Arena arena;
    private Block block;
    /// Where the next text goes.
    private int text;

    private long path;
    private long workingdir;
    private long arguments;
    private long environment;

    SpawnBlock(Arena arena) {
        this.arena = arena;
        this.block = new Block(arena, FIRST_BYTES);
    }

    /// Writes everything; the addresses below are good until the next time.
    void write(String program, Optional<Path> directory, List<String> command, Environment variables)
            throws SpawnRefused {
        byte[] file = encoded(program);
        byte[] directoryName = encoded(directory.isPresent() ? directory.get().toString() : "");
        List<byte[]> words = new ArrayList<>();
        for (String word : command) {
            words.add(encoded(word));
        }
        // The environment, then the list of pointers to the arguments with a null at its end, then all other texts.
        int list = (variables.size() + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
        int pointers = (words.size() + 1) * Long.BYTES;
        reserve(list + pointers + file.length + 1L + directoryName.length + 1L + size(words));
        environment = variables.write(block);
        text = list + pointers;
        path = put(file);
        workingdir = directory.isPresent() ? put(directoryName) : 0;
        arguments = putList(list, words);
    }

    long path() {
        return path;
    }

    /// 0 when there is none.
    long workingdir() {
        return workingdir;
    }

    long arguments() {
        return arguments;
    }

    long environment() {
        return environment;
    }

    private void reserve(long needed) throws SpawnRefused {
        if (needed > Integer.MAX_VALUE / 2) {
            throw new SpawnRefused("its arguments and environment are too long");
        }
        if (needed > block.size()) {
            block = new Block(arena, (int) needed * 2);
        }
    }

    private long putList(int start, List<byte[]> values) {
        int pointer = start;
        for (byte[] value : values) {
            block.int64(pointer, put(value));
            pointer += Long.BYTES;
        }
        block.int64(pointer, 0);
        return block.address() + start;
    }

    private long put(byte[] value) {
        int at = text;
        block.put(at, value);
        block.int8(at + value.length, 0);
        text = at + value.length + 1;
        return block.address() + at;
    }

    private static long size(List<byte[]> values) {
        long sum = 0;
        for (byte[] value : values) {
            sum += value.length + 1L;
        }
        return sum;
    }

    private static byte[] encoded(String text) throws SpawnRefused {
        if (text.indexOf('\0') >= 0) {
            throw new SpawnRefused("'" + text.replace("\0", "\\0") + "' contains a zero byte");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
