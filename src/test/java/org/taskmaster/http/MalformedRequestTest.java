package org.taskmaster.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.http.Client.Answer;

/// What no well-meaning client sends.
@Timeout(60)
class MalformedRequestTest {

    @TempDir
    Path directory;

    @Test
    void eachIsAnsweredWithWhatIsWrong() {
        refused(400, "\0\0\0\0\n\n");
        refused(400, "GET\n\n");
        refused(400, "GET /hello\n\n");
        refused(400, "GET hello HTTP/1.1\n\n");
        refused(400, "GET /hello HTTP/x.y\n\n");
        refused(505, "GET /hello HTTP/2.0\n\n");
        refused(505, "GET /hello HTTP/0.9\n\n");
        refused(400, "GET /hello HTTP/1.1\nno colon\n\n");
        refused(400, "GET /hello HTTP/1.1\nX: a\0b\n\n");
        refused(400, "GET /hello HTTP/1.1\n: nameless\n\n");
        refused(400, "GET /hello HTTP/1.1\nX y: z\n\n");
        refused(400, "GET /%zz HTTP/1.1\n\n");
        refused(400, "GET /%0d%0aX:y HTTP/1.1\n\n");
        refused(400, "GET /?a=%4 HTTP/1.1\n\n");
        refused(417, "GET /hello HTTP/1.1\nExpect: a-miracle\n\n");
        refused(414, "GET /" + "x".repeat(1100) + " HTTP/1.1\n\n");
        refused(431, "GET /hello HTTP/1.1\nX: " + "x".repeat(5000) + "\n\n");
        refused(431, "GET /hello HTTP/1.1\n" + "X: y\n".repeat(21) + "\n");
    }

    @Test
    void lengthsThatCouldMeanTwoThingsAreRefused() {
        refused(400, "POST /echo HTTP/1.1\nContent-Length: 5\nTransfer-Encoding: chunked\n\n0\n\n");
        refused(400, "POST /echo HTTP/1.1\nContent-Length: 5\nContent-Length: 6\n\nabcdef");
        refused(400, "POST /echo HTTP/1.1\nContent-Length: -5\n\n");
        refused(400, "POST /echo HTTP/1.1\nContent-Length: five\n\n");
        refused(400, "POST /echo HTTP/1.1\nContent-Length: +5\n\nabcde");
        refused(400, "POST /echo HTTP/1.1\nTransfer-Encoding: chunked\n\nzz\nabc\n0\n\n");
        refused(400, "POST /echo HTTP/1.1\nTransfer-Encoding: chunked\n\n-1\nabc\n0\n\n");
        refused(400, "POST /echo HTTP/1.1\nTransfer-Encoding: chunked, identity\n\nabc");
        refused(400, "POST /echo HTTP/1.0\nTransfer-Encoding: chunked\n\n0\n\n");
    }

    /// Random bytes, and good requests with random damage. A failure tells the seed.
    @Test
    void noNoiseYieldsAStackTraceOrADefect() {
        byte[] good = "POST /echo?a=%20b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
                .getBytes(StandardCharsets.ISO_8859_1);

        try (TestServer server = TestServer.in(directory)) {
            for (int seed = 0; seed < 500; seed++) {
                Random random = new Random(seed);
                byte[] noise = seed % 5 == 0 ? new byte[random.nextInt(1, 300)] : good.clone();
                if (seed % 5 == 0) {
                    random.nextBytes(noise);
                }
                for (int i = 0; i < random.nextInt(1, 6); i++) {
                    noise[random.nextInt(noise.length)] = (byte) random.nextInt();
                }
                try (Client client = server.connect()) {
                    String answer = client.sendRaw(noise).endsSending().rest();

                    assertThat(answer)
                            .as("seed %d", seed)
                            .doesNotContain("Exception")
                            .doesNotContain("\tat ")
                            .doesNotContain(" 500 ");
                }
                assertThat(server.said()).as("seed %d", seed).isEmpty();
            }
            try (Client client = server.connect()) {
                assertThat(client.get("/hello").body()).isEqualTo("hello");
            }
        }
    }

    private void refused(int status, String request) {
        try (TestServer server = TestServer.in(directory);
                Client client = server.connect()) {
            Answer answer = client.send(request).answer();

            assertThat(answer.status()).as(request).isEqualTo(status);
            assertThat(answer.headers())
                    .containsEntry("connection", "close")
                    .containsEntry("content-type", "text/plain; charset=utf-8");
            assertThat(answer.body()).endsWith("\n").doesNotContain("Exception").doesNotContain("netty");
            assertThat(client.rest()).as("after " + request).isEmpty();
            assertThat(server.said()).isEmpty();
        }
    }
}
