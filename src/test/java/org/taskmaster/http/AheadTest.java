package org.taskmaster.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a client sends before it has its answer.
@Timeout(60)
class AheadTest {

    private static final Duration SOON = Duration.ofMillis(50);

    @TempDir
    Path directory;

    private final Limits limits = new Limits();
    private final SlowRoute slow = new SlowRoute();

    @Test
    void aClientThatLeavesAfterSendingAheadIsNoticed() throws InterruptedException {
        limits.parting = SOON;

        try (TestServer server = TestServer.in(directory, limits, slow.route())) {
            try (Client client = server.connect()) {
                client.send("GET /slow HTTP/1.1\n\n" + "GET /hello HTTP/1.1\n\n".repeat(100));
                slow.asked.acquire();
            }
            slow.interrupted.acquire();
        }
    }

    @Test
    void whoSendsTooMuchAheadIsCutOff() throws InterruptedException {
        limits.parting = SOON;
        limits.pipelined = 1000;

        try (TestServer server = TestServer.in(directory, limits, slow.route());
                Client client = server.connect()) {
            client.send("GET /slow HTTP/1.1\n\n");
            slow.asked.acquire();
            client.send("GET /hello HTTP/1.1\n\n".repeat(100));

            assertThat(client.rest()).isEmpty();
            slow.interrupted.acquire();
        }
    }

    @Test
    void aRefusalThatCannotBeSentIsTheEnd() {
        limits.bodyBytes = 10;

        try (TestServer server = TestServer.in(directory, limits)) {
            server.peers.holdUp();
            try (Client client = server.connectUnmet()) {
                client.send("POST /echo HTTP/1.1\nTransfer-Encoding: chunked\n\n" + "1\na\n".repeat(100));
            }
            server.peers.goOn();
            server.peers.awaitMet();
            try (Client other = server.connect()) {
                assertThat(other.get("/hello").body()).isEqualTo("hello");
            }

            assertThat(server.said()).noneMatch(line -> line.contains("defect"));
        }
    }

    @Test
    void anEndlessPipelineIsNotReadWhileSomethingIsAnswered() throws InterruptedException {
        try (TestServer server = TestServer.in(directory, limits, slow.route());
                Client client = server.connect()) {
            client.send("GET /slow HTTP/1.1\n\n");
            slow.asked.acquire();
            int requests = 2000;
            Thread sender = Thread.ofVirtual().start(() -> client.send("GET /hello HTTP/1.1\n\n".repeat(requests)));
            slow.mayAnswer.countDown();

            assertThat(client.answer().body()).isEqualTo("at last");
            for (int i = 0; i < requests; i++) {
                assertThat(client.answer().body()).isEqualTo("hello");
            }
            sender.join();
        }
    }
}
