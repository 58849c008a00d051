package org.taskmaster.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.taskmaster.model.ServerConfig.Auth;

/// WebSockets, frame by frame. `/talk` says what the test says, and notes what it hears.
@Timeout(30)
class WebSocketTest {

    /// The example of RFC 6455 §1.3.
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private static final int MOST = 64 * 1024;

    @TempDir
    private Path directory = Path.of("");

    private final Limits limits = new Limits();
    private final Talk talk = new Talk();
    private final Route route = new Route(
            "/talk",
            request -> WebSockets.objection(request)
                    .<Response>map(why -> Response.text(426, why))
                    .orElseGet(() -> new Response.WebSocket(talk)));

    @Test
    void theHandshakeIsThatOfTheStandard() {
        try (TestServer server = TestServer.in(directory, limits, route);
                Client client = server.connect()) {
            Client.Head head = client.send(handshake("GET")).head();

            assertThat(head.status()).isEqualTo(101);
            assertThat(head.headers())
                    .containsEntry("upgrade", "websocket")
                    .containsEntry("connection", "Upgrade")
                    .containsEntry("sec-websocket-accept", ACCEPT)
                    .doesNotContainKey("content-length");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Upgrade: websocket, X: y",
        "Connection: Upgrade, Connection: close",
        "Sec-WebSocket-Version: 13, Sec-WebSocket-Version: 8",
        "Sec-WebSocket-Key: " + KEY + ", Sec-WebSocket-Key: abc",
        "Sec-WebSocket-Key: " + KEY + ", Sec-WebSocket-Key: ###"
    })
    void whatIsNoHandshakeIsRefused(String header, String other) {
        try (TestServer server = TestServer.in(directory, limits, route);
                Client client = server.connect()) {
            assertThat(client.send(handshake("GET").replace(header, other))
                            .answer()
                            .status())
                    .isEqualTo(426);
        }
    }

    @ParameterizedTest
    @CsvSource({"HEAD / HTTP/1.1", "GET / HTTP/1.0"})
    void aTalkThatCannotBeginIsClosed(String line) {
        try (TestServer server = TestServer.in(directory, limits, route);
                Client client = server.connect()) {
            String beginning = line.replace(" / ", " /talk ");

            assertThat(client.send(handshake("GET").replace("GET /talk HTTP/1.1", beginning))
                            .head()
                            .status())
                    .isEqualTo(426);

            talk.closed.join();
        }
    }

    @Test
    void aPageOfAnotherSiteIsRefused() {
        try (TestServer server = TestServer.onTcp(directory, limits, Auth.NONE, route);
                Client client = server.connectByTcp();
                Client own = server.connectByTcp()) {
            String cross =
                    handshake("GET").replace("Host: localhost", "Host: localhost:1\nOrigin: http://evil.example");
            String same = handshake("GET").replace("Host: localhost", "Host: localhost:1\nOrigin: http://localhost:1");

            assertThat(client.send(cross).answer().status()).isEqualTo(403);
            assertThat(talk.closed).isNotDone();
            assertThat(own.send(same).head().status()).isEqualTo(101);
        }
    }

    @Test
    void bytesGoBothWays() throws Exception {
        try (TestServer server = TestServer.in(directory, limits, route);
                Client client = joined(server)) {
            talk.says("hello");
            assertThat(client.frame()).isEqualTo("82 hello");

            client.sendRaw(frame(0x82, "abc"));
            assertThat(talk.heard.take()).isEqualTo("bytes abc");
            client.sendRaw(frame(0x81, "{}"));
            assertThat(talk.heard.take()).isEqualTo("text {}");
        }
    }

    @Test
    void fragmentsAreHeard() throws Exception {
        try (TestServer server = TestServer.in(directory, limits, route);
                Client client = joined(server)) {
            client.sendRaw(frame(0x02, "ab"));
            client.sendRaw(frame(0x89, "ping"));
            client.sendRaw(frame(0x80, "cd"));
            client.sendRaw(frame(0x01, "{"));
            client.sendRaw(frame(0x80, "}"));

            assertThat(talk.heard.take()).isEqualTo("bytes ab");
            assertThat(talk.heard.take()).isEqualTo("bytes cd");
            assertThat(talk.heard.take()).isEqualTo("text {}");
            assertThat(client.frame()).isEqualTo("8a ping");
        }
    }

