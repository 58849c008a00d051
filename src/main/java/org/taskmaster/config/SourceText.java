package org.taskmaster.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.taskmaster.model.Reason;

/// Reads the text of a configuration file, never more than it may have, and never from something that
/// could make us wait.
final class SourceText {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private SourceText() {}

    /// Opens a file that was there, and a regular one, when it was looked at.
    @FunctionalInterface
    interface Opening {
        InputStream open(Path file) throws IOException;
    }

    /// @return empty when the file has no text we can use; the report says why
    static Optional<String> read(Path file, Opening opening, Report report) {
        if (Files.notExists(file)) {
            report.add(Position.WHOLE_FILE, "there is no such file", "name an existing file with -c");
            return Optional.empty();
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            String kind = Files.isDirectory(file) ? "this is a directory" : "this is a device, a pipe or a socket";
            report.add(Position.WHOLE_FILE, kind + ", not a file", "name a YAML file");
            return Optional.empty();
        }
        try (InputStream in = opening.open(file)) {
            byte[] bytes = in.readNBytes(ConfigBounds.FILE_BYTES + 1);
            if (bytes.length > ConfigBounds.FILE_BYTES) {
                report.add(
                        Position.WHOLE_FILE,
                        "the file is larger than 1 MiB, the most that is read",
                        "share settings with anchors (`<<: *defaults`), or use `numprocs` for equal programs");
                return Optional.empty();
            }
            return decode(bytes, report);
        } catch (AccessDeniedException _) {
            report.add(
                    Position.WHOLE_FILE,
                    "permission to read the file is denied",
                    "give the supervisor's user the right to read it (chmod, chown)");
        } catch (IOException e) {
            report.add(Position.WHOLE_FILE, "the file cannot be read: " + Reason.of(e), "");
        }
        return Optional.empty();
    }

    private static Optional<String> decode(byte[] bytes, Report report) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        out.flip();
        if (result.isError()) {
            report.add(
                    endOf(out),
                    "the byte 0x" + Integer.toHexString(bytes[in.position()] & 0xff) + " is not valid UTF-8",
                    "save the file in the encoding UTF-8");
            return Optional.empty();
        }
        String text = out.toString();
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            text = text.substring(1);
        }
        return withoutControlCharacters(text, report) ? Optional.of(text) : Optional.empty();
    }

    private static boolean withoutControlCharacters(String text, Report report) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean allowed = c >= ' ' && c < 0x7f || c == '\n' || c == '\t' || c == '\r' || c == 0x85;
            if (allowed || c >= 0xa0 && c < 0xfffe && c != BYTE_ORDER_MARK) {
                continue;
            }
            report.add(
                    endOf(CharBuffer.wrap(text, 0, i)),
                    "the file holds the control character U+" + hex(c),
                    "remove it; inside double quotes, YAML writes such a character as \\x1b");
            return false;
        }
        return true;
    }

    private static String hex(char c) {
        String digits = Integer.toHexString(c);
        return "0".repeat(4 - digits.length()) + digits;
    }

    /// The place after `text`.
    private static Position endOf(CharSequence text) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
        return new Position(line, column);
    }
}
