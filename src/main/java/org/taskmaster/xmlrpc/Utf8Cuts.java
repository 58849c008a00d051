package org.taskmaster.xmlrpc;

/// Where a piece of UTF-8 text that was cut anywhere can be cut without breaking a character.
final class Utf8Cuts {

    private static final int LONGEST_CHARACTER = 4;

    private Utf8Cuts() {}

    /// How many bytes at the start belong to a character that began before them.
    static int lead(byte[] bytes) {
        int lead = 0;
        while (lead < bytes.length && lead < LONGEST_CHARACTER - 1 && continues(bytes[lead])) {
            lead++;
        }
        return lead;
    }

    /// How many of the first `length` bytes do not belong to a character that is cut by their end.
    static int whole(byte[] bytes, int length) {
        int start = length - 1;
        while (start > 0 && start > length - LONGEST_CHARACTER && continues(bytes[start])) {
            start--;
        }
        if (start < 0) {
            return length;
        }
        int needed = characterLength(bytes[start]);
        return start + needed > length ? start : length;
    }

    private static boolean continues(byte b) {
        return (b & 0xC0) == 0x80;
    }

    /// As the first byte of a character gives it; 1 for a byte that is no first one.
    private static int characterLength(byte first) {
        int bits = first & 0xFF;
        if (bits < 0xC0) {
            return 1;
        }
        return bits < 0xE0 ? 2 : bits < 0xF0 ? 3 : LONGEST_CHARACTER;
    }
}
