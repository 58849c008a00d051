package org.taskmaster.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Makes bad inputs from good ones: the same from the same random numbers.
final class Mutator {

    private static final int MOST_CHANGES = 6;
    private static final int MOST_BYTES = 64 * 1024;
    private static final int LONG_PIECE = 64;

    /// Bytes that mean something to readers of text, or are no text.
    private static final byte[] TELLING =
            "\0\t\n\r\u001b \"'&<>/\\{}[]:,;%#?=+-.0917eE".getBytes(StandardCharsets.ISO_8859_1);

    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "1",
            "00",
            "1e400",
            "-0.0",
            "0.1",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "18446744073709551616",
            "99999999999999999999999999999999999999");

    private final Random random;
    private final List<String> words;

    /// @param words of the language the inputs are written in
    Mutator(Random random, List<String> words) {
        this.random = random;
        this.words = words;
    }

    /// A few changes to `input`.
    ///
    /// @param other another input, parts of which may be taken over
    byte[] mutated(byte[] input, byte[] other) {
        byte[] bytes = input;
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
            bytes = changed(bytes, other);
        }
        return bytes;
    }

    private byte[] changed(byte[] bytes, byte[] other) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(random.nextBoolean() ? LONG_PIECE : 4));
        byte[] piece = Arrays.copyOfRange(bytes, from, to);
        return switch (random.nextInt(10)) {
            case 0 -> replaced(bytes, from, to, new byte[0]);
            case 1 -> replaced(bytes, from, from, new byte[] {TELLING[random.nextInt(TELLING.length)]});
            case 2 -> replaced(bytes, from, to, randomBytes(piece.length));
            case 3 -> replaced(bytes, random.nextInt(bytes.length + 1), piece);
            case 4 -> replaced(bytes, from, to, repeated(piece));
            case 5 -> replaced(bytes, from, from, word());
            case 6 -> replaced(bytes, from, to, word());
            case 7 -> withOtherNumber(bytes, from);
            case 8 -> spliced(bytes, from, other);
            default -> flipped(bytes, from);
        };
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] word() {
        return words.get(random.nextInt(words.size())).getBytes(StandardCharsets.UTF_8);
    }

    /// Nested deeply, or very long, now and then.
    private byte[] repeated(byte[] piece) {
        int times = 2 + random.nextInt(random.nextInt(20) == 0 ? 2_000 : 8);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < times && all.size() < MOST_BYTES; i++) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }

    /// Replaces the first number at or behind `from`.
    private byte[] withOtherNumber(byte[] bytes, int from) {
        int start = from;
        while (start < bytes.length && !isDigit(bytes[start])) {
            start++;
        }
        int end = start;
        while (end < bytes.length && isDigit(bytes[end])) {
            end++;
        }
        String number = NUMBERS.get(random.nextInt(NUMBERS.size()));
        return replaced(bytes, start, end, number.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean isDigit(byte one) {
        return one >= '0' && one <= '9';
    }

    private byte[] spliced(byte[] bytes, int at, byte[] other) {
        int from = random.nextInt(other.length + 1);
        return replaced(bytes, at, bytes.length, Arrays.copyOfRange(other, from, other.length));
    }

    private byte[] flipped(byte[] bytes, int at) {
        if (at == bytes.length) {
            return bytes;
        }
        byte[] copy = bytes.clone();
        copy[at] ^= (byte) (1 << random.nextInt(8));
        return copy;
    }

    private static byte[] replaced(byte[] bytes, int at, byte[] with) {
        return replaced(bytes, at, at, with);
    }

    /// Nothing grows without end.
    private static byte[] replaced(byte[] bytes, int from, int to, byte[] with) {
        if (bytes.length + with.length > MOST_BYTES) {
            return bytes;
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream(bytes.length + with.length);
        all.write(bytes, 0, from);
        all.writeBytes(with);
        all.write(bytes, to, bytes.length - to);
        return all.toByteArray();
    }
}