    @Test
    void aFarewellIsAnsweredAndWhatWasSaidBeforeIsHeard() throws Exception {
        try (TestServer server = TestServer.in(directory, limits, route);
                Client client = joined(server)) {
            ByteArrayOutputStream both = new ByteArrayOutputStream();
            both.writeBytes(frame(0x82, "last words"));
            both.writeBytes(frame(0x88, "\u0003\u00e8"));
            client.sendRaw(both.toByteArray());

            assertThat(client.frame()).isEqualTo("88 1000");
            assertThat(talk.heard.take()).isEqualTo("bytes last words");
            talk.closed.join();
            assertThat(client.rest()).isEmpty();
            assertThat(server.said()).isEmpty();
        }
    }

    /// Each line: what is sent, and the status of the farewell (RFC 6455 §7.4.1).
    @ParameterizedTest
    @CsvSource({
        "82 03 61 62 63, 1002", // not masked
        "c2 83 00 00 00 00 61 62 63, 1002", // a reserved bit
        "83 83 00 00 00 00 61 62 63, 1002", // an unknown kind
        "80 83 00 00 00 00 61 62 63, 1002", // nothing that it could continue
        "09 80 00 00 00 00, 1002", // a control frame in fragments
        "89 fe 00 7e 00 00 00 00, 1002", // a control frame that is too long
        "88 81 00 00 00 00 61, 1002", // half a status
        "82 ff 00 00 00 00 00 01 00 01 00 00 00 00, 1009", // one byte too many
        "82 ff ff ff ff ff ff ff ff ff 00 00 00 00, 1002", // a negative length
        "81 83 00 00 00 00 62 61 64, 1008" // a text that the talk does not take
    })
    void whatIsNoFrameEndsTheTalk(String bytes, String status) {
        try (TestServer server = TestServer.in(directory, limits, route);
                Client client = joined(server)) {
            client.sendRaw(hex(bytes));

            assertThat(client.frame()).isEqualTo("88 " + status);
            assertThat(client.rest()).isEmpty();
            talk.closed.join();
            assertThat(server.said()).isEmpty();
        }
    }

    @Test
    void aTextInFragmentsHasItsBound() {
        try (TestServer server = TestServer.in(directory, limits, route);
                Client client = joined(server)) {
            client.sendRaw(frame(0x01, "x".repeat(60_000)));
            client.sendRaw(frame(0x80, "x".repeat(60_000)));

            assertThat(client.frame()).isEqualTo("88 1009");
            talk.closed.join();
        }
    }

    @Test
    void aTalkThatIsThroughIsEnded() {
        try (TestServer server = TestServer.in(directory, limits, route);
                Client client = joined(server)) {
            talk.ends();

            assertThat(client.frame()).isEqualTo("88 1000");
            assertThat(client.rest()).isEmpty();
            talk.closed.join();
        }
    }

    @Test
    void aDefectInATalkEndsItAndIsToldToTheOperatorOnly() {
        try (TestServer server = TestServer.in(directory, limits, route);
                Client client = joined(server)) {
            client.sendRaw(frame(0x82, "break"));

            assertThat(client.frame()).isEqualTo("88 1011");
            talk.closed.join();
            assertThat(server.said()).singleElement().asString().contains("a defect in answering GET /talk");
        }
    }

    @Test
    void aClientThatIsGoneEndsTheTalk() {
        try (TestServer server = TestServer.in(directory, limits, route)) {
            Client client = joined(server);

            client.close();

            talk.closed.join();
        }
    }

    @Test
    void theEndOfTheServerEndsTheTalk() {
        TestServer server = TestServer.in(directory, limits, route);
        try (Client client = joined(server)) {
            server.close();

            assertThat(client.frame()).isEqualTo("88 1001");
            talk.closed.join();
        }
    }

    @Test
    void aClientIsAskedWhetherItIsStillThere() {
        limits.ping = Duration.ofMillis(20);
        try (TestServer server = TestServer.in(directory, limits, route);
                Client client = joined(server)) {
            assertThat(client.frame()).isEqualTo("89 ");
            assertThat(client.frame()).isEqualTo("89 ");
        }
    }

    @Test
    void aClientThatSaysNothingForTooLongIsTakenForGone() {
        limits.ping = Duration.ofMillis(20);
        limits.silence = Duration.ofMillis(50);
        try (TestServer server = TestServer.in(directory, limits, route);
                Client _ = joined(server)) {
            talk.closed.join();
        }
    }

