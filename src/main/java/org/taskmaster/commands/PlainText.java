package org.taskmaster.commands;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// What a program wrote to its terminal, as text: line by line what can be read on a terminal once the line is
/// finished ([TerminalRow]). It may come in any pieces; a line is told when it ends.
final class PlainText {

    /// A line that is longer is told in pieces.
    private static final int LONGEST = 64 * 1024;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /// The lines that `bytes` finishes.
    byte[] of(byte[] bytes) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(bytes.length);
        for (byte one : bytes) {
            if (one == '\n') {
                text.writeBytes(rest());
                text.write('\n');
            } else {
                line.write(one);
                if (line.size() == LONGEST) {
                    text.writeBytes(rest());
                }
            }
        }
        return text.toByteArray();
    }

    /// What has come of the next line.
    String unfinished() {
        return read(charset());
    }

    /// Ends the unfinished line.
    byte[] rest() {
        Charset charset = charset();
        String text = read(charset);
        line.reset();
        return text.getBytes(charset);
    }

    private String read(Charset charset) {
        return line.size() == 0 ? "" : TerminalRow.of(line.toString(charset));
    }

    /// What is no UTF-8 keeps its bytes.
    private Charset charset() {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line.toByteArray()));
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException _) {
            return StandardCharsets.ISO_8859_1;
        }
    }
}
