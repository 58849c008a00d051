package org.taskmaster.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A client that sends whatever bytes, in pieces of any size, and leaves in any way.
final class RawClient {

    private static final int MOST_BYTES = 4 << 20;

    private final SocketAddress address;

    RawClient(SocketAddress address) {
        this.address = address;
    }

    /// How it leaves.
    private enum Parting {
        /// It says that this was all, and reads until the server has closed: every answer arrives.
        HALF_CLOSE,
        /// It goes without reading.
        CLOSE,
        /// It goes without the courtesy of an end.
        RESET
    }

    /// Sends `input`, and reads until the server has closed, or a stream has begun.
    ///
    /// @return all that came, as Latin-1
    String ask(byte[] input) throws IOException, InterruptedException {
        return converse(input, new Random(0), Parting.HALF_CLOSE);
    }

    /// The same in random pieces, with a random end.
    ///
    /// @return empty when it left before the end
    String converse(byte[] input, Random random) throws IOException, InterruptedException {
        Parting parting = switch (random.nextInt(8)) {
            case 0 -> Parting.CLOSE;
            case 1 -> Parting.RESET;
            default -> Parting.HALF_CLOSE;
        };
        return converse(input, random, parting);
    }

    private String converse(byte[] input, Random random, Parting parting) throws IOException, InterruptedException {
        int pieces = 1 + random.nextInt(6);
        try (SocketChannel channel = SocketChannel.open(address)) {
            CountDownLatch answered = new CountDownLatch(parting == Parting.HALF_CLOSE ? 1 : 0);
            Thread writer = Thread.ofVirtual().start(() -> write(channel, input, pieces, parting, answered));
            String answer = parting == Parting.HALF_CLOSE ? read(channel, answered) : "";
            // To a server that is gone, writing ends, too.
            writer.join();
            if (parting == Parting.RESET && !(address instanceof UnixDomainSocketAddress)) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            return answer;
        }
    }

    private static void write(
            SocketChannel channel, byte[] input, int pieces, Parting parting, CountDownLatch answered) {
        try {
            int size = Math.max(1, input.length / pieces);
            int handshake = endOfHandshake(input);
            for (int start = 0; start < input.length; ) {
                if (start == handshake) {
                    // not for ever: the server may wait for a body
                    boolean _ = answered.await(200, TimeUnit.MILLISECONDS);
                }
                int end = Math.min(start + size, input.length);
                end = start < handshake ? Math.min(end, handshake) : end;
                ByteBuffer piece = ByteBuffer.wrap(input, start, end - start);
                start = end;
                while (piece.hasRemaining()) {
                    channel.write(piece);
                }
                Thread.yield();
            }
            if (parting == Parting.HALF_CLOSE) {
                channel.shutdownOutput();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException _) {
            // It was turned away, which is an answer; reading tells which.
        }
    }

    /// Where the frames of a WebSocket begin, which only make sense when it was agreed to.
    ///
    /// @return -1 when none is asked for
    private static int endOfHandshake(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        return end >= 0 && text.indexOf("Upgrade: websocket") >= 0 ? end + 4 : -1;
    }

    private static String read(SocketChannel channel, CountDownLatch answered) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
        try {
            while (all.size() < MOST_BYTES && !isStreaming(all) && channel.read(buffer) >= 0) {
                all.write(buffer.array(), 0, buffer.position());
                buffer.clear();
                answered.countDown();
            }
        } catch (IOException _) {
            // It was cut off, which is allowed; what came before is looked at.
        } finally {
            answered.countDown();
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /// A log or events, which end with the connection.
    private static boolean isStreaming(ByteArrayOutputStream all) {
        String text = all.toString(StandardCharsets.ISO_8859_1);
        return text.contains("\r\nX-Accel-Buffering: no\r\n") || text.contains(": text/event-stream\r\n");
    }
}
