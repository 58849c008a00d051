package org.taskmaster.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AcceptorTest {

    private static final Authenticator EVERYBODY = _ -> {
        throw new AssertionError("nobody is met here");
    };

    @Test
    void thoseWhoMayNotComeInAreClosedBeforeAnythingIsMadeForThem() throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        AtomicInteger asked = new AtomicInteger();
        Authenticator onlyTheThird = new Authenticator() {
            @Override
            public boolean letsIn(int descriptor) {
                return asked.incrementAndGet() == 3;
            }

            @Override
            public Visitor meet(Channel channel) {
                throw new AssertionError("nobody is met here");
            }
        };
        try (ServerSocketChannel listener = ServerSocketChannel.open().bind(anyPort);
                SocketChannel first = SocketChannel.open(listener.getLocalAddress());
                SocketChannel second = SocketChannel.open(listener.getLocalAddress());
                SocketChannel third = SocketChannel.open(listener.getLocalAddress())) {
            List<Object> accepted = new ArrayList<>();

            assertThat(new Acceptor(listener, onlyTheThird).doReadMessages(accepted))
                    .isEqualTo(1);

            assertThat(first.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(second.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            NioSocketChannel channel = (NioSocketChannel) accepted.getFirst();
            assertThat(channel.remoteAddress()).isEqualTo(third.getLocalAddress());
            channel.unsafe().closeForcibly();
        }
    }

    @Test
    void theKernelAsksAfterThoseWhoComeByTcp() throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (ServerSocketChannel listener = ServerSocketChannel.open().bind(anyPort);
                SocketChannel client = SocketChannel.open(listener.getLocalAddress())) {
            List<Object> accepted = new ArrayList<>();

            int count = new Acceptor(listener, EVERYBODY).doReadMessages(accepted);

            assertThat(client.isConnected()).isTrue();
            assertThat(count).isEqualTo(1);
            NioSocketChannel channel = (NioSocketChannel) accepted.getFirst();
            assertThat(channel.config().isKeepAlive()).isTrue();
            channel.unsafe().closeForcibly();
        }
    }
}
