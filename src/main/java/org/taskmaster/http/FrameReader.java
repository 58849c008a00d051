package org.taskmaster.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.taskmaster.http.Peers.Inlet;

/// Reads the frames of one WebSocket from its connection, on the thread that takes them.
///
/// A key that is typed is a frame by itself, which is taken apart here: by the event loop and its pipeline, that took
/// three quarters of the time a key was with the server. All others Netty's decoder takes apart, each when the whole
/// of it is there, and it says what is no frame.
final class FrameReader implements AutoCloseable {

    /// The longest frame that is taken, in bytes.
    static final int MOST = 64 * 1024;

    // RFC 6455 §5.2
    private static final byte FINAL_BINARY = (byte) 0x82;
    private static final int CONTROL = 0x08;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7f;
    private static final int LENGTH_IN_2 = 126;
    private static final int LENGTH_IN_8 = 127;
    private static final int HEAD = 2;
    private static final int MASK = 4;

    private static final int ROOM = 4 * 1024;

    private final Inlet inlet;
    /// What was read and not taken, from its position to its limit.
    private ByteBuffer bytes = ByteBuffer.allocate(ROOM).limit(0);

    private @Nullable EmbeddedChannel decoder;
    private boolean withinMessage;

    /// @param inlet closed with this
    FrameReader(Inlet inlet) {
        this.inlet = inlet;
    }

    /// Waits for the next frame.
    ///
    /// @return empty when no more come, or [#end] was called
    /// @throws CorruptedWebSocketFrameException when it is no frame, with the status to close with
    Optional<WebSocketFrame> next() {
        WebSocketFrame frame = take();
        while (frame == null) {
            if (!fill()) {
                return Optional.empty();
            }
            frame = take();
        }
        return Optional.of(frame);
    }

    /// @return null when not all of it is there
    private @Nullable WebSocketFrame take() {
        if (bytes.remaining() < HEAD) {
            return null;
        }
        int first = bytes.get(bytes.position());
        int second = bytes.get(bytes.position() + 1);
        int announced = second & LENGTH;
        int head = HEAD + lengthBytes(announced);
        if (bytes.remaining() < head) {
            return null;
        }
        long length = length(announced);
        if (length < 0 || length > MOST || (first & CONTROL) != 0 && announced >= LENGTH_IN_2) {
            // The rest is not waited for: it is refused for its length.
            return decode(head);
        }
        int mask = (second & MASKED) == 0 ? 0 : MASK;
        int whole = head + mask + (int) length;
        if (bytes.remaining() < whole) {
            makeRoom(whole);
            return null;
        }
        boolean plain = mask > 0 && !withinMessage && first == FINAL_BINARY;
        return plain ? plain(head, (int) length) : decode(whole);
    }

    private static int lengthBytes(int announced) {
        return switch (announced) {
            case LENGTH_IN_2 -> Short.BYTES;
            case LENGTH_IN_8 -> Long.BYTES;
            default -> 0;
        };
    }

    private long length(int announced) {
        int at = bytes.position() + HEAD;
        return switch (announced) {
            case LENGTH_IN_2 -> Short.toUnsignedInt(bytes.getShort(at));
            case LENGTH_IN_8 -> bytes.getLong(at);
            default -> announced;
        };
    }

    private WebSocketFrame plain(int head, int length) {
        int mask = bytes.getInt(bytes.position() + head);
        bytes.position(bytes.position() + head + MASK);
        byte[] message = new byte[length];
        bytes.get(message);
        for (int i = 0; i < length; i++) {
            message[i] ^= (byte) (mask >> Byte.SIZE * (MASK - 1 - i % MASK));
        }
        return new BinaryWebSocketFrame(Unpooled.wrappedBuffer(message));
    }

    private @Nullable WebSocketFrame decode(int length) {
        byte[] frame = new byte[length];
        bytes.get(frame);
        if (decoder == null) {
            decoder = new EmbeddedChannel(decoder());
        }
        decoder.writeInbound(Unpooled.wrappedBuffer(frame));
        WebSocketFrame decoded = decoder.readInbound();
        switch (decoded) {
            case TextWebSocketFrame _, BinaryWebSocketFrame _, ContinuationWebSocketFrame _ ->
                withinMessage = !decoded.isFinalFragment();
            case null, default -> {
                // none of those that come in fragments
            }
        }
        return decoded;
    }

    /// Masked as the frames of clients have to be, each within the bound.
    private static WebSocket13FrameDecoder decoder() {
        return new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(true)
                .allowMaskMismatch(false)
                .allowExtensions(false)
                .maxFramePayloadLength(MOST)
                .closeOnProtocolViolation(false)
                .withUTF8Validator(false)
                .build());
    }

    private void makeRoom(int whole) {
        if (whole > bytes.capacity()) {
            bytes = ByteBuffer.allocate(whole).put(bytes).flip();
        }
    }

    /// @return whether there is more
    private boolean fill() {
        bytes.compact();
        int count = inlet.read(bytes.array(), bytes.position(), bytes.remaining());
        bytes.position(bytes.position() + Math.max(0, count)).flip();
        return count > 0;
    }

    /// Nothing more is read. Any thread may call it.
    void end() {
        inlet.end();
    }

    @Override
    public void close() {
        inlet.close();
        if (decoder != null) {
            decoder.finishAndReleaseAll();
        }
    }
}
