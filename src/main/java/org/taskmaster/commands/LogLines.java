package org.taskmaster.commands;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cuts the bytes of a log into lines. A line is decoded as a whole, so that no character is torn by the border
/// between two pieces; what is no UTF-8 becomes a replacement character.
final class LogLines {

    /// A line longer than this is cut.
    private static final int LONGEST = 64 * 1024;

    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();

    /// The lines that `bytes` finishes.
    List<String> feed(byte[] bytes) {
        List<String> lines = new ArrayList<>();
        for (byte b : bytes) {
            if (b == '\n') {
                lines.add(take());
            } else {
                unfinished.write(b);
                if (unfinished.size() == LONGEST) {
                    lines.add(take());
                }
            }
        }
        return lines;
    }

    /// What has come of the next line.
    String unfinished() {
        return unfinished.toString(StandardCharsets.UTF_8);
    }

    /// Ends the unfinished line, if there is one.
    Optional<String> rest() {
        return unfinished.size() == 0 ? Optional.empty() : Optional.of(take());
    }

    private String take() {
        String line = unfinished();
        unfinished.reset();
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
}
