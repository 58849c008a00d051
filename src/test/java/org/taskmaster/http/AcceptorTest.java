package org.taskmaster.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptorTest {

    @Test
    void theKernelAsksAfterThoseWhoComeByTcp() throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (ServerSocketChannel listener = ServerSocketChannel.open().bind(anyPort);
                SocketChannel client = SocketChannel.open(listener.getLocalAddress())) {
            List<Object> accepted = new ArrayList<>();

            int count = new Acceptor(listener).doReadMessages(accepted);

            assertThat(client.isConnected()).isTrue();
            assertThat(count).isEqualTo(1);
            NioSocketChannel channel = (NioSocketChannel) accepted.getFirst();
            assertThat(channel.config().isKeepAlive()).isTrue();
            channel.unsafe().closeForcibly();
        }
    }
}
