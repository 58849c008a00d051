package org.taskmaster.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is typed, one after the other, to leave the terminal of a process; written as `ctrl-p ctrl-q`.
///
/// @param bytes what a terminal sends for them; the first is one of a control key, so that no text
///     begins like it
public record DetachKeys(List<Byte> bytes) {

    /// Unlike what editors and shells are controlled with.
    public static final DetachKeys USUAL = new DetachKeys(List.of((byte) 0x1d, (byte) 'd'));

    private static final String CONTROL = "ctrl-";
    private static final int MOST = 8;
    private static final int CONTROL_BITS = 0x1f;
    private static final int ABOVE_CONTROL = 0x40;

    public DetachKeys {
        bytes = List.copyOf(bytes);
        if (bytes.isEmpty() || bytes.size() > MOST || !isControl(bytes.getFirst())) {
            throw new IllegalArgumentException("nobody can leave with the keys " + bytes);
        }
    }

    /// Reads keys with blanks between them: `ctrl-` and a letter or one of ``@[\]^_``, or one character
    /// of ASCII. The first has to be one with `ctrl-`.
    ///
    /// @return empty when `text` is not that, or has more than 8 keys
    public static Optional<DetachKeys> parse(String text) {
        List<Byte> bytes = new ArrayList<>();
        for (String key : text.strip().split("\\s+", MOST + 1)) {
            int read = key(key);
            if (read < 0 || bytes.size() == MOST) {
                return Optional.empty();
            }
            bytes.add((byte) read);
        }
        return isControl(bytes.getFirst()) ? Optional.of(new DetachKeys(bytes)) : Optional.empty();
    }

    /// As it is written: `ctrl-] d`.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (byte key : bytes) {
            text.append(text.isEmpty() ? "" : " ");
            if (isControl(key)) {
                text.append(CONTROL).append(Character.toLowerCase((char) (key | ABOVE_CONTROL)));
            } else {
                text.append((char) key);
            }
        }
        return text.toString();
    }

    /// What a terminal sends for one key; -1 when it is not written as one.
    private static int key(String key) {
        if (key.length() == 1) {
            char c = key.charAt(0);
            return c > ' ' && c <= '~' ? c : -1;
        }
        if (key.length() != CONTROL.length() + 1 || !key.regionMatches(true, 0, CONTROL, 0, CONTROL.length())) {
            return -1;
        }
        char held = Character.toUpperCase(key.charAt(CONTROL.length()));
        return held >= '@' && held <= '_' ? held & CONTROL_BITS : -1;
    }

    private static boolean isControl(byte key) {
        return key >= 0 && key <= CONTROL_BITS;
    }
}
