package org.taskmaster.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.taskmaster.http.Response.Message;
import org.taskmaster.http.Response.Talk;
import org.taskmaster.model.Defects;
import org.taskmaster.model.LogLevel;

/// A WebSocket, from the answer that began it to its last frame.
///
/// ```
///   frames ─▶ (event loop) ─▶ inbox ─▶ the reader, a virtual thread ─▶ Talk.hears
///   frames ◀─ (event loop) ◀─ FrameSpeech ◀─ the writer, another ◀─ Talk.run
/// ```
///
/// What can be taken without waiting is taken on the event loop, and what can be sent without waiting is
/// sent by the thread that has it: each thread that is woken costs more than the rest of the way of a
/// key. The event loop never waits for reader or writer. A slow client or process stops only the thread that
/// waits for it: while the reader has a message in hand, nothing more is read, so the inbox holds what one
/// read has brought; and the writer has one frame under way at a time.
///
/// That the other side is still there is asked every now and then. While nothing is read because the reader is
/// busy its answer cannot be seen, so it is not missed then.
final class WebSocketConnection extends ChannelInboundHandlerAdapter {

    /// The longest message that is taken.
    static final int MOST = 64 * 1024;

    private static final WebSocketCloseStatus TOO_LONG = WebSocketCloseStatus.MESSAGE_TOO_BIG;

    private final Channel channel;
    private final Talk talk;
    private final Bounds bounds;
    private final ServerLog log;
    private final String about;
    private final Runnable parting;
    private final FrameSpeech speech;
    private final MovableDeadline deadline;
    /// Ends with an empty one when the other side has closed.
    private final BlockingQueue<Optional<Message>> inbox = new LinkedBlockingQueue<>();
    /// How many messages the reader was given and has not finished. While there are none, nothing can be
    /// overtaken.
    private final AtomicInteger unfinished = new AtomicInteger();

    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final Thread writer;
    private final Thread reader;

    private Fragments fragments = Fragments.NONE;
    private long readAt = System.nanoTime();
    private WebSocketCloseStatus farewell = WebSocketCloseStatus.NORMAL_CLOSURE;
    private boolean leaving;
    private boolean over;

    /// What the fragments belong to that may follow.
    private enum Fragments {
        NONE,
        BINARY,
        TEXT
    }

    /// @param about what was asked and by whom, for the activity log
    /// @param parting what to do when everything is said: let the last frame arrive, and close
    WebSocketConnection(Channel channel, Talk talk, Bounds bounds, ServerLog log, String about, Runnable parting) {
        this.channel = channel;
        this.talk = talk;
        this.bounds = bounds;
        this.log = log;
        this.about = about;
        this.parting = parting;
        this.speech = new FrameSpeech(channel);
        this.deadline = new MovableDeadline(channel.eventLoop(), this::ask);
        this.writer = Thread.ofVirtual().name("websocket-out").unstarted(this::write);
        this.reader = Thread.ofVirtual().name("websocket-in").unstarted(this::read);
    }

    /// Takes the place of HTTP before `connection`.
    void join(Connection connection) {
        channel.config().setAllocator(new HeapBuffers());
        ChannelPipeline pipeline = channel.pipeline();
        String place = pipeline.context(connection).name();
        pipeline.addBefore(place, "frames", decoder());
        pipeline.addBefore(place, "frame-encoder", new WebSocket13FrameEncoder(false));
        pipeline.addBefore(place, "talking", this);
        pipeline.remove(RequestDecoder.class);
        pipeline.remove(HttpResponseEncoder.class);
    }

