package org.taskmaster.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What goes over a WebSocket without a thread that waits.
@Timeout(30)
class TalkAtOnceTest {

    private static final String HANDSHAKE = "GET /talk HTTP/1.1\nHost: localhost\nUpgrade: websocket\n"
            + "Connection: Upgrade\nSec-WebSocket-Version: 13\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n\n";
    private static final int PING = 0x89;
    private static final int MOST = 64 * 1024;

    @TempDir
    private Path directory = Path.of("");

    private final Talk talk = new Talk();
    private final Route route = new Route("/talk", _ -> new Response.WebSocket(talk));

    @Test
    void whatIsSaidAtOnceIsSaidUnlessTheOtherSideDoesNotKeepUp() {
        try (TestServer server = TestServer.in(directory, route);
                Client client = joined(server)) {
            Response.Speech speech = talk.speech.join();
            assertThat(speech.binaryAtOnce("hello".getBytes(StandardCharsets.UTF_8)))
                    .isTrue();
            assertThat(client.frame()).isEqualTo("82 hello");

            int said = 0;
            while (said < 1000 && speech.binaryAtOnce(new byte[MOST])) {
                said++;
            }

            assertThat(said).isBetween(1, 999);
        }
    }

    @Test
    void framesOfAllThreadsComeWholeAndThoseOfOneInOrder() {
        try (TestServer server = TestServer.in(directory, route);
                Client client = joined(server)) {
            Response.Speech speech = talk.speech.join();
            Thread asking = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 500; i++) {
                    client.sendRaw(frame(PING, "?" + i));
                }
            });
            Thread saying = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 3_000; i++) {
                    sayAtOnce(speech, said(i));
                }
            });

            List<String> frames = new ArrayList<>();
            while (frames.size() < 3_000) {
                String frame = client.frame();
                if (!frame.startsWith("8a ?")) {
                    frames.add(frame);
                }
            }

            assertThat(frames)
                    .isEqualTo(IntStream.range(0, 3_000)
                            .mapToObj(i -> "82 " + said(i))
                            .toList());
            assertThat(saying.isAlive() && asking.isAlive()).isFalse();
        }
    }

    /// Of all lengths there are, now and then one that no socket takes at once.
    private static String said(int number) {
        return number + "x".repeat(number % 100 == 99 ? MOST - 10 : number % 200);
    }

    private static void sayAtOnce(Response.Speech speech, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        while (!speech.binaryAtOnce(bytes)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void nothingIsSaidAtOnceWhenTheOtherSideIsGone() {
        try (TestServer server = TestServer.in(directory, route)) {
            joined(server).close();
            talk.closed.join();

            assertThat(talk.speech.join().binaryAtOnce(new byte[1])).isFalse();
        }
    }

    @Test
    void withoutDescriptorsNoTalkBegins() {
        try (TestServer server = TestServer.in(directory, route);
                Client client = server.connect()) {
            server.peers.noInlets();

            assertThat(client.send(HANDSHAKE).answer().status()).isEqualTo(503);
            talk.closed.join();
            assertThat(client.rest()).isEmpty();
        }
    }

    private static Client joined(TestServer server) {
        Client client = server.connect();
        assertThat(client.send(HANDSHAKE).head().status()).isEqualTo(101);
        return client;
    }

    /// A short frame of a client; the mask is all zeroes.
    private static byte[] frame(int first, String text) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        frame.write(0x80 | text.length());
        frame.writeBytes(new byte[4]);
        frame.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        return frame.toByteArray();
    }

    /// Says nothing by itself, and hears slowly what it does not hear at once.
    private static final class Talk implements Response.Talk {

        private final BlockingQueue<String> listening = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final CountDownLatch patience = new CountDownLatch(1);
        private final CompletableFuture<Response.Speech> speech = new CompletableFuture<>();
        private final CompletableFuture<Void> closed = new CompletableFuture<>();

        @Override
        public void run(Response.Speech given) throws InterruptedException {
            speech.complete(given);
            new CountDownLatch(1).await();
        }

        @Override
        public Optional<String> hears(Response.Message message) {
            return Optional.of("nothing is to be said here");
        }

        @Override
        public void close() {
            assertThat(closed.complete(null)).isTrue();
        }
    }
}
