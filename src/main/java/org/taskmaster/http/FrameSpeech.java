package org.taskmaster.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/// Sends the frames of one WebSocket: by the event loop, or, as long as nothing waits to be sent, by the thread that
/// has something to say, which then wakes no other.
///
/// Whoever sends holds the lock: a frame begins where the one before has ended. A thread that is not the loop's only
/// tries to take it, so that it never waits here.
final class FrameSpeech implements Response.Speech {

    /// The longest frame that is sent.
    static final int MOST = 64 * 1024;

    /// So many frames may wait for the loop to come to them, before what is to be said at once is not: until then
    /// they are counted nowhere else.
    private static final int MOST_GIVEN = 8;

    // RFC 6455 §5.2
    private static final byte FINAL_BINARY = (byte) 0x82;
    private static final int SHORT = 125;
    private static final byte LENGTH_IN_2 = 126;
    private static final int HEAD = 4;

    private final Channel channel;
    private final SocketChannel socket;
    private final ReentrantLock lock = new ReentrantLock();
    /// How many frames the loop was given and has not sent: those come first.
    private final AtomicInteger given = new AtomicInteger();
    /// What the system did not take of a frame that was sent by another thread than the loop's. With the
    /// lock held.
    private ByteBuf rest = Unpooled.EMPTY_BUFFER;

    private volatile boolean over;

    FrameSpeech(Channel channel) {
        this.channel = channel;
        this.socket = channel.attr(Acceptor.SOCKET).get();
    }

    /// Nothing is said any more.
    void end() {
        over = true;
    }

    /// Sends a frame; called on the loop.
    ChannelFuture send(WebSocketFrame frame) {
        return send(frame, channel.newPromise());
    }

    private ChannelFuture send(WebSocketFrame frame, ChannelPromise sent) {
        lock.lock();
        try {
            sendRest();
            return channel.writeAndFlush(frame, sent);
        } finally {
            lock.unlock();
        }
    }

    private void sendRest() {
        if (rest.isReadable()) {
            channel.write(rest);
            rest = Unpooled.EMPTY_BUFFER;
        }
    }

    @Override
    public boolean binary(byte[] bytes) throws InterruptedException {
        for (int at = 0; at < bytes.length; at += MOST) {
            ByteBuf piece = Unpooled.wrappedBuffer(bytes, at, Math.min(MOST, bytes.length - at));
            if (!say(new BinaryWebSocketFrame(piece))) {
                return false;
            }
        }
        return isOpen();
    }

    @Override
    public boolean text(byte[] utf8) throws InterruptedException {
        return say(new TextWebSocketFrame(Unpooled.wrappedBuffer(utf8)));
    }

    /// Each frame when the system has taken the one before. It waits as long as it takes: that a client is gone is
    /// found out by pings.
    private boolean say(WebSocketFrame frame) throws InterruptedException {
        if (over) {
            ReferenceCountUtil.release(frame);
            return false;
        }
        return give(frame).await().isSuccess();
    }

    private ChannelFuture give(WebSocketFrame frame) {
        ChannelPromise sent = channel.newPromise();
        given.incrementAndGet();
        try {
            channel.eventLoop().execute(() -> sendGiven(frame, sent));
        } catch (RejectedExecutionException ended) {
            ReferenceCountUtil.release(frame);
            sent.setFailure(ended);
        }
        return sent;
    }

    private void sendGiven(WebSocketFrame frame, ChannelPromise sent) {
        lock.lock();
        try {
            given.decrementAndGet();
            send(frame, sent);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean binaryAtOnce(byte[] bytes) {
        if (bytes.length > MOST || !keepsUp()) {
            return false;
        }
        if (!sendHere(bytes)) {
            give(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(bytes)))
                    .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
        return true;
    }

    /// Sends a frame without waiting; it is dropped when the other side does not keep up, so that who asks without
    /// listening has no answers pile up here. Any thread may.
    void answer(WebSocketFrame frame) {
        if (keepsUp()) {
            give(frame).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        } else {
            ReferenceCountUtil.release(frame);
        }
    }

    private boolean keepsUp() {
        return isOpen() && channel.isWritable() && given.get() < MOST_GIVEN;
    }

    /// @return false when something else is to be sent first
    private boolean sendHere(byte[] bytes) {
        if (given.get() > 0 || bytes.length == MOST || !lock.tryLock()) {
            return false;
        }
        try {
            ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
            if (waiting == null || waiting.totalPendingWriteBytes() > 0 || rest.isReadable()) {
                return false;
            }
            ByteBuffer frame = frame(bytes);
            if (socket.write(frame) == 0) {
                return false;
            }
            if (frame.hasRemaining()) {
                rest = Unpooled.wrappedBuffer(frame);
                Loops.execute(channel.eventLoop(), this::sendOnlyRest);
            }
            return true;
        } catch (IOException _) {
            // The loop finds the same, and closes.
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void sendOnlyRest() {
        lock.lock();
        try {
            sendRest();
            channel.flush();
        } finally {
            lock.unlock();
        }
    }

    private static ByteBuffer frame(byte[] bytes) {
        ByteBuffer frame = ByteBuffer.allocate(HEAD + bytes.length).put(FINAL_BINARY);
        if (bytes.length <= SHORT) {
            frame.put((byte) bytes.length);
        } else {
            frame.put(LENGTH_IN_2).putShort((short) bytes.length);
        }
        return frame.put(bytes).flip();
    }

    @Override
    public boolean isOpen() {
        return !over && channel.isActive();
    }
}
