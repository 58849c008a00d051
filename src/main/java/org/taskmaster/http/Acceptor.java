package org.taskmaster.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.AbstractNioMessageChannel;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.AttributeKey;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.SelChImpl;

/// A channel of Netty's that takes connections from a listener bound elsewhere and notes the descriptor
/// of each.
///
/// Netty's own channels do not give the descriptor, without which the kernel cannot be asked who is at
/// the other end (docs/decisions/0010-server.md).
final class Acceptor extends AbstractNioMessageChannel implements ServerChannel {

    /// The descriptor of an accepted connection.
    static final AttributeKey<Integer> DESCRIPTOR = AttributeKey.valueOf("descriptor");

    /// An accepted connection, as the JDK knows it.
    static final AttributeKey<SocketChannel> SOCKET = AttributeKey.valueOf("socket");

    private static final ChannelMetadata METADATA = new ChannelMetadata(false, 64);

    /// How many are turned away before others get their turn.
    private static final int MOST_TURNED_AWAY = 256;

    private final SocketAddress address;
    private final Authenticator authenticator;
    private final ChannelConfig config = new Config();

    /// @param listener bound and listening
    /// @param authenticator says who may come in
    Acceptor(ServerSocketChannel listener, Authenticator authenticator) throws IOException {
        super(null, listener, SelectionKey.OP_ACCEPT);
        this.authenticator = authenticator;
        address = listener.getLocalAddress();
        config.setAutoRead(false);
    }

    /// Those who may not come in are closed before anything is made for them; after some of them, others get
    /// their turn.
    @Override
    protected int doReadMessages(List<Object> accepted) throws IOException {
        SocketChannel socket = javaChannel().accept();
        int descriptor = -1;
        for (int turnedAway = 0; socket != null; turnedAway++) {
            descriptor = ((SelChImpl) socket).getFDVal();
            if (authenticator.letsIn(descriptor)) {
                break;
            }
            socket.close();
            socket = turnedAway < MOST_TURNED_AWAY ? javaChannel().accept() : null;
        }
        if (socket == null) {
            return 0;
        }
        Channel channel = address instanceof UnixDomainSocketAddress
                ? new NioDomainSocketChannel(this, socket)
                : new NioSocketChannel(this, asking(socket));
        channel.attr(DESCRIPTOR).set(descriptor);
        channel.attr(SOCKET).set(socket);
        accepted.add(channel);
        return 1;
    }

    /// A machine that is gone does not say so: a client there that follows a quiet log would be waited for
    /// for ever, if the kernel did not probe the connection from time to time.
    private static SocketChannel asking(SocketChannel socket) throws IOException {
        return socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    }

    @Override
    protected ServerSocketChannel javaChannel() {
        return (ServerSocketChannel) super.javaChannel();
    }

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }

    @Override
    public boolean isActive() {
        return isOpen();
    }

    @Override
    protected SocketAddress localAddress0() {
        return address;
    }

    @Override
    protected @Nullable SocketAddress remoteAddress0() {
        return null;
    }

    @Override
    protected void doClose() throws IOException {
        javaChannel().close();
    }

    /// Running out of descriptors must not end the listening.
    @Override
    protected boolean closeOnReadError(Throwable cause) {
        return !(cause instanceof IOException) && super.closeOnReadError(cause);
    }

    @Override
    protected void doBind(SocketAddress localAddress) {
        throw new UnsupportedOperationException("bound before");
    }

    @Override
    protected boolean doConnect(SocketAddress remoteAddress, SocketAddress localAddress) {
        throw new UnsupportedOperationException("a listener does not connect");
    }

    @Override
    protected void doFinishConnect() {
        throw new UnsupportedOperationException("a listener does not connect");
    }

    @Override
    protected void doDisconnect() {
        throw new UnsupportedOperationException("a listener does not connect");
    }

    @Override
    protected boolean doWriteMessage(Object message, ChannelOutboundBuffer buffer) {
        throw new UnsupportedOperationException("a listener sends nothing");
    }

    private final class Config extends DefaultChannelConfig {

        Config() {
            super(Acceptor.this);
        }

        @Override
        protected void autoReadCleared() {
            clearReadPending();
        }
    }
}
