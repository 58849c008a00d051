package org.taskmaster.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.taskmaster.linux.SocketInput;
import sun.nio.ch.SelChImpl;

/// What a client sends, as frames. (What is no frame: WebSocketTest.)
@Timeout(30)
class FrameReaderTest {

    private static final int BINARY = 0x82;
    private static final int BEGINNING = 0x02;
    private static final int END = 0x80;
    private static final int PING = 0x89;

    @TempDir
    private Path directory = Path.of("");

    private SocketChannel client;
    private SocketChannel server;

    @BeforeEach
    void connect() throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("socket"));
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(address);
            client = SocketChannel.open(address);
            server = listener.accept();
        }
        server.configureBlocking(false);
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        server.close();
    }

    /// However long a frame is, and however it was cut on its way: by itself, in fragments, and with a ping
    /// between.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 125, 126, 5_000, 65_535, 65_536})
    void framesAreRead(int length) throws Exception {
        String text = "abcdefg".repeat(length / 7 + 1).substring(0, length);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int first : List.of(BINARY, BINARY, BEGINNING, PING, END, BINARY)) {
            all.writeBytes(frame(first, first == PING ? "?" : text));
        }
        Thread sender = Thread.ofVirtual().start(() -> sendInPieces(all.toByteArray(), new Random(length)));

        List<String> read = new ArrayList<>();
        try (FrameReader frames = new FrameReader(inlet())) {
            for (Optional<WebSocketFrame> next = frames.next(); next.isPresent(); next = frames.next()) {
                read.add(describe(next.get()));
            }
        }

        sender.join();
        String binary = "Binary " + text;
        assertThat(read).containsExactly(binary, binary, binary, "Ping ?", "Continuation " + text, binary);
    }

    private SocketInlet inlet() {
        return new SocketInlet(new SocketInput(((SelChImpl) server).getFDVal()));
    }

    private static String describe(WebSocketFrame frame) {
        String kind = frame.getClass().getSimpleName().replace("WebSocketFrame", "");
        return kind + " " + new String(ByteBufUtil.getBytes(frame.content()), StandardCharsets.US_ASCII);
    }

    private void sendInPieces(byte[] bytes, Random random) {
        try (SocketChannel sending = client) {
            for (int at = 0; at < bytes.length; ) {
                int count = Math.min(bytes.length - at, 1 + random.nextInt(1 + bytes.length / 20));
                ByteBuffer piece = ByteBuffer.wrap(bytes, at, count);
                while (piece.hasRemaining()) {
                    sending.write(piece);
                }
                at += count;
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// As a client sends it, masked.
    private static byte[] frame(int first, String text) {
        int length = text.length();
        ByteBuffer frame = ByteBuffer.allocate(14 + length).put((byte) first);
        if (length < 126) {
            frame.put((byte) (0x80 | length));
        } else if (length <= 0xffff) {
            frame.put((byte) (0x80 | 126)).putShort((short) length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(length);
        }
        byte[] mask = {(byte) 0x91, 0x12, (byte) 0xff, 0x07};
        frame.put(mask);
        for (int i = 0; i < length; i++) {
            frame.put((byte) (text.charAt(i) ^ mask[i % 4]));
        }
        byte[] bytes = new byte[frame.position()];
        frame.get(0, bytes);
        return bytes;
    }

    @Test
    void whoWaitsForAFrameCanBeStopped() throws Exception {
        FrameReader frames = new FrameReader(inlet());
        FutureTask<Optional<WebSocketFrame>> reading = new FutureTask<>(frames::next);
        Thread reader = Thread.ofPlatform().start(reading);

        frames.end();

        assertThat(reading.get()).isEmpty();
        reader.join();
        frames.close();
        frames.end();
    }

    /// The other side finds it closed only when both are.
    @Test
    void whatIsReadFromMayBeClosedMeanwhile() throws Exception {
        try (FrameReader frames = new FrameReader(inlet())) {
            client.write(ByteBuffer.wrap(frame(BINARY, "last")));
            server.close();

            assertThat(describe(frames.next().orElseThrow())).isEqualTo("Binary last");
            client.shutdownOutput();
            assertThat(frames.next()).isEmpty();
        }
        assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
}
