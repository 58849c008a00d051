package org.taskmaster.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.taskmaster.model.Role;
import org.taskmaster.model.ServerConfig;
import org.taskmaster.model.ServerConfig.Auth;
import org.taskmaster.model.ServerConfig.HttpUser;

/// A server with a few resources of its own, and what it says.
///
/// `/hello` says hello, `/caller` who asks and what they may do, `/echo` the body, `/broken` throws.
final class TestServer implements AutoCloseable {

    final FakePeers peers;
    private final Path socket;
    private final Server server;
    private final Queue<String> said = new ConcurrentLinkedQueue<>();

    private TestServer(ServerConfig config, Limits limits, FakePeers peers, List<Route> routes) {
        this.peers = peers;
        this.socket = config.socket();
        List<Route> all = new ArrayList<>(routes);
        all.add(new Route("/hello", _ -> Response.text(200, "hello")));
        all.add(new Route(
                "/caller",
                request -> Response.text(
                        200, request.caller().name() + " " + request.caller().role())));
        all.add(new Route(
                "/echo",
                request -> new Response.Whole(
                        200,
                        "text/plain",
                        (request.method() + " " + request.path() + " " + request.query() + " "
                                        + new String(request.body(), StandardCharsets.UTF_8))
                                .getBytes(StandardCharsets.UTF_8))));
        all.add(new Route("/broken", _ -> {
            throw new IllegalStateException("secret detail");
        }));
        try {
            server = Server.open(
                    config,
                    () -> all,
                    peers,
                    (level, text) -> said.add(level + " " + text),
                    limits.bounds(),
                    Bequest.NOTHING);
        } catch (CannotListen e) {
            throw new AssertionError(e);
        }
        server.start();
    }

    static TestServer in(Path directory, Route... routes) {
        return in(directory, new Limits(), routes);
    }

    static TestServer in(Path directory, Limits limits, Route... routes) {
        ServerConfig config = ServerConfig.privateSocket(directory.resolve("s"));
        return new TestServer(config, limits, new FakePeers(), List.of(routes));
    }

    /// A server whose viewers are bob, carol and dave, and whose operators are the group wheel.
    static TestServer forOthers(Path directory, Limits limits, Route... routes) {
        ServerConfig config = new ServerConfig(
                directory.resolve("s"),
                0666,
                Set.of("bob", "carol", "dave"),
                Set.of("@wheel"),
                Optional.empty(),
                Auth.PASSWORD,
                List.of(),
                Set.of());
        return new TestServer(config, limits, new FakePeers(), List.of(routes));
    }

    /// A server that can be reached by TCP, too, and is known as sup.example.org.
    static TestServer onTcp(Path directory, Limits limits, Auth auth, HttpUser... users) {
        return onTcp(directory, limits, auth, List.of(), users);
    }

    /// As above, with a route of the test's own.
    static TestServer onTcp(Path directory, Limits limits, Auth auth, Route route) {
        return onTcp(directory, limits, auth, List.of(route));
    }

    private static TestServer onTcp(Path directory, Limits limits, Auth auth, List<Route> routes, HttpUser... users) {
        ServerConfig config = new ServerConfig(
                directory.resolve("s"),
                0700,
                Set.of(),
                Set.of(),
                Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                auth,
                List.of(users),
                Set.of("sup.example.org"));
        return new TestServer(config, limits, new FakePeers(), routes);
    }

    static HttpUser user(String name, String hash, Role role) {
        return new HttpUser(name, hash, role);
    }

    Client connect() {
        return connect(FakePeers.SUP);
    }

    /// Connects somebody to the Unix socket and waits until they are inside.
    Client connect(Peers.Peer who) {
        peers.are(who);
        Client client = connect(UnixDomainSocketAddress.of(socket));
        peers.awaitMet();
        return client;
    }

    /// Connects somebody who may have to wait before they are inside.
    Client connectUnmet() {
        return connect(UnixDomainSocketAddress.of(socket));
    }

    Client connectByTcp() {
        return connect(server.tcpAddress().orElseThrow());
    }

    private static Client connect(SocketAddress address) {
        return Client.to(address);
    }

    /// What an operator was told.
    List<String> said() {
        return List.copyOf(said);
    }

    @Override
    public void close() {
        server.close();
    }
}
