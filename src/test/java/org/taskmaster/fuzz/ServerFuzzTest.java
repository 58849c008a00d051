package org.taskmaster.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.control.Control;
import org.taskmaster.http.Peers;
import org.taskmaster.http.Response;
import org.taskmaster.http.Route;
import org.taskmaster.http.Server;
import org.taskmaster.http.ServerLog;
import org.taskmaster.http.SocketInlet;
import org.taskmaster.linux.SocketInput;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.ServerConfig;
import org.taskmaster.rest.ApiResource;
import org.taskmaster.xmlrpc.LogTailResource;
import org.taskmaster.xmlrpc.XmlRpcResource;

/// Whatever bytes come by the Unix socket or the TCP port, in whatever pieces: they are answered or the
/// connection is closed, nothing is left of it, and the next client is served.
class ServerFuzzTest {

    private static final List<String> WORDS = List.of(
            "GET ",
            "POST ",
            "HEAD ",
            "OPTIONS ",
            "PUT ",
            " HTTP/1.1\r\n",
            " HTTP/1.0\r\n",
            " HTTP/2.0\r\n",
            "\r\n",
            "\r\n\r\n",
            "\n",
            "\r",
            "Host: localhost\r\n",
            "Content-Length: 0\r\n",
            "Content-Length: 10\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding: identity\r\n",
            "Connection: close\r\n",
            "Connection: keep-alive\r\n",
            "Expect: 100-continue\r\n",
            "Authorization: Basic ",
            "Origin: null\r\n",
            "Upgrade: h2c\r\n",
            "Upgrade: websocket\r\n",
            "Connection: Upgrade\r\n",
            "Sec-WebSocket-Version: 13\r\n",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
            "/v1/processes/web:0/attach",
            "\u0082\u0081\u0000\u0000\u0000\u0000x",
            "\u0081\u0082\u0000\u0000\u0000\u0000{}",
            "\u0088\u0080\u0000\u0000\u0000\u0000",
            "\u0089\u0080\u0000\u0000\u0000\u0000",
            "Accept: text/event-stream\r\n",
            "0\r\n\r\n",
            "1\r\na\r\n",
            "ffffffff\r\n",
            "/RPC2",
            "/ok.html",
            "/v1/",
            "/logtail/cat",
            "/mainlogtail",
            "http://",
            "*",
            "?",
            "&",
            "=",
            "%00",
            "%",
            "%2e%2e",
            "GET /ok.html HTTP/1.1\r\n\r\n",
            "<methodCall><methodName>supervisor.getState</methodName></methodCall>");

    private static final byte[] GOOD = "GET /ok.html HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
    private static final int EVERY_SO_OFTEN = 20;

    @TempDir
    Path directory;

    private final Queue<String> told = new ConcurrentLinkedQueue<>();

    /// Netty's channel for Unix sockets closed the connection instead.
    @Test
    void aClientThatSaysThatThisWasAllGetsItsAnswer() throws Exception {
        try (Victim victim = Victim.in(directory);
                Server server = Server.open(config(), () -> routes(victim.control()), new Everybody(), log())) {
            server.start();
            List<RawClient> clients = clients(server);

            for (int i = 0; i < 200; i++) {
                serves(clients);
            }
        }
    }

    @Test
    void everyConnectionIsAnsweredOrClosedAndNothingIsLeftOfIt() throws Exception {
        try (Victim victim = Victim.in(directory);
                Server server = Server.open(config(), () -> routes(victim.control()), new Everybody(), log())) {
            server.start();
            List<RawClient> clients = clients(server);
            serves(clients);
            victim.stopEverything();
            Holdings before = Holdings.now(directory);

            new Campaign("http", WORDS, 800).run(input -> {
                Random random = new Random(Arrays.hashCode(input));
                String answer = clients.get(random.nextInt(2)).converse(input, random);
                Answers.check(answer);
                assertThat(statuses(answer)).doesNotContain("500");
                assertThat(told).isEmpty();
                victim.check();
                if (random.nextInt(EVERY_SO_OFTEN) == 0) {
                    serves(clients);
                }
                return kind(answer);
            });

            serves(clients);
            victim.stopEverything();
            before.waitUntilBack(directory);
            victim.checkSubscriptions();
        }
    }

    private List<RawClient> clients(Server server) {
        SocketAddress tcp = server.tcpAddress().orElseThrow();
        return List.of(new RawClient(UnixDomainSocketAddress.of(socket())), new RawClient(tcp));
    }

    private static void serves(List<RawClient> clients) throws Exception {
        for (RawClient client : clients) {
            assertThat(client.ask(GOOD)).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nOK");
        }
    }

    private static List<String> statuses(String answer) {
        return STATUS.matcher(answer).results().map(found -> found.group(1)).toList();
    }

    private static String kind(String answer) {
        int last = Math.max(0, answer.lastIndexOf("\r\n\r\n"));
        return statuses(answer).stream().limit(4).collect(Collectors.joining(" "))
                + Answers.kind(answer.substring(last));
    }

    private Path socket() {
        return directory.resolve("s");
    }

    private ServerConfig config() {
        return new ServerConfig(
                socket(),
                0700,
                Set.of(),
                Set.of(),
                Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                ServerConfig.Auth.NONE,
                List.of(),
                Set.of());
    }

    private static List<Route> routes(Control control) {
        return List.of(
                new Route("/v1", new ApiResource(control)),
                new Route(
                        "/ok.html",
                        _ -> new Response.Whole(200, "text/plain", "OK".getBytes(StandardCharsets.US_ASCII))),
                new Route("/RPC2", new XmlRpcResource(control, Optional.empty())),
                new Route("/logtail", new LogTailResource(control)),
                new Route("/mainlogtail", new LogTailResource(control)));
    }

    /// Defects, and what is nobody's fault but should not be either.
    private ServerLog log() {
        return (level, text) -> {
            if (level == LogLevel.CRITICAL || level == LogLevel.ERROR) {
                told.add(text);
            }
        };
    }

    /// Everybody is the supervisor's own user.
    private record Everybody() implements Peers {
        @Override
        public Peer peer(int descriptor) {
            return new Peer(0, 0, 1);
        }

        @Override
        public Inlet inlet(int descriptor) {
            return new SocketInlet(new SocketInput(descriptor));
        }

        @Override
        public int ownUid() {
            return 0;
        }

        @Override
        public String nameOf(int uid) {
            return "root";
        }

        @Override
        public boolean isOneOf(Peer peer, Set<String> named) {
            return false;
        }
    }
}
