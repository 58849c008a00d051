package org.taskmaster.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// A connection that one thread reads from while others write to it, some of which must not be kept waiting by a
/// supervisor that does not read. So it does not block by itself; [#read] and [#write] wait here. One thread reads at a
/// time, and one writes.
final class TwoWay implements ByteChannel {

    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;

    private TwoWay(SocketChannel channel, Selector readable, Selector writable) {
        this.channel = channel;
        this.readable = readable;
        this.writable = writable;
    }

    /// From now on, the channel is used by this alone.
    static TwoWay over(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        TwoWay way = new TwoWay(channel, Selector.open(), Selector.open());
        channel.register(way.readable, SelectionKey.OP_READ);
        channel.register(way.writable, SelectionKey.OP_WRITE);
        return way;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int count = channel.read(into);
        while (count == 0) {
            await(readable);
            count = channel.read(into);
        }
        return count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int count = writeAtOnce(from);
        while (count == 0 && from.hasRemaining()) {
            await(writable);
            count = writeAtOnce(from);
        }
        return count;
    }

    /// Writes as much as there is room for.
    ///
    /// @return how many bytes; 0 when there is no room
    int writeAtOnce(ByteBuffer from) throws IOException {
        return channel.write(from);
    }

    private void await(Selector ready) throws IOException {
        try {
            ready.select(_ -> {});
        } catch (ClosedSelectorException _) {
            throw new AsynchronousCloseException();
        }
        if (Thread.currentThread().isInterrupted()) {
            close();
            throw new ClosedByInterruptException();
        }
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    /// Ends also what waits.
    @Override
    public void close() throws IOException {
        try (channel) {
            readable.close();
            writable.close();
        }
    }
}
