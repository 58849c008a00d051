package org.taskmaster.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.http.Client.Answer;

/// Requests and answers.
@Timeout(60)
class ServerTest {

    @TempDir
    Path directory;

    @Test
    void aResourceAnswersAndTheConnectionStaysForTheNext() {
        try (TestServer server = TestServer.in(directory);
                Client client = server.connect()) {
            Answer first = client.get("/hello");
            Answer second = client.get("/hello", "Host: whatever/this.sock");

            assertThat(first.status()).isEqualTo(200);
            assertThat(first.body()).isEqualTo("hello");
            assertThat(first.headers())
                    .containsEntry("content-type", "text/plain; charset=utf-8")
                    .containsEntry("content-length", "5")
                    .containsEntry("cache-control", "no-store")
                    .containsEntry("x-content-type-options", "nosniff")
                    .containsKey("date")
                    .doesNotContainKey("connection");
            assertThat(second.body()).isEqualTo("hello");
        }
    }

    @Test
    void theLongestPrefixAnswers() {
        Route all = new Route("/", _ -> Response.text(200, "all"));
        Route below = new Route("/a/", _ -> Response.text(200, "below a"));
        Route exact = new Route("/a/b", _ -> Response.text(200, "b"));

        try (TestServer server = TestServer.in(directory, all, below, exact);
                Client client = server.connect()) {
            assertThat(client.get("/x").body()).isEqualTo("all");
            assertThat(client.get("/a/x").body()).isEqualTo("below a");
            assertThat(client.get("/a/b").body()).isEqualTo("b");
            assertThat(client.get("/a/b/c").body()).isEqualTo("b");
            assertThat(client.get("/a/bc").body()).isEqualTo("below a");
        }
    }

