package org.taskmaster.logs;

/// Where characters begin and end in bytes that should be UTF-8, and may be anything.
///
/// [The Unicode Standard, §3.9, table
/// 3-7](https://www.unicode.org/versions/Unicode16.0.0/core-spec/chapter-3/#G27506)
final class Utf8 {

    private static final int MOST_CONTINUATIONS = 3;

    private Utf8() {}

    /// Looks at the character that begins with the byte at `at`, which is not ASCII.
    ///
    /// @return how many bytes it has; negative where there is none: how many bytes stand for one
    ///     that is broken
    static int length(byte[] bytes, int at, int end) {
        int lead = bytes[at] & 0xFF;
        if (lead < 0xC2 || lead > 0xF4) {
            return -1;
        }
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        for (int i = 1; i < length; i++) {
            if (at + i >= end) {
                return -i;
            }
            int next = bytes[at + i] & 0xFF;
            if (next < least || next > most) {
                return -i;
            }
            least = 0x80;
            most = 0xBF;
        }
        return length;
    }

    /// Where to cut so that no character is torn: at `at`, or a little before it.
    ///
    /// @param at where there is a byte
    /// @return a place after `start`; `at` where the bytes around it are no character
    static int cut(byte[] bytes, int start, int at) {
        int cut = at;
        while (isContinuation(bytes[cut])) {
            cut--;
            if (cut <= start || at - cut > MOST_CONTINUATIONS) {
                return at;
            }
        }
        return bytes[cut] < 0 ? cut : at;
    }

    /// Where to end so that a character at the end whose rest has not come yet is left out.
    static int whole(byte[] bytes, int start, int end) {
        for (int at = end - 1; at >= start && at >= end - MOST_CONTINUATIONS; at--) {
            if (!isContinuation(bytes[at])) {
                int lead = bytes[at] & 0xFF;
                int length = lead < 0xC2 || lead > 0xF4 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
                return at + length > end ? at : end;
            }
        }
        return end;
    }

    private static boolean isContinuation(byte one) {
        return (one & 0xC0) == 0x80;
    }
}
