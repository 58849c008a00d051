package org.taskmaster.logs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.taskmaster.model.Stream;

/// A target that remembers what it was given.
final class TakenLines implements LineTarget {

    final List<String> lines = new ArrayList<>();
    final List<byte[]> bytes = new ArrayList<>();

    @Override
    public void take(String process, Stream stream, byte[] buffer, int start, int end) {
        bytes.add(Arrays.copyOfRange(buffer, start, end));
        lines.add(
                process + " " + stream.word() + ": " + new String(buffer, start, end - start, StandardCharsets.UTF_8));
    }
}