    @Test
    void whereThereIsNothingIsSaid() {
        try (TestServer server = TestServer.in(directory);
                Client client = server.connect()) {
            Answer answer = client.get("/nothing");

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).isEqualTo("there is nothing at /nothing\n");
        }
    }

    @Test
    void pathsQueriesAndBodiesArriveDecoded() {
        try (TestServer server = TestServer.in(directory);
                Client client = server.connect()) {
            assertThat(client.post("/echo/w%20%C3%A4?a=1&b=%26&a=2", "the body").body())
                    .isEqualTo("POST /echo/w ä {a=[1, 2], b=[&]} the body");
            assertThat(client.get("http://somewhere:80/echo?x").body()).isEqualTo("GET /echo {x=[]} ");
            assertThat(client.get("http://somewhere?x=/echo").status()).isEqualTo(404);
            assertThat(client.get("http://somewhere#/echo").status()).isEqualTo(404);
        }
    }

    @Test
    void aSlashThatIsHiddenInAPathIsNotTaken() {
        try (TestServer server = TestServer.in(directory)) {
            for (String path : new String[] {"/echo%2fx", "/%2Fecho", "http://somewhere/%2fecho"}) {
                try (Client client = server.connect()) {
                    assertThat(client.get(path).status()).as(path).isEqualTo(400);
                }
            }
            try (Client client = server.connect()) {
                assertThat(client.get("/echo?file=a%2Fb").body()).isEqualTo("GET /echo {file=[a/b]} ");
            }
        }
    }

    @Test
    void aBodyMayComeInChunks() {
        try (TestServer server = TestServer.in(directory);
                Client client = server.connect()) {
            client.send("POST /echo HTTP/1.1\nTransfer-Encoding: chunked\n\n3\nabc\n2;x=y\nde\n0\n\n");

            assertThat(client.answer().body()).isEqualTo("POST /echo {} abcde");
            assertThat(client.get("/hello").body()).isEqualTo("hello");
        }
    }

    @Test
    void aClientThatAsksIsToldToGoOnBeforeItSendsTheBody() {
        try (TestServer server = TestServer.in(directory);
                Client client = server.connect()) {
            client.send("POST /echo HTTP/1.1\nContent-Length: 3\nExpect: 100-continue\n\n");
            assertThat(client.answer().status()).isEqualTo(100);

            client.send("abc");

            assertThat(client.answer().body()).isEqualTo("POST /echo {} abc");
        }
    }

    @Test
    void headIsAnsweredLikeGetWithoutTheBody() {
        try (TestServer server = TestServer.in(directory, streamed("abc"));
                Client client = server.connect()) {
            Client.Head head = client.send("HEAD /hello HTTP/1.1\n\n").head();
            Client.Head streamed = client.send("HEAD /stream HTTP/1.1\n\n").head();

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.headers()).containsEntry("content-length", "5");
            assertThat(streamed.status()).isEqualTo(200);
            assertThat(client.get("/hello").body()).isEqualTo("hello");
        }
    }

    @Test
    void optionsTellsWhatIsUnderstood() {
        try (TestServer server = TestServer.in(directory);
                Client client = server.connect()) {
            Answer answer = client.send("OPTIONS /hello HTTP/1.1\n\n").answer();

            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.headers())
                    .containsEntry("allow", "GET, HEAD, POST, OPTIONS")
                    .doesNotContainKey("content-length")
                    .doesNotContainKey("access-control-allow-origin");
            assertThat(client.get("/hello").body()).isEqualTo("hello");
        }
    }

    @Test
    void otherMethodsAreRefused() {
        for (String method : new String[] {"PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "BREW", "get"}) {
            try (TestServer server = TestServer.in(directory);
                    Client client = server.connect()) {
                Answer answer = client.send(method + " /hello HTTP/1.1\n\n").answer();

                assertThat(answer.status()).as(method).isEqualTo(405);
                assertThat(answer.headers()).containsEntry("allow", "GET, HEAD, POST, OPTIONS");
                assertThat(client.rest()).isEmpty();
            }
        }
    }

    @Test
    void requestsThatComeAtOnceAreAnsweredInTheirOrder() {
        String request = "POST /echo?n=%d HTTP/1.1\nContent-Length: 1\n\n%1$d";
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 9; i++) {
            all.append(request.formatted(i));
        }

        try (TestServer server = TestServer.in(directory);
                Client client = server.connect()) {
            client.send(all.toString());

            for (int i = 0; i < 9; i++) {
                assertThat(client.answer().body()).isEqualTo("POST /echo {n=[" + i + "]} " + i);
            }
        }
    }

    @Test
    void anOldClientGetsOneAnswerUnlessItAsksForMore() {
        try (TestServer server = TestServer.in(directory);
                Client once = server.connect();
                Client often = server.connect()) {
            Answer only = once.send("GET /hello HTTP/1.0\n\n").answer();
            Answer first = often.send("GET /hello HTTP/1.0\nConnection: keep-alive\n\n")
                    .answer();

            assertThat(only.headers()).containsEntry("connection", "close");
            assertThat(once.rest()).isEmpty();
            assertThat(first.headers()).containsEntry("connection", "keep-alive");
            assertThat(often.send("GET /hello HTTP/1.0\n\n").answer().body()).isEqualTo("hello");
        }
    }

    @Test
    void aConnectionEndsWhenTheClientWantsItTo() {
        try (TestServer server = TestServer.in(directory);
                Client client = server.connect()) {
            assertThat(client.get("/hello", "Connection: close").headers()).containsEntry("connection", "close");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void aStreamComesInChunksAndTheConnectionStays() {
        try (TestServer server = TestServer.in(directory, streamed("one", "two"));
                Client client = server.connect()) {
            Answer answer = client.get("/stream");

            assertThat(answer.headers())
                    .containsEntry("transfer-encoding", "chunked")
                    .containsEntry("content-type", "text/event-stream")
                    .containsEntry("x-of-mine", "yes");
            assertThat(answer.body()).isEqualTo("onetwo");
            assertThat(client.get("/hello").body()).isEqualTo("hello");
        }
    }

    @Test
    void forAnOldClientAStreamEndsWithTheConnection() {
        try (TestServer server = TestServer.in(directory, streamed("one", "two"));
                Client client = server.connect()) {
            Answer answer = client.send("GET /stream HTTP/1.0\n\n").answer();

            assertThat(answer.headers()).doesNotContainKey("transfer-encoding").containsEntry("connection", "close");
            assertThat(answer.body()).isEqualTo("onetwo");
        }
    }

    @Test
    void aClientThatOnlyStoppedSendingStillGetsItsAnswer() {
        try (TestServer server = TestServer.in(directory);
                Client client = server.connect()) {
            client.send("GET /hello HTTP/1.1\n\n").endsSending();

            assertThat(client.answer().body()).isEqualTo("hello");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void aDefectIsToldToTheOperatorAndNotToTheClient() {
        try (TestServer server = TestServer.in(directory);
                Client client = server.connect()) {
            Answer answer = client.get("/broken");

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).isEqualTo("a defect in Taskmaster; the activity log has the details\n");
            assertThat(server.said())
                    .anyMatch(line -> line.startsWith("ERROR a defect in answering GET /broken for sup (uid 100, pid"
                            + " 4711), please report it: java.lang.IllegalStateException: secret detail at"));
            assertThat(client.get("/hello").body()).isEqualTo("hello");
        }
    }

    @Test
    void aStreamThatBreaksDoesNotLookComplete() {
        Route breaks = new Route(
                "/breaks",
                _ -> new Response.Streamed(200, "text/plain", Map.of(), sink -> {
                    sink.write("begun".getBytes(StandardCharsets.UTF_8));
                    throw new IllegalStateException("secret detail");
                }));

        try (TestServer server = TestServer.in(directory, breaks);
                Client client = server.connect()) {
            client.send("GET /breaks HTTP/1.1\n\n").head();

            assertThat(client.rest()).isEqualTo("5\r\nbegun\r\n");
            assertThat(server.said()).anyMatch(line -> line.contains("secret detail"));
        }
    }

    private static Route streamed(String... chunks) {
        return new Route(
                "/stream",
                _ -> new Response.Streamed(200, "text/event-stream", Map.of("X-Of-Mine", "yes"), sink -> {
                    for (String chunk : chunks) {
                        assertThat(sink.write(chunk.getBytes(StandardCharsets.UTF_8)))
                                .isTrue();
                    }
                }));
    }
}
