package org.taskmaster.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultHttpContent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Sends an answer piece by piece, each when the system has taken the one before, so that a slow client
/// costs one piece of memory; one that takes none for too long is dropped.
final class ChannelSink implements Response.Sink {

    /// How much is sent at a time.
    static final int PIECE = 64 * 1024;

    private final Channel channel;
    private final Duration patience;

    ChannelSink(Channel channel, Duration patience) {
        this.channel = channel;
        this.patience = patience;
    }

    @Override
    public boolean write(byte[] chunk) throws InterruptedException {
        return write(chunk, chunk.length);
    }

    /// As above, of the first bytes of a chunk.
    boolean write(byte[] chunk, int count) throws InterruptedException {
        for (int at = 0; at < count; at += PIECE) {
            int length = Math.min(PIECE, count - at);
            if (!send(new DefaultHttpContent(Unpooled.wrappedBuffer(chunk, at, length)))) {
                return false;
            }
        }
        return isOpen();
    }

    @Override
    public boolean isOpen() {
        return channel.isActive();
    }

    /// Sends a part of an answer and waits until it is on its way.
    ///
    /// @return whether it is; otherwise the connection has ended
    boolean send(Object part) throws InterruptedException {
        ChannelFuture sent = channel.writeAndFlush(part);
        if (!sent.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            channel.close();
            return false;
        }
        return sent.isSuccess();
    }
}
