package org.taskmaster.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.taskmaster.control.Control;
import org.taskmaster.ctl.CtlResource;
import org.taskmaster.http.CannotListen;
import org.taskmaster.http.Peers;
import org.taskmaster.http.Route;
import org.taskmaster.http.Server;
import org.taskmaster.http.SocketInlet;
import org.taskmaster.linux.SocketInput;
import org.taskmaster.model.Role;
import org.taskmaster.model.ServerConfig;
import org.taskmaster.rest.ApiResource;

/// The real server with the API, and with what answers command lines, on a Unix socket of its own, in front of any
/// control.
public final class Serving implements AutoCloseable {

    /// The build that the server says it is of.
    public static final String BUILD = "a-build";

    /// What the server had to tell of itself.
    public final List<String> told = new CopyOnWriteArrayList<>();

    private final Path directory;
    private final Server server;
    private boolean serves = true;

    private Serving(Control control, Role role) {
        try {
            directory = Files.createTempDirectory("taskmaster-api");
            ServerConfig alone = ServerConfig.privateSocket(directory.resolve("s"));
            ServerConfig config = new ServerConfig(
                    alone.socket(),
                    alone.socketMode(),
                    Set.of("everybody"),
                    Set.of(),
                    alone.listen(),
                    alone.auth(),
                    alone.users(),
                    alone.hosts());
            List<Route> routes = List.of(
                    new Route("/v1", new ApiResource(control)), new Route("/ctl", new CtlResource(control, BUILD)));
            server = Server.open(config, () -> routes, new Everybody(role), (_, text) -> told.add(text));
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CannotListen e) {
            throw new AssertionError(e);
        }
    }

    /// Whoever connects is an operator.
    public static Serving operators(Control control) {
        return new Serving(control, Role.OPERATOR);
    }

    /// Whoever connects is a viewer.
    public static Serving viewers(Control control) {
        return new Serving(control, Role.VIEWER);
    }

    public Path socket() {
        return directory.resolve("s");
    }

    public RemoteControl remote() {
        return RemoteControl.open(new Endpoint.Unix(socket()), Optional.empty());
    }

    /// Ends the server.
    public void stop() {
        if (serves) {
            serves = false;
            server.close();
        }
    }

    @Override
    public void close() {
        stop();
        try {
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Everybody(Role role) implements Peers {
        @Override
        public Peer peer(int descriptor) {
            return new Peer(1000, 1000, 4711);
        }

        @Override
        public Inlet inlet(int descriptor) {
            return new SocketInlet(new SocketInput(descriptor));
        }

        @Override
        public int ownUid() {
            return role == Role.OPERATOR ? 1000 : 1;
        }

        @Override
        public String nameOf(int uid) {
            return "alice";
        }

        @Override
        public boolean isOneOf(Peer peer, Set<String> named) {
            return named.contains("everybody");
        }
    }
}
