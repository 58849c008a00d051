package org.taskmaster.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.FileRegion;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.nio.AbstractNioByteChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// A connection by the Unix socket.
///
/// Netty's own, of its selector kind, closes when the client says that it sends no more, and takes the
/// answer that is under way from it: only TCP connections can be half closed there. This one says so, as
/// those do, by a [ChannelInputShutdownEvent].
final class UnixConnection extends AbstractNioByteChannel implements DuplexChannel {

    private final ChannelConfig config = new Config();
    private boolean inputEnded;
    private volatile boolean outputEnded;

    UnixConnection(Channel listener, SocketChannel socket) {
        super(listener, socket);
    }

    @Override
    protected SocketChannel javaChannel() {
        return (SocketChannel) super.javaChannel();
    }

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public boolean isActive() {
        return javaChannel().isOpen() && javaChannel().isConnected();
    }

    @Override
    protected int doReadBytes(ByteBuf buffer) throws IOException {
        RecvByteBufAllocator.Handle sizes = unsafe().recvBufAllocHandle();
        sizes.attemptedBytesRead(buffer.writableBytes());
        int bytes = buffer.writeBytes(javaChannel(), sizes.attemptedBytesRead());
        if (bytes < 0 && !inputEnded) {
            inputEnded = true;
            // After what was read before is dealt with.
            eventLoop().execute(this::tellThatInputEnded);
        }
        return Math.max(0, bytes);
    }

    private void tellThatInputEnded() {
        // Else the end would be found again and again.
        config.setAutoRead(false);
        pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    }

    @Override
    protected void doBeginRead() throws Exception {
        if (!inputEnded) {
            super.doBeginRead();
        }
    }

    @Override
    protected int doWriteBytes(ByteBuf buffer) throws IOException {
        return buffer.readBytes(javaChannel(), buffer.readableBytes());
    }

    @Override
    protected void doClose() throws Exception {
        super.doClose();
        javaChannel().close();
    }

    @Override
    public boolean isInputShutdown() {
        return inputEnded;
    }

    @Override
    public boolean isOutputShutdown() {
        return outputEnded;
    }

    @Override
    public boolean isShutdown() {
        return inputEnded && outputEnded;
    }

    @Override
    public ChannelFuture shutdownOutput() {
        return shutdownOutput(newPromise());
    }

    /// Called by the event loop.
    @Override
    public ChannelFuture shutdownOutput(ChannelPromise promise) {
        try {
            javaChannel().shutdownOutput();
            outputEnded = true;
            promise.setSuccess();
        } catch (IOException e) {
            promise.setFailure(e);
        }
        return promise;
    }

    @Override
    public ChannelFuture shutdownInput() {
        return shutdownInput(newPromise());
    }

    @Override
    public ChannelFuture shutdownInput(ChannelPromise promise) {
        throw new UnsupportedOperationException("only the client ends what it sends");
    }

    @Override
    public ChannelFuture shutdown() {
        return shutdown(newPromise());
    }

    @Override
    public ChannelFuture shutdown(ChannelPromise promise) {
        return close(promise);
    }

    @Override
    protected @Nullable SocketAddress localAddress0() {
        return null;
    }

    @Override
    protected @Nullable SocketAddress remoteAddress0() {
        return null;
    }

    @Override
    protected void doDisconnect() throws Exception {
        doClose();
    }

    @Override
    protected long doWriteFileRegion(FileRegion region) {
        throw new UnsupportedOperationException("answers are no files");
    }

    @Override
    protected void doBind(SocketAddress localAddress) {
        throw new UnsupportedOperationException("it is connected already");
    }

    @Override
    protected boolean doConnect(SocketAddress remoteAddress, SocketAddress localAddress) {
        throw new UnsupportedOperationException("it is connected already");
    }

    @Override
    protected void doFinishConnect() {
        throw new UnsupportedOperationException("it is connected already");
    }

    private final class Config extends DefaultChannelConfig {

        Config() {
            super(UnixConnection.this);
        }

        @Override
        protected void autoReadCleared() {
            clearReadPending();
        }
    }
}
