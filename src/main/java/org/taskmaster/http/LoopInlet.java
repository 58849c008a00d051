package org.taskmaster.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// What arrives on a connection, read by the event loop: for a virtual thread, where the system allows no other.
///
/// The loop reads only when all that it has read is taken.
final class LoopInlet implements Peers.Inlet {

    private static final byte[] NOTHING = {};
    private static final int END = -1;

    private final Channel channel;
    private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
    private byte[] rest = NOTHING;
    private int taken;
    private volatile boolean ended;

    LoopInlet(Channel channel) {
        this.channel = channel;
    }

    /// On the loop.
    void add(ByteBuf bytes) {
        channel.config().setAutoRead(false);
        arrived.add(ByteBufUtil.getBytes(bytes));
    }

    @Override
    public int read(byte[] into, int start, int most) {
        try {
            while (taken == rest.length) {
                if (ended) {
                    return END;
                }
                if (arrived.isEmpty()) {
                    Loops.execute(channel.eventLoop(), () -> channel.config().setAutoRead(true));
                }
                rest = arrived.take();
                taken = 0;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return END;
        }
        int count = Math.min(most, rest.length - taken);
        System.arraycopy(rest, taken, into, start, count);
        taken += count;
        return count;
    }

    @Override
    public void end() {
        ended = true;
        arrived.add(NOTHING);
    }

    @Override
    public void close() {
        // The channel is closed by others.
    }
}
