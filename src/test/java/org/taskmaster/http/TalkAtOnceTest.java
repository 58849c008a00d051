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

/// What goes over a WebSocket without a thread that may wait: `/talk` hears at once what begins with
/// "now".
@Timeout(30)
class TalkAtOnceTest {

    private static final int BINARY = 0x82;
    private static final int PING = 0x89;
    private static final int MOST = 64 * 1024;

    @TempDir
    private Path directory = Path.of("");

    private final Talk talk = new Talk();
    private final Route route = new Route("/talk", _ -> new Response.WebSocket(talk));

    @Test
    void whatIsHeardAtOnceOvertakesNothing() throws Exception {
        try (TestServer server = TestServer.in(directory, route);
                Client client = joined(server)) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(frame(BINARY, "slow"));
            all.writeBytes(frame(BINARY, "now 1"));
            all.writeBytes(frame(PING, "?"));
            client.sendRaw(all.toByteArray());
            assertThat(client.frame()).isEqualTo("8a ?");
            assertThat(talk.listening.take()).isEqualTo("slow");
            assertThat(talk.heard).isEmpty();

            talk.patience.countDown();

            assertThat(talk.heard.take()).isEqualTo("slow");
            assertThat(talk.heard.take()).isEqualTo("now 1");
        }
    }

    @Test
    void whatWaitsForNothingIsHeardAtOnce() throws Exception {
        try (TestServer server = TestServer.in(directory, route);
                Client client = joined(server)) {
            client.sendRaw(frame(BINARY, "now 1"));
            client.sendRaw(frame(BINARY, "now 2"));

            assertThat(talk.heard.take()).isEqualTo("at once now 1");
            assertThat(talk.heard.take()).isEqualTo("at once now 2");
            assertThat(talk.listening).isEmpty();
        }
    }

    @Test
    void aDefectInWhatIsHeardAtOnceEndsTheTalk() {
        try (TestServer server = TestServer.in(directory, route);
                Client client = joined(server)) {
            client.sendRaw(frame(BINARY, "now break"));

            assertThat(client.frame()).isEqualTo("88 1011");
            talk.closed.join();
            assertThat(server.said()).singleElement().asString().contains("a defect in answering GET /talk");
        }
    }

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

    private static Client joined(TestServer server) {
        Client client = server.connect();
        String handshake = "GET /talk HTTP/1.1\nHost: localhost\nUpgrade: websocket\nConnection: Upgrade\n"
                + "Sec-WebSocket-Version: 13\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n\n";
        assertThat(client.send(handshake).head().status()).isEqualTo(101);
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
        public boolean hearsAtOnce(Response.Message message) {
            String text = text(message);
            if (text.equals("now break")) {
                throw new IllegalStateException("broken");
            }
            return text.startsWith("now") && heard.add("at once " + text);
        }

        @Override
        public Optional<String> hears(Response.Message message) throws InterruptedException {
            listening.add(text(message));
            patience.await();
            heard.add(text(message));
            return Optional.empty();
        }

        private static String text(Response.Message message) {
            return switch (message) {
                case Response.Message.Binary(byte[] bytes) -> new String(bytes, StandardCharsets.US_ASCII);
                case Response.Message.Text(byte[] utf8) -> new String(utf8, StandardCharsets.UTF_8);
            };
        }

        @Override
        public void close() {
            assertThat(closed.complete(null)).isTrue();
        }
    }
}
