package org.taskmaster.logs;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.taskmaster.host.MessageTransport;
import org.taskmaster.model.SyslogTarget.Server;

/// Ways to receivers on the network.
public final class NetworkTransports {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private NetworkTransports() {}

    /// Resolves the name of a server and opens a way to it.
    public static MessageTransport open(Server server) throws IOException {
        InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
        if (address.isUnresolved()) {
            throw new UnknownHostException("the name " + server.host() + " is not known");
        }
        return switch (server.transport()) {
            case UDP -> Datagrams.to(address);
            case TCP -> Connection.to(address);
        };
    }

    /// A message in each datagram ([RFC 5426](https://www.rfc-editor.org/rfc/rfc5426)).
    private record Datagrams(DatagramChannel channel) implements MessageTransport {

        static MessageTransport to(InetSocketAddress address) throws IOException {
            DatagramChannel channel = DatagramChannel.open();
            try {
                // So that the system reports when no process listens.
                channel.connect(address);
            } catch (IOException e) {
                closeAfter(channel, e);
                throw e;
            }
            return new Datagrams(channel);
        }

        @Override
        public boolean send(byte[] message, int length) throws IOException {
            channel.write(ByteBuffer.wrap(message, 0, length));
            return true;
        }

        @Override
        public void close() {
            closeQuietly(channel);
        }
    }

    /// Messages one after another, each with its length before it ([RFC 6587
    /// §3.4.1](https://www.rfc-editor.org/rfc/rfc6587)).
    private record Connection(SocketChannel channel, ByteBuffer frame) implements MessageTransport {

        private static final int LONGEST_LENGTH = 16;

        static MessageTransport to(InetSocketAddress address) throws IOException {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.socket().connect(address, Math.toIntExact(PATIENCE.toMillis()));
            } catch (IOException e) {
                closeAfter(channel, e);
                throw e;
            }
            return new Connection(channel, ByteBuffer.allocate(LONGEST_LENGTH + SyslogLines.LONGEST_MESSAGE));
        }

        @Override
        public boolean send(byte[] message, int length) throws IOException {
            checkIsOpen();
            frame.clear();
            frame.put((length + " ").getBytes(StandardCharsets.US_ASCII));
            frame.put(message, 0, length).flip();
            while (frame.hasRemaining()) {
                channel.write(frame);
            }
            return true;
        }

        /// A server that has gone away is noticed before a message is lost on it. Servers send
        /// nothing; if one does, it is not for us.
        private void checkIsOpen() throws IOException {
            channel.configureBlocking(false);
            try {
                frame.clear();
                if (channel.read(frame) < 0) {
                    throw new IOException("the server has closed the connection");
                }
            } finally {
                channel.configureBlocking(true);
            }
        }

        @Override
        public void close() {
            closeQuietly(channel);
        }
    }

    private static void closeAfter(Channel channel, IOException why) {
        try {
            channel.close();
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    private static void closeQuietly(Channel channel) {
        try {
            channel.close();
        } catch (IOException _) {
            // It is closed all the same, and nothing can be done about what was on its way.
        }
    }
}
