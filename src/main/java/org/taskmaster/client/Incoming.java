package org.taskmaster.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Takes the answer to one request apart (RFC 9112): its head, then its body, all at once or line by
/// line. All sizes are bounded.
final class Incoming {

    /// More than a fleet of a hundred thousand processes needs.
    private static final int MOST_BODY = 64 << 20;

    private static final int MOST_LINE = 16 << 10;
    private static final int MOST_HEADERS = 100;
    private static final int BUFFER = 16 << 10;

    /// The status after which what comes is no answer of HTTP any more.
    static final int SWITCHING_PROTOCOLS = 101;

    private final ReadableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).flip();
    private Framing framing = Framing.UNTIL_CLOSE;
    /// How many bytes of the body, or of the present chunk, are still to come.
    private long left;
    private boolean through;

    /// How the end of a body is known (RFC 9112 §6.3).
    private enum Framing {
        LENGTH,
        CHUNKED,
        UNTIL_CLOSE
    }

    /// The beginning of an answer.
    ///
    /// @param headers by name in lower case
    record Head(int status, Map<String, String> headers) {

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /// Something that is not HTTP/1.1.
    static final class Garbled extends IOException {
        private static final long serialVersionUID = 1;

        Garbled(String what) {
            super(what);
        }
    }

    Incoming(ReadableByteChannel channel) {
        this.channel = channel;
    }

    /// Reads the head; interim answers (1xx) are skipped, but for the one that changes the protocol.
    Head head() throws IOException {
        Head head = oneHead();
        while (head.status() / 100 == 1 && head.status() != SWITCHING_PROTOCOLS) {
            head = oneHead();
        }
        String length = head.header("content-length");
        if (head.header("transfer-encoding").toLowerCase(Locale.ROOT).contains("chunked")) {
            framing = Framing.CHUNKED;
            left = 0;
        } else if (!length.isEmpty()) {
            framing = Framing.LENGTH;
            left = number(length, 10);
        }
        return head;
    }

    private Head oneHead() throws IOException {
        String line = line();
        if (!line.startsWith("HTTP/1.") || line.length() < 12) {
            throw new Garbled("it does not speak HTTP");
        }
        int status = (int) number(line.substring(9, 12), 10);
        Map<String, String> headers = new HashMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            if (colon < 1 || headers.size() >= MOST_HEADERS) {
                throw new Garbled("its headers are not those of HTTP");
            }
            headers.putIfAbsent(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        return new Head(status, headers);
    }

    /// All of the body.
    byte[] body() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(BUFFER);
        for (int ready = available(); ready > 0; ready = available()) {
            if (whole.size() + ready > MOST_BODY) {
                throw new Garbled("its answer has more than " + MOST_BODY + " bytes");
            }
            whole.write(buffer.array(), buffer.position(), ready);
            took(ready);
        }
        return whole.toByteArray();
    }

    /// A line of the body without its end, which is a line feed.
    ///
    /// @return null when the body is through; what an unfinished line holds is dropped
    @org.jspecify.annotations.Nullable
    String bodyLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int ready = available(); ready > 0; ready = available()) {
            int end = indexOfLineFeed(ready);
            int taken = end < 0 ? ready : end;
            if (line.size() + taken > MOST_BODY) {
                throw new Garbled("a line of its answer has more than " + MOST_BODY + " bytes");
            }
            line.write(buffer.array(), buffer.position(), taken);
            took(end < 0 ? taken : taken + 1);
            if (end >= 0) {
                return line.toString(StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    private int indexOfLineFeed(int ready) {
        for (int i = 0; i < ready; i++) {
            if (buffer.get(buffer.position() + i) == '\n') {
                return i;
            }
        }
        return -1;
    }

    /// How many bytes of the body are in the buffer; waits for some.
    ///
    /// @return 0 when the body is through
    private int available() throws IOException {
        if (framing == Framing.CHUNKED && left == 0 && !through) {
            beginChunk();
        }
        if (through || framing == Framing.LENGTH && left == 0) {
            return 0;
        }
        if (!buffer.hasRemaining() && !fill()) {
            if (framing == Framing.UNTIL_CLOSE) {
                through = true;
                return 0;
            }
            throw new EOFException("the connection ended in the middle of the answer");
        }
        return framing == Framing.UNTIL_CLOSE ? buffer.remaining() : (int) Math.min(left, buffer.remaining());
    }

    private void took(int count) throws IOException {
        buffer.position(buffer.position() + count);
        if (framing != Framing.UNTIL_CLOSE) {
            left -= count;
        }
        if (framing == Framing.CHUNKED && left == 0 && !line().isEmpty()) {
            throw new Garbled("a chunk of its answer is longer than it says");
        }
    }

    /// The size of a chunk stands before it in hexadecimal; the one of size 0 is the end, and after it come
    /// trailers, which mean nothing here.
    private void beginChunk() throws IOException {
        String size = line();
        int extension = size.indexOf(';');
        left = number(extension < 0 ? size : size.substring(0, extension), 16);
        if (left == 0) {
            through = true;
            for (String trailer = line(); !trailer.isEmpty(); ) {
                trailer = line();
            }
        }
    }

    private static long number(String digits, int radix) throws IOException {
        try {
            long number = Long.parseLong(digits.strip(), radix);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // reported below
        }
        throw new Garbled("\"" + digits + "\" stands where HTTP has a number");
    }

    /// Waits for a byte of what follows when the protocol has changed.
    int raw() throws IOException {
        if (!buffer.hasRemaining() && !fill()) {
            throw new EOFException("the connection ended");
        }
        return buffer.get() & 0xff;
    }

    /// Waits for so many bytes of it.
    byte[] raw(int count) throws IOException {
        byte[] bytes = new byte[count];
        int at = 0;
        while (at < count) {
            if (!buffer.hasRemaining() && !fill()) {
                throw new EOFException("the connection ended");
            }
            int taken = Math.min(count - at, buffer.remaining());
            buffer.get(bytes, at, taken);
            at += taken;
        }
        return bytes;
    }

    /// What is said when there is not even the beginning of an answer.
    static IOException ended() {
        return new EOFException("the connection ended before the answer");
    }

    /// A line of the head.
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            if (!buffer.hasRemaining() && !fill()) {
                throw ended();
            }
            byte b = buffer.get();
            if (b == '\n') {
                int end = line.length();
                return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
            }
            if (line.length() >= MOST_LINE) {
                throw new Garbled("a line of its headers has more than " + MOST_LINE + " bytes");
            }
            line.append((char) (b & 0xff));
        }
    }

    private boolean fill() throws IOException {
        buffer.clear();
        int count = channel.read(buffer);
        buffer.flip();
        return count > 0;
    }
}