    /// Only so much comes in as one read brings; the rest waits in the sockets.
    @Test
    void whileTheTalkIsBusyNothingIsRead() throws Exception {
        talk.attention.drainPermits();
        try (TestServer server = TestServer.in(directory, limits, route);
                Client client = joined(server)) {
            Thread sender = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 100; i++) {
                    client.sendRaw(frame(0x82, "x".repeat(MOST)));
                }
            });
            talk.says("still talking");
            assertThat(client.frame()).isEqualTo("82 still talking");
            assertThat(sender.isAlive()).isTrue();

            talk.attention.release(1000);
            sender.join();
            int bytes = 0;
            while (bytes < 100 * MOST) {
                bytes += talk.heard.take().length() - "bytes ".length();
            }
            assertThat(bytes).isEqualTo(100 * MOST);
        }
    }

    @Test
    void whoReadsNothingHoldsUpOnlyTheirOwnTalk() throws Exception {
        try (TestServer server = TestServer.in(directory, limits, route);
                Client slow = joined(server);
                Client other = server.connect()) {
            for (int i = 0; i < 200; i++) {
                talk.says("x".repeat(MOST));
            }

            assertThat(other.get("/hello").status()).isEqualTo(200);
            slow.sendRaw(frame(0x82, "I am here"));
            assertThat(talk.heard.take()).isEqualTo("bytes I am here");
            assertThat(talk.script).isNotEmpty();
        }
    }

    /// As many as there may be requests under way.
    @Test
    void talksAreBounded() {
        limits.underWay = 1;
        try (TestServer server = TestServer.in(directory, limits, route);
                Client first = joined(server);
                Client second = server.connect();
                Client third = server.connect()) {
            assertThat(second.get("/hello").status()).isEqualTo(503);

            first.sendRaw(frame(0x88, "\u0003\u00e8"));
            assertThat(first.rest()).isNotEmpty();

            assertThat(third.get("/hello").status()).isEqualTo(200);
        }
    }

    private static String handshake(String verb) {
        return verb + " /talk HTTP/1.1\nHost: localhost\nUpgrade: websocket\nConnection: Upgrade\n"
                + "Sec-WebSocket-Version: 13\nSec-WebSocket-Key: " + KEY + "\n\n";
    }

    private static Client joined(TestServer server) {
        Client client = server.connect();
        assertThat(client.send(handshake("GET")).head().status()).isEqualTo(101);
        return client;
    }

    /// A frame of a client; the text is Latin-1, the mask is all zeroes.
    private static byte[] frame(int first, String text) {
        byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (content.length < 126) {
            frame.write(0x80 | content.length);
        } else if (content.length < 65_536) {
            frame.write(0x80 | 126);
            frame.write(content.length >> 8);
            frame.write(content.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) content.length >> shift));
            }
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(content);
        return frame.toByteArray();
    }

    private static byte[] hex(String text) {
        return java.util.HexFormat.of().parseHex(text.replace(" ", ""));
    }

    /// Says what the test says.
    private static final class Talk implements Response.Talk {

        private final BlockingQueue<Optional<String>> script = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final Semaphore attention = new Semaphore(1000);
        private final CompletableFuture<Void> closed = new CompletableFuture<>();

        void says(String text) {
            script.add(Optional.of(text));
        }

        void ends() {
            script.add(Optional.empty());
        }

        @Override
        public void run(Response.Speech speech) throws InterruptedException {
            for (Optional<String> next = script.take(); next.isPresent(); next = script.take()) {
                speech.binary(next.get().getBytes(StandardCharsets.ISO_8859_1));
            }
        }

        @Override
        public Optional<String> hears(Response.Message message) throws InterruptedException {
            attention.acquire();
            String text = switch (message) {
                case Response.Message.Binary(byte[] bytes) -> "bytes " + new String(bytes, StandardCharsets.UTF_8);
                case Response.Message.Text(byte[] utf8) -> "text " + new String(utf8, StandardCharsets.UTF_8);
            };
            if (text.equals("bytes break")) {
                throw new IllegalStateException("broken");
            }
            heard.add(text);
            return text.equals("text bad") ? Optional.of("that is bad") : Optional.empty();
        }

        @Override
        public void close() {
            assertThat(closed.complete(null)).isTrue();
        }
    }
}