    /// What takes the frames of clients apart: masked as they have to be, each within the bound.
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

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        deadline.in(bounds.ping());
        try {
            writer.start();
            reader.start();
        } catch (OutOfMemoryError _) {
            log.say(LogLevel.ERROR, about + " was ended: " + Server.NO_THREAD);
            if (!writer.isAlive()) {
                talk.close();
            }
            finish(WebSocketCloseStatus.TRY_AGAIN_LATER);
        }
    }

    /// The server ends.
    void end() {
        writer.interrupt();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (!over && !leaving && message instanceof WebSocketFrame frame) {
                readAt = System.nanoTime();
                take(frame);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void take(WebSocketFrame frame) {
        switch (frame) {
            case BinaryWebSocketFrame _ -> {
                fragments = frame.isFinalFragment() ? Fragments.NONE : Fragments.BINARY;
                hand(new Message.Binary(bytes(frame)));
            }
            case TextWebSocketFrame _ -> {
                fragments = Fragments.TEXT;
                collect(frame);
            }
            case ContinuationWebSocketFrame _ -> goOn(frame);
            case PingWebSocketFrame _ -> {
                // Who asks without listening is not answered, so that no answers pile up here.
                if (channel.isWritable()) {
                    send(new PongWebSocketFrame(frame.content().retain()));
                }
            }
            case PongWebSocketFrame _ -> {
                // that it was heard is all there is to it
            }
            case CloseWebSocketFrame close -> leave(answered(close));
            default -> finish(WebSocketCloseStatus.PROTOCOL_ERROR);
        }
    }

    private void goOn(WebSocketFrame frame) {
        switch (fragments) {
            case BINARY -> {
                fragments = frame.isFinalFragment() ? Fragments.NONE : Fragments.BINARY;
                hand(new Message.Binary(bytes(frame)));
            }
            case TEXT -> collect(frame);
            case NONE -> finish(WebSocketCloseStatus.PROTOCOL_ERROR);
        }
    }

    private void collect(WebSocketFrame frame) {
        if (text.size() + frame.content().readableBytes() > MOST) {
            finish(TOO_LONG);
            return;
        }
        text.writeBytes(bytes(frame));
        if (frame.isFinalFragment()) {
            fragments = Fragments.NONE;
            hand(new Message.Text(text.toByteArray()));
            text.reset();
        }
    }

    private static byte[] bytes(WebSocketFrame frame) {
        return ByteBufUtil.getBytes(frame.content());
    }

    private static WebSocketCloseStatus answered(CloseWebSocketFrame close) {
        int code = close.statusCode();
        return WebSocketCloseStatus.isValidStatusCode(code)
                ? WebSocketCloseStatus.valueOf(code)
                : WebSocketCloseStatus.NORMAL_CLOSURE;
    }

    private void hand(Message message) {
        if (unfinished.get() == 0 && isTakenAtOnce(message)) {
            return;
        }
        channel.config().setAutoRead(false);
        unfinished.incrementAndGet();
        inbox.add(Optional.of(message));
    }

    private boolean isTakenAtOnce(Message message) {
        try {
            return talk.hearsAtOnce(message);
        } catch (RuntimeException | Error defect) {
            report(defect);
            finish(WebSocketCloseStatus.INTERNAL_SERVER_ERROR);
            return true;
        }
    }

    /// What was said before the farewell is still heard, if that does not take long.
    private void leave(WebSocketCloseStatus status) {
        farewell = status;
        leaving = true;
        channel.config().setAutoRead(false);
        inbox.add(Optional.empty());
        deadline.in(bounds.parting());
    }

    private void read() {
        try {
            while (true) {
                Optional<Message> message = inbox.take();
                if (message.isEmpty()) {
                    onLoop(() -> finish(farewell));
                    return;
                }
                if (talk.hears(message.get()).isPresent()) {
                    onLoop(() -> finish(WebSocketCloseStatus.POLICY_VIOLATION));
                    return;
                }
                if (unfinished.decrementAndGet() == 0) {
                    onLoop(this::readOn);
                }
            }
        } catch (InterruptedException _) {
            // it is over
        } catch (RuntimeException | Error defect) {
            report(defect);
            onLoop(() -> finish(WebSocketCloseStatus.INTERNAL_SERVER_ERROR));
        }
    }

    private void readOn() {
        if (!over && !leaving && unfinished.get() == 0) {
            readAt = System.nanoTime();
            channel.config().setAutoRead(true);
        }
    }

    private void write() {
        WebSocketCloseStatus end = WebSocketCloseStatus.NORMAL_CLOSURE;
        try (talk) {
            talk.run(speech);
        } catch (InterruptedException _) {
            end = WebSocketCloseStatus.ENDPOINT_UNAVAILABLE;
        } catch (RuntimeException | Error defect) {
            report(defect);
            end = WebSocketCloseStatus.INTERNAL_SERVER_ERROR;
        }
        WebSocketCloseStatus status = end;
        onLoop(() -> finish(status));
    }

    private void report(Throwable defect) {
        log.say(LogLevel.ERROR, "a defect in " + about + ", please report it: " + Defects.describe(defect));
    }

    /// Asks the other side whether it is still there, unless it has been silent for too long already.
    private void ask() {
        if (leaving) {
            finish(farewell);
            return;
        }
        boolean reading = channel.config().isAutoRead();
        if (reading && System.nanoTime() - readAt > bounds.silence().toNanos()) {
            channel.close();
            return;
        }
        if (channel.isWritable()) {
            send(new PingWebSocketFrame(Unpooled.EMPTY_BUFFER));
        }
        deadline.in(bounds.ping());
    }

    private void send(WebSocketFrame frame) {
        speech.send(frame).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    /// Says farewell, if that was not said yet, and parts.
    private void finish(WebSocketCloseStatus status) {
        if (over) {
            return;
        }
        stop();
        if (channel.isActive()) {
            speech.send(new CloseWebSocketFrame(status));
        }
        parting.run();
    }

    private void stop() {
        over = true;
        speech.end();
        deadline.end();
        writer.interrupt();
        reader.interrupt();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stop();
        context.fireChannelInactive();
    }

    /// What is not a WebSocket's frame ends it, and concerns no other connection.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Throwable inner = cause.getCause();
        if (cause instanceof CorruptedWebSocketFrameException corrupt) {
            finish(corrupt.closeStatus());
        } else if (inner instanceof CorruptedWebSocketFrameException corrupt) {
            finish(corrupt.closeStatus());
        } else {
            context.fireExceptionCaught(cause);
        }
    }

    private void onLoop(Runnable thing) {
        Loops.execute(channel.eventLoop(), thing);
    }
}
