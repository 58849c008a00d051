package org.taskmaster.logs;

import java.nio.charset.StandardCharsets;

/// Bytes as the inside of a string of JSON ([RFC 8259 §7](https://www.rfc-editor.org/rfc/rfc8259)).
///
/// Quotes, backslashes and control characters are escaped, those of Unicode (U+007F to U+009F),
/// too, which some terminals obey. What is not UTF-8 becomes U+FFFD, as often as Unicode's decoders
/// write it.
final class JsonText {

    /// How many bytes one byte becomes at most: `\u0000`.
    static final int MOST_BYTES = 6;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);
    private static final byte DEL = 0x7F;

    /// Whether a byte stands for itself.
    private static final boolean[] PLAIN = plain();

    private JsonText() {}

    /// Whether a byte stands for itself, whatever is around it.
    static boolean isPlain(int one) {
        return PLAIN[one & 0xFF];
    }

    /// Writes the string without its quotes.
    ///
    /// @param out has room for [#MOST_BYTES] bytes for each byte
    /// @return where it ends in `out`
    static int put(byte[] in, int start, int end, byte[] out, int at) {
        boolean[] plain = PLAIN;
        int copied = start;
        int next = start;
        int to = at;
        while (next < end) {
            byte one = in[next];
            if (plain[one & 0xFF]) {
                next++;
                continue;
            }
            int length = one < 0 ? Utf8.length(in, next, end) : 1;
            if (length > 1 && !isControl(in, next, length)) {
                next += length;
                continue;
            }
            System.arraycopy(in, copied, out, to, next - copied);
            to += next - copied;
            to = length < 0 ? replacement(out, to) : escape(length == 1 ? one : in[next + 1] & 0xFF, out, to);
            next += Math.abs(length);
            copied = next;
        }
        System.arraycopy(in, copied, out, to, next - copied);
        return to + next - copied;
    }

    /// Whether a character of more than one byte is one of U+0080 to U+009F.
    private static boolean isControl(byte[] in, int at, int length) {
        return length == 2 && (in[at] & 0xFF) == 0xC2 && (in[at + 1] & 0xFF) < 0xA0;
    }

    private static int replacement(byte[] out, int at) {
        System.arraycopy(REPLACEMENT, 0, out, at, REPLACEMENT.length);
        return at + REPLACEMENT.length;
    }

    /// @param character below U+0100
    private static int escape(int character, byte[] out, int at) {
        int letter = switch (character) {
            case '"', '\\' -> character;
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            case '\b' -> 'b';
            case '\f' -> 'f';
            default -> 'u';
        };
        out[at] = '\\';
        out[at + 1] = (byte) letter;
        if (letter != 'u') {
            return at + 2;
        }
        out[at + 2] = '0';
        out[at + 3] = '0';
        out[at + 4] = HEX[character >> 4];
        out[at + 5] = HEX[character & 0xF];
        return at + MOST_BYTES;
    }

    private static boolean[] plain() {
        boolean[] plain = new boolean[256];
        for (int one = ' '; one < DEL; one++) {
            plain[one] = one != '"' && one != '\\';
        }
        return plain;
    }
}
