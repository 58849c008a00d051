package org.taskmaster.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import org.taskmaster.http.Exchange.Rest.Upgrade;
import org.taskmaster.http.Peers.Inlet;
import org.taskmaster.http.Response.Talk;
import org.taskmaster.model.Defects;
import org.taskmaster.model.LogLevel;

/// A WebSocket, from the answer that began it to its last frame.
///
/// ```
///   frames ─▶ FrameReader ─▶ FrameHearing ─▶ Talk.hears            the reader, a thread
///   frames ◀─ (event loop) ◀─ FrameSpeech ◀─ Talk.run              the writer, a virtual thread
/// ```
///
/// The reader reads the socket itself (unless the system allows no thread for it), and what can be sent without
/// waiting is sent by the thread that has it: each thread that is woken costs more than the rest of the way of
/// a key. A slow client or process stops only the thread that waits for it: while the reader has a message in
/// hand, nothing more is read; and the writer has one frame under way at a time. The event loop waits for
/// neither.
///
/// That the other side is still there is asked every now and then. While nothing is read because the reader is busy
/// its answer cannot be seen, so it is not missed then.
final class WebSocketConnection extends ChannelInboundHandlerAdapter {

    private static final String READER = "websocket-in";

    private final Channel channel;
    private final Talk talk;
    private final Bounds bounds;
    private final ServerLog log;
    private final String about;
    private final Runnable parting;
    private final FrameSpeech speech;
    private FrameReader frames;
    /// Where the system allows no thread for the reader.
    private Optional<LoopInlet> byLoop = Optional.empty();
    private final FrameHearing hearing;
    private final MovableDeadline deadline;
    private final Thread writer;
    private Thread reader;

    private boolean over;

    /// @param inlet what the client sends is read from there, and closed at the end
    /// @param upgrade what it is about
    /// @param parting what to do when everything is said: let the last frame arrive, and close
    WebSocketConnection(Channel channel, Inlet inlet, Upgrade upgrade, Bounds bounds, ServerLog log, Runnable parting) {
        this.channel = channel;
        this.frames = new FrameReader(inlet);
        this.talk = upgrade.talk();
        this.bounds = bounds;
        this.log = log;
        this.about = upgrade.about();
        this.parting = parting;
        this.speech = new FrameSpeech(channel);
        this.hearing = new FrameHearing(talk, speech);
        this.deadline = new MovableDeadline(channel.eventLoop(), this::ask);
        this.writer = Thread.ofVirtual().name("websocket-out").unstarted(this::write);
        this.reader = Thread.ofPlatform().daemon().name(READER).unstarted(() -> read(frames));
    }

    /// Takes the place of HTTP before `connection`; the channel reads no more.
    void join(Connection connection) {
        channel.config().setAutoRead(false);
        ChannelPipeline pipeline = channel.pipeline();
        String place = pipeline.context(connection).name();
        pipeline.addBefore(place, "frame-encoder", new WebSocket13FrameEncoder(false));
        pipeline.addBefore(place, "talking", this);
        pipeline.remove(RequestDecoder.class);
        pipeline.remove(HttpResponseEncoder.class);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        deadline.in(bounds.ping());
        try {
            writer.start();
            startReader();
        } catch (OutOfMemoryError _) {
            log.say(LogLevel.ERROR, about + " was ended: " + Server.NO_THREAD);
            if (!writer.isAlive()) {
                talk.close();
            }
            frames.close();
            finish(WebSocketCloseStatus.TRY_AGAIN_LATER);
        }
    }

    private void startReader() {
        try {
            reader.start();
        } catch (OutOfMemoryError _) {
            frames.close();
            LoopInlet inlet = new LoopInlet(channel);
            FrameReader slower = new FrameReader(inlet);
            byLoop = Optional.of(inlet);
            frames = slower;
            reader = Thread.ofVirtual().name(READER).unstarted(() -> read(slower));
            reader.start();
        }
    }

    /// The server ends.
    void end() {
        writer.interrupt();
    }

    /// When all is said, it is thrown away.
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (!over && message instanceof ByteBuf bytes) {
                byLoop.ifPresent(inlet -> inlet.add(bytes));
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void read(FrameReader from) {
        try (from) {
            Optional<WebSocketCloseStatus> end = hearing.run(from);
            onLoop(() -> end.ifPresentOrElse(this::finish, this::leave));
        } catch (InterruptedException _) {
            // it is over
        } catch (RuntimeException | Error defect) {
            report(defect);
            onLoop(() -> finish(WebSocketCloseStatus.INTERNAL_SERVER_ERROR));
        }
    }

    private void leave() {
        if (!over) {
            channel.close();
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
        if (hearing.isSilentFor(bounds.silence())) {
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
        frames.end();
        reader.interrupt();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stop();
        context.fireChannelInactive();
    }

    private void onLoop(Runnable thing) {
        Loops.execute(channel.eventLoop(), thing);
    }
}
