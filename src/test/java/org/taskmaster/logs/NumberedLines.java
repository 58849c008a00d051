package org.taskmaster.logs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Lines that tell whose they are, which they are, and how long they are, so that a reader sees whether one
/// is missing, doubled, or damaged.
///
/// @param damaged lines that are none of these
record NumberedLines(Map<String, List<Integer>> numbers, List<String> damaged) {

    private static final Pattern LINE = Pattern.compile("(\\w+) (\\d+) (\\d+) (x*)");

    /// Writes lines of many lengths, in pieces that end anywhere.
    static void write(RandomAccessFile to, String who, int count, long seed) {
        Random random = new Random(seed);
        StringBuilder waiting = new StringBuilder();
        try {
            for (int i = 0; i < count; i++) {
                int length = random.nextInt(100) == 0 ? random.nextInt(3_000) : random.nextInt(80);
                waiting.append(who)
                        .append(' ')
                        .append(i)
                        .append(' ')
                        .append(length)
                        .append(' ')
                        .append("x".repeat(length))
                        .append('\n');
                if (random.nextInt(4) == 0) {
                    int now = random.nextInt(waiting.length() + 1);
                    to.write(waiting.substring(0, now).getBytes(StandardCharsets.ISO_8859_1));
                    waiting.delete(0, now);
                }
            }
            to.write(waiting.toString().getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static NumberedLines in(String text) {
        Map<String, List<Integer>> numbers = new HashMap<>();
        List<String> damaged = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()
                    && Integer.parseInt(matcher.group(3)) == matcher.group(4).length()) {
                numbers.computeIfAbsent(matcher.group(1), _ -> new ArrayList<>())
                        .add(Integer.valueOf(matcher.group(2)));
            } else if (!line.isEmpty()) {
                damaged.add(line);
            }
        }
        return new NumberedLines(numbers, damaged);
    }

    List<Integer> of(String who) {
        return numbers.getOrDefault(who, List.of());
    }

    static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
