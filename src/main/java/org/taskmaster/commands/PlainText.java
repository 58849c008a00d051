package org.taskmaster.commands;

import java.util.Arrays;
import org.taskmaster.model.AnsiFilter;

/// What a program wrote to its terminal, as text: without control sequences, and with lines that end as lines of
/// files do. It may come in any pieces.
final class PlainText {

    private final AnsiFilter sequences = new AnsiFilter();
    /// Whether the last byte was a carriage return, which is left out when a newline follows.
    private boolean returned;

    /// What is left of a piece.
    byte[] of(byte[] bytes) {
        byte[] text = new byte[bytes.length + 1];
        int length = sequences.strip(bytes, 0, bytes.length, text, 0);
        byte[] plain = new byte[length + 1];
        int to = 0;
        for (int i = 0; i < length; i++) {
            if (returned && text[i] != '\n') {
                plain[to++] = '\r';
            }
            returned = text[i] == '\r';
            if (!returned) {
                plain[to++] = text[i];
            }
        }
        return Arrays.copyOf(plain, to);
    }
}
