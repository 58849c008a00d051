package org.taskmaster.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.taskmaster.host.MessageTransport;
import org.taskmaster.model.SyslogTarget.Server;
import org.taskmaster.model.SyslogTarget.Transport;

@Timeout(60)
class NetworkTransportsTest {

    @Test
    void aDatagramHoldsAMessage() throws IOException {
        try (DatagramSocket server = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                MessageTransport wire =
                        NetworkTransports.open(new Server(Transport.UDP, "127.0.0.1", server.getLocalPort()))) {
            assertThat(send(wire, "<30>1 one")).isTrue();
            assertThat(send(wire, "<30>1 zwölf")).isTrue();

            assertThat(received(server)).isEqualTo("<30>1 one");
            assertThat(received(server)).isEqualTo("<30>1 zwölf");
        }
    }

    @Test
    void onAConnectionTheLengthStandsBeforeEachMessage() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                MessageTransport wire =
                        NetworkTransports.open(new Server(Transport.TCP, "127.0.0.1", server.getLocalPort()));
                Socket accepted = server.accept()) {
            assertThat(send(wire, "one")).isTrue();
            assertThat(send(wire, "zwölf")).isTrue();
            wire.close();

            assertThat(new String(accepted.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("3 one6 zwölf");
        }
    }

    @Test
    void aConnectionThatTheServerClosedIsNoticedBeforeAMessageIsLost() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                MessageTransport wire =
                        NetworkTransports.open(new Server(Transport.TCP, "127.0.0.1", server.getLocalPort()))) {
            server.accept().close();

            assertThatThrownBy(() -> {
                        while (send(wire, "one")) {
                            Thread.onSpinWait();
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void nobodyListeningIsAFailure() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThatThrownBy(() -> NetworkTransports.open(new Server(Transport.TCP, "127.0.0.1", port)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("refused");
    }

    @Test
    void aNameNobodyKnowsIsToldAsSuch() {
        assertThatThrownBy(() -> NetworkTransports.open(new Server(Transport.UDP, "no such name.invalid", 514)))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("the name no such name.invalid is not known");
    }

    private static boolean send(MessageTransport wire, String message) throws IOException {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        return wire.send(bytes, bytes.length);
    }

    private static String received(DatagramSocket server) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        server.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }
}
