package org.taskmaster.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Optional;
import org.taskmaster.http.Response.Message;
import org.taskmaster.http.Response.Talk;

/// Hears what the other side of one WebSocket says, a message at a time, on one thread.
final class FrameHearing {

    private final Talk talk;
    private final FrameSpeech speech;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    private Fragments fragments = Fragments.NONE;
    private volatile long heardAt = System.nanoTime();
    /// A frame is in hand, and nothing is read.
    private volatile boolean busy;

    /// What the fragments belong to that may follow.
    private enum Fragments {
        NONE,
        BINARY,
        TEXT
    }

    /// @param speech answers pings
    FrameHearing(Talk talk, FrameSpeech speech) {
        this.talk = talk;
        this.speech = speech;
    }

    /// Hears until there is a reason to part.
    ///
    /// @return the reason; empty: there is nothing more to hear
    Optional<WebSocketCloseStatus> run(FrameReader frames) throws InterruptedException {
        try {
            while (true) {
                Optional<WebSocketFrame> frame = frames.next();
                if (frame.isEmpty()) {
                    return Optional.empty();
                }
                busy = true;
                Optional<WebSocketCloseStatus> end = take(frame.get());
                if (end.isPresent()) {
                    return end;
                }
                heardAt = System.nanoTime();
                busy = false;
            }
        } catch (CorruptedWebSocketFrameException corrupt) {
            return Optional.of(corrupt.closeStatus());
        }
    }

    /// Whether nothing was heard for so long, though it would have been. Any thread may ask.
    boolean isSilentFor(Duration time) {
        return !busy && System.nanoTime() - heardAt > time.toNanos();
    }

    private Optional<WebSocketCloseStatus> take(WebSocketFrame frame) throws InterruptedException {
        // Before all others, as a key should not wait until a switch over types is linked.
        if (frame instanceof BinaryWebSocketFrame) {
            return binary(frame);
        }
        return switch (frame) {
            case TextWebSocketFrame _ -> {
                fragments = Fragments.TEXT;
                yield collect(frame);
            }
            case ContinuationWebSocketFrame _ -> goOn(frame);
            case PingWebSocketFrame _ -> {
                speech.answer(new PongWebSocketFrame(frame.content()));
                yield Optional.empty();
            }
            // That it was heard is all there is to it.
            case PongWebSocketFrame _ -> Optional.empty();
            case CloseWebSocketFrame close -> Optional.of(answered(close));
            default -> Optional.of(WebSocketCloseStatus.PROTOCOL_ERROR);
        };
    }

    private Optional<WebSocketCloseStatus> binary(WebSocketFrame frame) throws InterruptedException {
        fragments = frame.isFinalFragment() ? Fragments.NONE : Fragments.BINARY;
        return hear(new Message.Binary(bytes(frame)));
    }

    private Optional<WebSocketCloseStatus> goOn(WebSocketFrame frame) throws InterruptedException {
        return switch (fragments) {
            case BINARY -> binary(frame);
            case TEXT -> collect(frame);
            case NONE -> Optional.of(WebSocketCloseStatus.PROTOCOL_ERROR);
        };
    }

    private Optional<WebSocketCloseStatus> collect(WebSocketFrame frame) throws InterruptedException {
        if (text.size() + frame.content().readableBytes() > FrameReader.MOST) {
            return Optional.of(WebSocketCloseStatus.MESSAGE_TOO_BIG);
        }
        text.writeBytes(bytes(frame));
        if (!frame.isFinalFragment()) {
            return Optional.empty();
        }
        fragments = Fragments.NONE;
        byte[] whole = text.toByteArray();
        text.reset();
        return hear(new Message.Text(whole));
    }

    private Optional<WebSocketCloseStatus> hear(Message message) throws InterruptedException {
        return talk.hears(message).map(_ -> WebSocketCloseStatus.POLICY_VIOLATION);
    }

    private static byte[] bytes(WebSocketFrame frame) {
        return ByteBufUtil.getBytes(frame.content());
    }

    private static WebSocketCloseStatus answered(CloseWebSocketFrame close) {
        int code = close.statusCode();
        // A close without a status is reported as a negative one, which the library takes for a valid one.
        return code > 0 && WebSocketCloseStatus.isValidStatusCode(code)
                ? WebSocketCloseStatus.valueOf(code)
                : WebSocketCloseStatus.NORMAL_CLOSURE;
    }
}
