package org.taskmaster.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;
import org.taskmaster.http.Client.Answer;
import org.taskmaster.model.Role;
import org.taskmaster.model.ServerConfig.Auth;
import org.taskmaster.model.ServerConfig.HttpUser;

/// Who may come by TCP.
@Timeout(60)
class TcpAuthenticatorTest {

    /// Of "correct horse", with less work than in use.
    private static final String HASH =
            "$pbkdf2-sha512$i=10000$MDEyMzQ1Njc4OWFiY2RlZg$Ku2kkJn6DxC9USh74Agbkv4vbBI4ZhZ8d47MX26bL/c";

    static final HttpUser ADMIN = new HttpUser("admin", HASH, Role.OPERATOR);
    private static final HttpUser MONITOR = new HttpUser("monitor", HASH, Role.VIEWER);

    @TempDir
    Path directory;

    private final Limits limits = new Limits();
    private TestServer server;

    @BeforeEach
    void open() {
        server = TestServer.onTcp(directory, limits, Auth.PASSWORD, ADMIN, MONITOR);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aNameAndItsPasswordOpen() {
        assertThat(asks(basic("admin", "correct horse")).body()).isEqualTo("HTTP user admin (127.0.0.1) OPERATOR");
        assertThat(asks(basic("monitor", "correct horse")).body()).isEqualTo("HTTP user monitor (127.0.0.1) VIEWER");
        // known from before
        assertThat(asks(basic("admin", "correct horse")).body()).isEqualTo("HTTP user admin (127.0.0.1) OPERATOR");
    }

    @Test
    void withoutThemThereIsAChallenge() {
        for (String header : List.of(
                "X: y",
                "Authorization: Bearer abc",
                "Authorization: Basic",
                "Authorization: Basic !!!",
                "Authorization: Basic YWJj")) {
            Answer answer = asks(header);

            assertThat(answer.status()).as(header).isEqualTo(401);
            assertThat(answer.headers())
                    .containsEntry("www-authenticate", "Basic realm=\"taskmaster\", charset=\"UTF-8\"");
            assertThat(answer.body()).isEqualTo("a name and a password are needed\n");
        }
    }

    @Test
    void aWrongPasswordAndAnUnknownNameLookAlike() {
        Answer wrong = asks(basic("admin", "correct horsf"));
        Answer unknown = asks(basic("adnim\n", "correct horse"));

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.headers()).containsKey("www-authenticate");
        assertThat(unknown.body()).isEqualTo(wrong.body()).isEqualTo("the name or the password is wrong\n");
        assertThat(server.said())
                .containsSubsequence(
                        "WARN a wrong name or password from 127.0.0.1, who calls themselves \"admin\"",
                        "WARN a wrong name or password from 127.0.0.1, who calls themselves \"adnim?\"");
    }

    @Test
    void theOneThatWasRightIsStillNeededAfterwards() {
        assertThat(asks(basic("admin", "correct horse")).status()).isEqualTo(200);

        assertThat(asks(basic("admin", "wrong")).status()).isEqualTo(401);
        assertThat(asks(basic("monitor", "")).status()).isEqualTo(401);
    }

    @Test
    void theAnswerToAWrongOneIsKeptBackAndHoldsUpNobody() {
        server.close();
        limits.punishment = Duration.ofMinutes(5);
        server = TestServer.onTcp(directory, limits, Auth.PASSWORD, ADMIN);

        try (Client guesser = server.connectByTcp()) {
            guesser.send("GET /caller HTTP/1.1\n" + basic("admin", "guess") + "\n\n");
            Waiting.until(() -> server.said().stream().anyMatch(line -> line.contains("a wrong name")));

            assertThat(asks(basic("admin", "correct horse")).status()).isEqualTo(200);
        }
    }

    @Test
    void guessingFromOneAddressIsNotDoneAllAtOnce() {
        List<Client> guessers = new ArrayList<>();
        try {
            for (int i = 0; i < 30; i++) {
                guessers.add(
                        server.connectByTcp().send("GET /caller HTTP/1.1\n" + basic("admin", "guess" + i) + "\n\n"));
            }
            List<Integer> statuses =
                    guessers.stream().map(guesser -> guesser.answer().status()).toList();

            assertThat(statuses).contains(401, 429).allMatch(status -> status == 401 || status == 429);
        } finally {
            guessers.forEach(Client::close);
        }
    }

    @Test
    void aPasswordIsNeededForEveryPath() {
        try (Client client = server.connectByTcp()) {
            assertThat(client.get("/nothing").status()).isEqualTo(401);
        }
        try (Client client = server.connectByTcp()) {
            assertThat(client.send("OPTIONS /hello HTTP/1.1\n\n").answer().status())
                    .isEqualTo(401);
        }
    }

    @Test
    void withoutAuthenticationEverybodyMayDoEverything() {
        server.close();
        server = TestServer.onTcp(directory, limits, Auth.NONE);

        assertThat(asks("X: y").body()).isEqualTo("HTTP client (127.0.0.1) OPERATOR");
        assertThat(server.said())
                .anyMatch(line -> line.startsWith("WARN everybody on this machine may do everything by 127.0.0.1:"));
    }

    @Test
    void howLongAPasswordTookToCheckIsNotSeen() {
        Duration step = Duration.ofSeconds(2);

        for (long millis : new long[] {0, 1, 250, 900, 1999}) {
            Duration took = Duration.ofMillis(millis);
            assertThat(took.plus(TcpAuthenticator.keptBack(took, step))).isEqualTo(step);
        }
        assertThat(TcpAuthenticator.keptBack(Duration.ofMillis(2500), step)).isEqualTo(Duration.ofMillis(1500));
    }

    private Answer asks(String header) {
        try (Client client = server.connectByTcp()) {
            return client.get("/caller", header);
        }
    }

    /// The header by which somebody proves who they are.
    static String basic(String name, String password) {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
