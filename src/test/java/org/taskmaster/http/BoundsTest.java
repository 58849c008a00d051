package org.taskmaster.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.http.Client.Answer;

/// What a client may take up.
@Timeout(60)
class BoundsTest {

    private static final Duration SOON = Duration.ofMillis(50);

    @TempDir
    Path directory;

    private final Limits limits = new Limits();
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final Semaphore asked = new Semaphore(0);
    private final Semaphore interrupted = new Semaphore(0);

    /// Answers when the test allows it.
    private final Route slow = new Route("/slow", _ -> {
        asked.release();
        try {
            mayAnswer.await();
        } catch (InterruptedException e) {
            interrupted.release();
            throw e;
        }
        return Response.text(200, "at last");
    });

    @Test
    void aConnectionThatAsksNothingIsClosed() {
        limits.idle = SOON;

        try (TestServer server = TestServer.in(directory, limits);
                Client client = server.connect()) {
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void aRequestHasToArrive() {
        limits.arrival = SOON;

        for (String half : List.of(
                "GET /hello HT", "GET /hello HTTP/1.1\nX: y\n", "POST /echo HTTP/1.1\nContent-Length: 5\n\nabc")) {
            try (TestServer server = TestServer.in(directory, limits);
                    Client client = server.connect()) {
                Answer answer = client.send(half).answer();

                assertThat(answer.status()).as(half).isEqualTo(408);
                assertThat(answer.headers()).containsEntry("connection", "close");
                assertThat(client.rest()).isEmpty();
            }
        }
    }

    @Test
    void anAnswerMayTakeLongerThanARequest() throws InterruptedException {
        limits.arrival = SOON;
        limits.idle = SOON;

        try (TestServer server = TestServer.in(directory, limits, slow);
                Client idle = server.connect();
                Client client = server.connect()) {
            client.send("GET /slow HTTP/1.1\n\n");
            asked.acquire();
            idle.rest();
            mayAnswer.countDown();

            assertThat(client.answer().body()).isEqualTo("at last");
        }
    }

    @Test
    void aNewConnectionTakesThePlaceOfTheOldestThatWaits() throws InterruptedException {
        limits.connections = 3;

        try (TestServer server = TestServer.in(directory, limits, slow);
                Client busy = server.connect()) {
            busy.send("GET /slow HTTP/1.1\n\n");
            asked.acquire();
            try (Client oldest = server.connect();
                    Client middle = server.connect();
                    Client newest = server.connect()) {
                assertThat(oldest.rest()).isEmpty();
                assertThat(newest.get("/hello").body()).isEqualTo("hello");
                assertThat(middle.get("/hello").body()).isEqualTo("hello");
            }
            mayAnswer.countDown();
            assertThat(busy.answer().body()).isEqualTo("at last");
        }
    }

    @Test
    void whenAllAreBeingAnsweredANewConnectionIsToldToComeAgain() throws InterruptedException {
        limits.connections = 2;

        try (TestServer server = TestServer.in(directory, limits, slow);
                Client first = server.connect();
                Client second = server.connect()) {
            first.send("GET /slow HTTP/1.1\n\n");
            second.send("GET /slow HTTP/1.1\n\n");
            asked.acquire(2);
            try (Client third = server.connect()) {
                Answer answer = third.answer();

                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.body()).contains("too many connections");
                assertThat(third.rest()).isEmpty();
            }
            mayAnswer.countDown();
            assertThat(first.answer().body()).isEqualTo("at last");
            assertThat(second.answer().body()).isEqualTo("at last");
            assertThat(first.get("/hello").body()).isEqualTo("hello");
        }
    }

    @Test
    void bodiesAreBoundedOneByOneAndTogether() {
        limits.bodyBytes = 10;
        limits.bodiesBytes = 15;

        try (TestServer server = TestServer.in(directory, limits)) {
            assertThat(answered(server, "Content-Length: 11\n\n").status()).isEqualTo(413);
            assertThat(answered(server, "Content-Length: 11\nExpect: 100-continue\n\n")
                            .status())
                    .isEqualTo(413);
            assertThat(answered(server, "Content-Length: 99999999999999999999\n\n")
                            .status())
                    .isIn(400, 413);
            assertThat(answered(server, "Transfer-Encoding: chunked\n\n6\nabcdef\n6\nabcdef\n0\n\n")
                            .status())
                    .isEqualTo(413);
            assertThat(answered(server, "Content-Length: 10\n\n0123456789").status())
                    .isEqualTo(200);

            try (Client half = server.connect();
                    Client other = server.connect();
                    Client after = server.connect()) {
                // What comes with the head is taken in with it, and only then anybody else is listened to.
                half.send("POST /echo HTTP/1.1\nContent-Length: 10\nExpect: 100-continue\n\n012345678");
                assertThat(half.answer().status()).isEqualTo(100);
                assertThat(other.post("/echo", "0123456789").status()).isEqualTo(503);
                half.send("9");
                assertThat(half.answer().body()).isEqualTo("POST /echo {} 0123456789");
                assertThat(after.post("/echo", "0123456789").status()).isEqualTo(200);
            }
        }
    }

    private static Answer answered(TestServer server, String rest) {
        try (Client client = server.connect()) {
            return client.send("POST /echo HTTP/1.1\n" + rest).answer();
        }
    }

    @Test
    void whoeverWaitsForAClientThatLeavesIsInterrupted() throws InterruptedException {
        limits.parting = SOON;

        try (TestServer server = TestServer.in(directory, limits, slow)) {
            try (Client client = server.connect()) {
                client.send("GET /slow HTTP/1.1\n\n");
                asked.acquire();
            }
            interrupted.acquire();
        }
    }

    @Test
    void aStreamToAClientThatLeavesEnds() throws InterruptedException {
        Semaphore ended = new Semaphore(0);
        Route endless = new Route(
                "/endless",
                _ -> new Response.Streamed(200, "text/plain", Map.of(), sink -> {
                    boolean there = true;
                    while (there) {
                        there = sink.write("more ".getBytes(StandardCharsets.UTF_8));
                    }
                    assertThat(sink.isOpen()).isFalse();
                    ended.release();
                }));

        try (TestServer server = TestServer.in(directory, endless)) {
            try (Client client = server.connect()) {
                client.send("GET /endless HTTP/1.1\n\n").head();
                assertThat(client.chunk()).isEqualTo("more ");
            }
            ended.acquire();
        }
    }

    @Test
    void aClientThatStopsReadingIsDroppedAndHoldsUpNobody() throws InterruptedException {
        limits.stalled = Duration.ofMillis(300);
        Semaphore dropped = new Semaphore(0);
        byte[] much = new byte[1 << 20];
        Route flood = new Route(
                "/flood",
                _ -> new Response.Streamed(200, "text/plain", Map.of(), sink -> {
                    asked.release();
                    boolean there = true;
                    while (there) {
                        there = sink.write(much);
                    }
                    dropped.release();
                }));

        try (TestServer server = TestServer.in(directory, limits, flood);
                Client streams = server.connect();
                Client other = server.connect()) {
            streams.send("GET /flood HTTP/1.1\n\n");
            asked.acquire();

            assertThat(other.get("/hello").body()).isEqualTo("hello");
            dropped.acquire();
        }
    }

    @Test
    void aWholeAnswerThatIsNotTakenIsGivenUp() throws InterruptedException {
        limits.stalled = Duration.ofMillis(300);
        limits.underWay = 1;
        byte[] much = new byte[16 << 20];
        Route big = new Route("/big", _ -> {
            asked.release();
            return new Response.Whole(200, "text/plain", much);
        });

        try (TestServer server = TestServer.in(directory, limits, big);
                Client client = server.connect()) {
            client.send("GET /big HTTP/1.1\n\n");
            asked.acquire();
            while (statusOfAnother(server) == 503) {
                // the only one that may be under way still is
            }

            assertThat(client.rest().length()).isLessThan(much.length);
        }
    }

    private static int statusOfAnother(TestServer server) {
        try (Client another = server.connect()) {
            return another.get("/hello").status();
        }
    }

    @Test
    void manyIdleConnectionsOfOthersKeepNobodyOut() {
        limits.connections = 16;
        List<Client> crowd = new ArrayList<>();

        try (TestServer server = TestServer.forOthers(directory, limits)) {
            try (Client own = server.connect()) {
                assertThat(own.get("/hello").body()).isEqualTo("hello");
                for (int i = 0; i < 200; i++) {
                    crowd.add(server.connect(FakePeers.BOB));
                }

                assertThat(own.get("/hello").body()).isEqualTo("hello");
                try (Client root = server.connect(FakePeers.ROOT)) {
                    assertThat(root.get("/caller").body()).isEqualTo("root (uid 0, pid 4712) OPERATOR");
                }
                assertThat(own.get("/hello").body()).isEqualTo("hello");
            }
        } finally {
            crowd.forEach(Client::close);
        }
    }

    @Test
    void theEndLetsAnswersBeFinishedAndStreamsEndProperly() throws InterruptedException {
        Route waits = new Route(
                "/waits",
                _ -> new Response.Streamed(200, "text/plain", Map.of(), sink -> {
                    sink.write("begun".getBytes(StandardCharsets.UTF_8));
                    asked.release();
                    new CountDownLatch(1).await();
                }));

        TestServer server = TestServer.in(directory, limits, slow, waits);
        try (Client idle = server.connect();
                Client client = server.connect();
                Client stream = server.connect()) {
            client.send("GET /slow HTTP/1.1\n\n");
            stream.send("GET /waits HTTP/1.1\n\n");
            asked.acquire(2);
            Thread closing = Thread.ofPlatform().start(server::close);
            idle.rest();
            mayAnswer.countDown();

            assertThat(client.answer().body()).isEqualTo("at last");
            assertThat(stream.answer().body()).isEqualTo("begun");
            closing.join();
        } finally {
            server.close();
        }
    }
}
