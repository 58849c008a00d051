package org.taskmaster.client;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.taskmaster.client.ClientFailure.Kind;
import org.taskmaster.client.Endpoint.Credentials;
import org.taskmaster.client.Incoming.Head;

/// One request and its answer, over a connection of its own. One thread asks and reads; any may close,
/// which ends the other's waiting.
final class Call implements AutoCloseable {

    /// For what is answered at once.
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Endpoint endpoint;
    private final SocketChannel channel;
    private final Incoming incoming;

    /// An answer, read completely.
    record Reply(int status, String contentType, byte[] body) {}

    /// How long an answer is waited for.
    enum Waiting {
        /// As long as it takes.
        LONG,
        /// [#PATIENCE].
        SHORT
    }

    private Call(Endpoint endpoint, SocketChannel channel) {
        this.endpoint = endpoint;
        this.channel = channel;
        this.incoming = new Incoming(channel);
    }

    /// @throws ClientFailure when no supervisor can be reached
    static Call open(Endpoint endpoint) {
        return new Call(endpoint, endpoint.connect(PATIENCE));
    }

    /// Sends a request without a body.
    void get(String target) {
        send(beginning("GET", target, "application/json") + "\r\n", new byte[0]);
    }

    /// Asks for a stream of events.
    void getEvents(String target) {
        send(beginning("GET", target, "text/event-stream") + "\r\n", new byte[0]);
    }

    /// Asks for a WebSocket (RFC 6455 §4.1).
    ///
    /// @param key 16 bytes in Base64
    void getWebSocket(String target, String key) {
        send(
                beginning("GET", target, "application/json", "Upgrade\r\nUpgrade: websocket")
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + key + "\r\n\r\n",
                new byte[0]);
    }

    /// Sends a request with JSON.
    void post(String target, byte[] json) {
        send(
                beginning("POST", target, "application/json") + "Content-Type: application/json\r\nContent-Length: "
                        + json.length + "\r\n\r\n",
                json);
    }

    /// Waits for the whole answer.
    Reply reply(Waiting waiting) {
        return switch (waiting) {
            case LONG -> reply();
            case SHORT -> {
                try (Watchdog watchdog = Watchdog.over(channel, PATIENCE)) {
                    yield reply(watchdog);
                }
            }
        };
    }

    private Reply reply(Watchdog watchdog) {
        try {
            return reply();
        } catch (ClientFailure failure) {
            throw watchdog.expired() ? late() : failure;
        }
    }

    private Reply reply() {
        try {
            Head head = incoming.head();
            return new Reply(head.status(), head.header("content-type"), incoming.body());
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /// The channel, for what watches over it.
    SocketChannel channel() {
        return channel;
    }

    /// What comes in, for callers that read it as it comes.
    Incoming incoming() {
        return incoming;
    }

    /// Why the answer did not come.
    ClientFailure lost(IOException e) {
        return lost(endpoint, e);
    }

    /// Why no answer came from `endpoint`.
    static ClientFailure lost(Endpoint endpoint, IOException e) {
        return e instanceof Incoming.Garbled
                ? new ClientFailure(
                        Kind.NOT_TASKMASTER,
                        "whoever answers at " + endpoint.text() + " is no Taskmaster: " + e.getMessage(),
                        "see what is configured to listen there")
                : new ClientFailure(
                        Kind.LOST,
                        "the connection to the supervisor at " + endpoint.text() + " is lost"
                                + Optional.ofNullable(e.getMessage())
                                        .map(reason -> " (" + reason + ")")
                                        .orElse(""),
                        "see whether it still runs, and ask again");
    }

    /// Nothing was heard for too long.
    ClientFailure late() {
        return new ClientFailure(
                Kind.TIMED_OUT,
                "the supervisor at " + endpoint.text() + " has not answered for " + PATIENCE.toSeconds() + " seconds",
                "see whether the machine is overloaded, or the supervisor was stopped");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // nothing more is wanted from it
        }
    }

    private void send(String head, byte[] body) {
        byte[] first = head.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer whole = ByteBuffer.allocate(first.length + body.length);
        whole.put(first).put(body).flip();
        try (Watchdog _ = Watchdog.over(channel, PATIENCE)) {
            if (endpoint instanceof Endpoint.Tcp) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            }
            while (whole.hasRemaining()) {
                channel.write(whole);
            }
        } catch (IOException e) {
            // A server that refuses us without reading closes early, and its answer may be there already.
            if (!(e instanceof java.nio.channels.ClosedChannelException)) {
                return;
            }
            throw lost(e);
        }
    }

    private String beginning(String method, String target, String accepted) {
        return beginning(method, target, accepted, "close");
    }

    private String beginning(String method, String target, String accepted, String connection) {
        String host = endpoint instanceof Endpoint.Tcp tcp ? tcp.text() : "localhost";
        return method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\nAccept: " + accepted + "\r\nConnection: "
                + connection + "\r\n" + authorization();
    }

    /// RFC 7617.
    private String authorization() {
        if (endpoint instanceof Endpoint.Tcp tcp && tcp.credentials().isPresent()) {
            Credentials credentials = tcp.credentials().get();
            byte[] pair = (credentials.user() + ":" + credentials.password()).getBytes(StandardCharsets.UTF_8);
            return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair) + "\r\n";
        }
        return "";
    }
}
