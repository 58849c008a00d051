package org.taskmaster.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A client that sends whatever a test wants to be sent.
final class Client implements AutoCloseable {

    private static final int BLOCK = 8192;

    private final SocketChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BLOCK).limit(0);

    private Client(SocketChannel channel) {
        this.channel = channel;
    }

    static Client to(SocketAddress address) {
        try {
            return new Client(SocketChannel.open(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An answer that has arrived.
    ///
    /// @param headers names in lower case
    record Answer(int status, Map<String, String> headers, String body) {}

    /// Sends a text, in which every `\n` becomes the `\r\n` of HTTP.
    Client send(String text) {
        return sendRaw(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    Client sendRaw(byte[] bytes) {
        try {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Asks for a path and waits for the answer.
    Answer get(String path, String... headers) {
        StringBuilder lines = new StringBuilder("GET " + path + " HTTP/1.1\n");
        for (String header : headers) {
            lines.append(header).append('\n');
        }
        return send(lines.append('\n').toString()).answer();
    }

    /// Sends a POST with a body and waits for the answer.
    Answer post(String path, String body, String... headers) {
        StringBuilder lines = new StringBuilder("POST " + path + " HTTP/1.1\n");
        for (String header : headers) {
            lines.append(header).append('\n');
        }
        return send(lines.append("Content-Length: ").append(body.length()).append("\n\n") + body)
                .answer();
    }

    /// Waits for the next answer.
    Answer answer() {
        Head head = head();
        if (head.status() == 100 || head.status() == 204) {
            return new Answer(head.status(), head.headers(), "");
        }
        return new Answer(head.status(), head.headers(), body(head.headers()));
    }

    /// @param status of the status line
    record Head(int status, Map<String, String> headers) {}

    /// Waits for the beginning of the next answer, and leaves its body where it is.
    Head head() {
        String line = line();
        int status = Integer.parseInt(line.split(" ")[1]);
        Map<String, String> headers = new TreeMap<>();
        for (line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Head(status, headers);
    }

    private String body(Map<String, String> headers) {
        if ("chunked".equals(headers.get("transfer-encoding"))) {
            StringBuilder all = new StringBuilder();
            for (String chunk = chunk(); !chunk.isEmpty(); chunk = chunk()) {
                all.append(chunk);
            }
            return all.toString();
        }
        String length = headers.get("content-length");
        return length == null ? rest() : text(Integer.parseInt(length));
    }

    /// Waits for the next chunk; the last is empty.
    String chunk() {
        String chunk = text(Integer.parseInt(line(), 16));
        line();
        return chunk;
    }

    /// Waits for the end, and returns what came before it.
    String rest() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int next = next(); next >= 0; next = next()) {
            all.write(next);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    /// Says that nothing more will be sent.
    Client endsSending() {
        try {
            channel.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits for a frame of a WebSocket.
    ///
    /// @return its first byte in hexadecimal and what it holds; of a farewell the status
    String frame() {
        int first = read();
        int length = read();
        int more = length == 127 ? 8 : length == 126 ? 2 : 0;
        long whole = more == 0 ? length : 0;
        for (int i = 0; i < more; i++) {
            whole = whole << 8 | read();
        }
        if (first == 0x88) {
            int status = read() << 8 | read();
            text((int) whole - 2);
            return "88 " + status;
        }
        return Integer.toHexString(first) + " " + text((int) whole);
    }

    private String text(int bytes) {
        byte[] all = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            all[i] = (byte) read();
        }
        return new String(all, StandardCharsets.UTF_8);
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (int next = read(); next != '\n'; next = read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private int read() {
        int next = next();
        if (next < 0) {
            throw new AssertionError("the connection ended in the middle of an answer");
        }
        return next;
    }

    /// @return a negative number at the end, however it came
    private int next() {
        try {
            if (!buffer.hasRemaining()) {
                buffer.clear();
                int count = channel.read(buffer);
                buffer.flip();
                if (count < 0) {
                    return -1;
                }
            }
            return buffer.get() & 0xFF;
        } catch (IOException _) {
            buffer.limit(0);
            return -1;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
