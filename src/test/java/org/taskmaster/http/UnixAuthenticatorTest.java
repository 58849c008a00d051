package org.taskmaster.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.http.Client.Answer;
import org.taskmaster.http.Peers.Peer;

/// Who may come by the Unix socket.
@Timeout(60)
class UnixAuthenticatorTest {

    @TempDir
    Path directory;

    @Test
    void rootAndTheSupervisorsUserMayDoEverything() {
        try (TestServer server = TestServer.in(directory)) {
            assertThat(asks(server, FakePeers.SUP).body()).isEqualTo("sup (uid 100, pid 4711) OPERATOR");
            assertThat(asks(server, FakePeers.ROOT).body()).isEqualTo("root (uid 0, pid 4712) OPERATOR");
        }
    }

    @Test
    void othersAreToldWhatTheirOperatorCanDo() {
        try (TestServer server = TestServer.in(directory)) {
            Answer answer = asks(server, FakePeers.ALICE);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body())
                    .isEqualTo("user alice (uid 1000) may not talk to this supervisor, which runs as sup. Its operator"
                            + " can allow it: viewers: or operators: in the taskmaster: section, naming the user or"
                            + " one of their groups as @group\n");
            assertThat(asks(server, new Peer(4321, 4321, 1)).body()).startsWith("user 4321 (uid 4321) may not");
        }
    }

    @Test
    void thoseWhoAreNamedMayDoWhatTheyAreNamedFor() {
        try (TestServer server = TestServer.forOthers(directory, new Limits())) {
            assertThat(asks(server, FakePeers.ALICE).body()).isEqualTo("alice (uid 1000, pid 4713) OPERATOR");
            assertThat(asks(server, FakePeers.BOB).body()).isEqualTo("bob (uid 1001, pid 4714) VIEWER");
            assertThat(asks(server, new Peer(1004, 1004, 1)).status()).isEqualTo(403);
        }
    }

    @Test
    void namesThatAreLongInComingKeepNobodyElseWaiting() {
        try (TestServer server = TestServer.forOthers(directory, new Limits())) {
            server.peers.namesHang();
            try (Client bob = server.connect(FakePeers.BOB)) {
                bob.send("GET /caller HTTP/1.1\n\n");

                assertThat(asks(server, FakePeers.ROOT).status()).isEqualTo(200);
                server.peers.namesCome();
                assertThat(bob.answer().body()).isEqualTo("bob (uid 1001, pid 4714) VIEWER");
            }
        }
    }

    private static Answer asks(TestServer server, Peer who) {
        try (Client client = server.connect(who)) {
            return client.get("/caller");
        }
    }
}
