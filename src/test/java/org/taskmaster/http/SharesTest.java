package org.taskmaster.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.http.Client.Answer;

/// What one client leaves to others.
@Timeout(60)
class SharesTest {

    private static final Peers.Peer STRANGER = new Peers.Peer(4321, 4321, 1);

    @TempDir
    Path directory;

    private final Limits limits = new Limits();
    private final SlowRoute slow = new SlowRoute();

    @Test
    void nobodyByThemselvesAndNotAllViewersTogetherTakeUpEverything() throws InterruptedException {
        limits.underWay = 4;

        try (TestServer server = TestServer.forOthers(directory, limits, slow.route());
                Client first = server.connect(FakePeers.BOB);
                Client second = server.connect(FakePeers.BOB);
                Client third = server.connect(FakePeers.BOB);
                Client carol = server.connect(FakePeers.CAROL);
                Client dave = server.connect(FakePeers.DAVE);
                Client alice = server.connect(FakePeers.ALICE)) {
            first.send("GET /slow HTTP/1.1\n\n");
            second.send("GET /slow HTTP/1.1\n\n");
            slow.asked.acquire(2);
            Answer refused = third.get("/hello");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.body())
                    .startsWith("too many requests are under way: 2 are yours, and no user may have more; each attach,"
                            + " tail -f and events -f is one for as long as it lasts: end some of them");
            carol.send("GET /slow HTTP/1.1\n\n");
            slow.asked.acquire();
            Answer ofViewers = dave.get("/hello");
            assertThat(ofViewers.status()).isEqualTo(503);
            assertThat(ofViewers.body()).contains("3 of users who may only look, 0 of them yours");
            assertThat(alice.get("/hello").status()).isEqualTo(200);
            slow.mayAnswer.countDown();
            assertThat(first.answer().body()).isEqualTo("at last");
            assertThat(second.answer().body()).isEqualTo("at last");
            assertThat(carol.answer().body()).isEqualTo("at last");
            assertThat(first.get("/hello").status()).isEqualTo(200);
        }
    }

    @Test
    void longAnswersThatAreNotTakenAreBoundedTogether() throws InterruptedException {
        limits.answersBytes = 20 << 20;
        byte[] much = new byte[16 << 20];
        Route big = new Route("/big", _ -> {
            slow.asked.release();
            return new Response.Whole(200, "text/plain", much);
        });

        try (TestServer server = TestServer.in(directory, limits, big);
                Client first = server.connect();
                Client second = server.connect()) {
            first.send("GET /big HTTP/1.1\n\n");
            assertThat(first.head().status()).isEqualTo(200);

            assertThat(second.get("/big").status()).isEqualTo(503);
            first.close();
            while (second.get("/big").status() == 503) {
                // what the first one did not take is still kept
            }
        }
    }

    @Test
    void onlySoManyRequestsAreUnderWay() throws InterruptedException {
        limits.underWay = 1;

        try (TestServer server = TestServer.in(directory, limits, slow.route());
                Client first = server.connect();
                Client second = server.connect();
                Client third = server.connect()) {
            first.send("GET /slow HTTP/1.1\n\n");
            slow.asked.acquire();
            Answer answer = second.get("/hello");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.headers()).containsEntry("retry-after", "1");
            slow.mayAnswer.countDown();
            assertThat(first.answer().body()).isEqualTo("at last");
            assertThat(third.get("/hello").body()).isEqualTo("hello");
        }
    }

    @Test
    void aRequestWaitsForItsTurn() throws InterruptedException {
        limits.underWay = 1;
        limits.queued = Duration.ofMinutes(5);

        try (TestServer server = TestServer.in(directory, limits, slow.route());
                Client first = server.connect();
                Client second = server.connect();
                Client third = server.connect()) {
            first.send("GET /slow HTTP/1.1\n\n");
            slow.asked.acquire();
            second.send("GET /hello HTTP/1.1\n\n");
            third.send("GET /hello HTTP/1.1\n\n");
            slow.mayAnswer.countDown();

            assertThat(second.answer().body()).isEqualTo("hello");
            assertThat(third.answer().body()).isEqualTo("hello");
            assertThat(first.answer().body()).isEqualTo("at last");
        }
    }

    @Test
    void whoGoesWhileTheyWaitForTheirTurnHoldUpNobody() throws InterruptedException {
        limits.underWay = 1;
        limits.queued = Duration.ofMinutes(5);

        try (TestServer server = TestServer.in(directory, limits, slow.route());
                Client first = server.connect();
                Client third = server.connect()) {
            first.send("GET /slow HTTP/1.1\n\n");
            slow.asked.acquire();
            try (Client second = server.connect()) {
                second.send("GET /hello HTTP/1.1\n\n");
            }
            third.send("GET /hello HTTP/1.1\n\n");
            slow.mayAnswer.countDown();

            assertThat(third.answer().body()).isEqualTo("hello");
        }
    }

    @Test
    void theEndOfTheServerIsTheEndOfThoseWhoWaitForTheirTurn() throws InterruptedException {
        limits.underWay = 1;
        limits.queued = Duration.ofMinutes(5);

        try (TestServer server = TestServer.in(directory, limits, slow.route());
                Client first = server.connect();
                Client second = server.connect()) {
            first.send("GET /slow HTTP/1.1\n\n");
            slow.asked.acquire();
            second.send("GET /hello HTTP/1.1\n\n");
            Thread end = Thread.ofVirtual().start(server::close);

            assertThat(second.rest()).isEmpty();
            slow.mayAnswer.countDown();
            assertThat(first.answer().body()).isEqualTo("at last");
            end.join();
        }
    }

    @Test
    void whoeverOpensManyConnectionsLosesOnlyTheirOwn() {
        limits.connections = 8;
        List<Client> crowd = new ArrayList<>();

        try (TestServer server = TestServer.forOthers(directory, limits);
                Client bob = server.connect(FakePeers.BOB)) {
            assertThat(bob.get("/hello").status()).isEqualTo(200);
            for (int i = 0; i < 100; i++) {
                crowd.add(server.connect(STRANGER));
            }
            try (Client alice = server.connect(FakePeers.ALICE)) {
                crowd.add(server.connect(STRANGER));

                assertThat(alice.get("/hello").status()).isEqualTo(200);
                assertThat(bob.get("/hello").status()).isEqualTo(200);
            }
        } finally {
            crowd.forEach(Client::close);
        }
    }

    @Test
    void aCrowdOfOneStrangerIsLookedUpOnce() {
        List<Client> crowd = new ArrayList<>();

        try (TestServer server = TestServer.forOthers(directory, limits)) {
            server.peers.namesHang();
            for (int i = 0; i < 100; i++) {
                crowd.add(server.connect(STRANGER));
            }
            try (Client bob = server.connect(FakePeers.BOB)) {
                bob.send("GET /caller HTTP/1.1\n\n");
                server.peers.namesCome();

                assertThat(bob.answer().body()).isEqualTo("bob (uid 1001, pid 4714) VIEWER");
            }
            assertThat(server.peers.lookedUp(STRANGER)).isEqualTo(1);
        } finally {
            crowd.forEach(Client::close);
        }
    }

    @Test
    void aStrangerIsToldSoOnAFewConnectionsAndGetsNoMore() {
        List<Client> crowd = new ArrayList<>();

        try (TestServer server = TestServer.forOthers(directory, limits)) {
            try (Client first = server.connect(STRANGER)) {
                assertThat(first.get("/hello").status()).isEqualTo(403);
            }
            long closed = 0;
            for (int i = 0; i < 20; i++) {
                crowd.add(server.connect(STRANGER));
            }
            for (Client client : crowd.subList(8, 20)) {
                closed += client.rest().isEmpty() ? 1 : 0;
            }

            assertThat(closed).isEqualTo(12);
            assertThat(crowd.getFirst().get("/hello").status()).isEqualTo(403);
        } finally {
            crowd.forEach(Client::close);
        }
    }
}
