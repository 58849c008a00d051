package org.taskmaster.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.ServerConfig;
import org.taskmaster.model.ThreadLimit;
import sun.nio.ch.SelChImpl;

/// Answers HTTP on the Unix socket and, when it is configured, on a TCP port.
///
/// One thread does all reading and writing; each request is answered by a virtual thread of its own.
public final class Server implements AutoCloseable {

    private static final int BACKLOG = 4096;

    /// Why no request is answered, and what to do.
    static final String NO_THREAD = ThreadLimit.IN_FULL;

    /// Says so to a client.
    static final Refusal NO_THREAD_NOW = new Refusal(503, NO_THREAD, Map.of("Retry-After", "1"));

    private final ServerConfig config;
    private final Supplier<List<Route>> routes;
    private final Peers peers;
    private final ServerLog log;
    private final Bounds bounds;
    private final Optional<Port> port;
    /// Held while the place in the file system is looked at or changed.
    private final ReentrantLock place = new ReentrantLock();

    private SocketFile socket;
    /// Empty until the start.
    private Optional<Reception> reception = Optional.empty();
    private boolean closed;
    private volatile String trouble = "";

    private Server(
            ServerConfig config,
            Supplier<List<Route>> routes,
            Peers peers,
            ServerLog log,
            Bounds bounds,
            SocketFile socket,
            Optional<Port> port) {
        this.config = config;
        this.routes = routes;
        this.peers = peers;
        this.log = log;
        this.bounds = bounds;
        this.socket = socket;
        this.port = port;
    }

    /// Has the JDK make ready what it needs for the first socket, which can be done beside something else.
    public static void prepare() {
        try {
            ServerSocketChannel.open(StandardProtocolFamily.UNIX).close();
        } catch (IOException _) {
            // Reported when the addresses are taken.
        }
    }

    /// Takes its addresses; clients that connect wait until [#start].
    ///
    /// @param routes asked for at the start
    /// @param peers what the operating system knows of those who connect
    /// @throws CannotListen when an address cannot be taken
    public static Server open(ServerConfig config, Supplier<List<Route>> routes, Peers peers, ServerLog log)
            throws CannotListen {
        return open(config, routes, peers, log, Bounds.USUAL, Bequest.NOTHING);
    }

    /// As above.
    ///
    /// @param bequest where a server in this process listened before, and clients wait
    public static Server open(
            ServerConfig config, Supplier<List<Route>> routes, Peers peers, ServerLog log, Bequest bequest)
            throws CannotListen {
        return open(config, routes, peers, log, Bounds.USUAL, bequest);
    }

    static Server open(
            ServerConfig config,
            Supplier<List<Route>> routes,
            Peers peers,
            ServerLog log,
            Bounds bounds,
            Bequest bequest)
            throws CannotListen {
        SocketFile socket = socket(config, bequest);
        try {
            Optional<Port> port = config.listen().isEmpty()
                    ? Optional.empty()
                    : Optional.of(port(config.listen().get(), bequest));
            return new Server(config, routes, peers, log, bounds, socket, port);
        } catch (CannotListen | RuntimeException e) {
            closed(socket, Optional.empty(), log);
            throw e;
        }
    }

    private static SocketFile socket(ServerConfig config, Bequest bequest) throws CannotListen {
        try {
            Optional<SocketFile> former =
                    bequest == Bequest.NOTHING ? Optional.empty() : SocketFile.goOn(config.socket(), bequest);
            return former.isPresent() ? former.get() : SocketFile.bind(config.socket(), config.socketMode());
        } catch (IOException e) {
            throw new CannotListen("cannot go on to listen at the socket " + config.socket() + ": " + e.getMessage());
        }
    }

    /// Where it listens for TCP clients.
    record Port(ServerSocketChannel listener, InetSocketAddress address) {}

    private static Port port(InetSocketAddress address, Bequest bequest) throws CannotListen {
        try {
            Optional<Port> former = bequest == Bequest.NOTHING ? Optional.empty() : formerPort(address, bequest);
            if (former.isPresent()) {
                return former.get();
            }
            ServerSocketChannel fresh = bind(address);
            return new Port(fresh, (InetSocketAddress) fresh.getLocalAddress());
        } catch (IOException e) {
            throw new CannotListen("cannot listen at the address " + text(address) + ": " + e.getMessage());
        }
    }

    /// As [SocketFile#goOn].
    private static Optional<Port> formerPort(InetSocketAddress address, Bequest bequest) throws IOException {
        ServerSocketChannel listener =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        OptionalInt number = bequest.port(((SelChImpl) listener).getFDVal());
        if (number.isEmpty()) {
            listener.close();
            return Optional.empty();
        }
        return Optional.of(new Port(listener, new InetSocketAddress(address.getAddress(), number.getAsInt())));
    }

    private static ServerSocketChannel bind(InetSocketAddress address) throws CannotListen {
        ServerSocketChannel listener = null;
        try {
            listener = ServerSocketChannel.open();
            // So that it can be had again right after a supervisor that ended.
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            return listener.bind(address, BACKLOG);
        } catch (IOException e) {
            if (listener != null) {
                try {
                    listener.close();
                } catch (IOException second) {
                    e.addSuppressed(second);
                }
            }
            throw new CannotListen("cannot listen at the address " + text(address) + ": " + e.getMessage()
                    + "; name another by listen: in the taskmaster: section");
        }
    }

    /// Makes what answers, and begins to let people in.
    ///
    /// @throws OutOfMemoryError when the system allows no thread for it
    public void start() {
        useVirtualThreads();
        announce();
        place.lock();
        try {
            Reception made =
                    Reception.at(socket.listener(), port, config, new Router(routes.get()), peers, log, bounds);
            reception = Optional.of(made);
            made.open();
        } catch (IOException e) {
            throw new UncheckedIOException("clients cannot be answered: " + e.getMessage(), e);
        } finally {
            place.unlock();
        }
    }

    /// What carries virtual threads, and lets them wait for a time, is made when it is first needed, and a class of
    /// the JDK that meets a limit on threads then is lost for good. So that does not wait for the first request.
    private static void useVirtualThreads() {
        try {
            Thread.ofVirtual()
                    .name("first")
                    .start(() -> LockSupport.parkNanos(1))
                    .join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Why no client finds the socket; empty as long as it is in its place. Any thread may ask.
    public Optional<String> trouble() {
        String now = trouble;
        return now.isEmpty() ? Optional.empty() : Optional.of("the socket " + config.socket() + " is gone: " + now);
    }

    /// Listens at the socket's path again when the socket is gone from there; clients that are connected stay so.
    /// Any thread may call it.
    ///
    /// @param objection to the place, in which others may have put something; asked when the socket is gone
    /// @param placeIsLost whether its directory is gone meanwhile, so that this will be tried again
    /// @return whether it listens anew
    public boolean listenAgain(Supplier<Optional<String>> objection, BooleanSupplier placeIsLost) {
        place.lock();
        try {
            if (closed || socket.isInPlace()) {
                trouble = "";
                return false;
            }
            Optional<String> why = objection.get();
            if (why.isPresent()) {
                throw new CannotListen(why.get());
            }
            move(SocketFile.bind(config.socket(), config.socketMode()));
            log.say(LogLevel.WARN, "the socket " + config.socket() + " was gone; listening there again");
            return true;
        } catch (CannotListen | IOException e) {
            String now = String.valueOf(e.getMessage());
            if (!now.equals(trouble) && !placeIsLost.getAsBoolean()) {
                trouble = now;
                log.say(
                        LogLevel.ERROR,
                        "the socket " + config.socket() + " is gone: " + now
                                + ". Then send SIGHUP to listen there again");
            }
            return false;
        } finally {
            place.unlock();
        }
    }

    private void move(SocketFile fresh) throws IOException {
        try {
            if (reception.isPresent()) {
                reception.get().move(fresh.listener());
            } else {
                socket.listener().close();
            }
        } catch (IOException | RuntimeException e) {
            fresh.close();
            throw e;
        }
        socket = fresh;
        trouble = "";
    }

    private void announce() {
        if (port.isEmpty()) {
            return;
        }
        String address = text(port.get().address());
        switch (config.auth()) {
            case PASSWORD -> log.say(LogLevel.INFO, "listening at " + address);
            case NONE ->
                log.say(
                        LogLevel.WARN,
                        "everybody on this machine may do everything by " + address
                                + ", as auth: none in the taskmaster: section allows");
        }
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    /// Where TCP clients connect, when they can.
    public Optional<InetSocketAddress> tcpAddress() {
        return port.map(Port::address);
    }

    /// Has the addresses stay when this is closed, for the server that follows in this process: until then, who comes
    /// there waits.
    ///
    /// @return the descriptor of the socket, and that of the port if there is one; they are closed with this
    public List<Integer> leave() {
        place.lock();
        try {
            List<Integer> numbers = new ArrayList<>(List.of(socket.leave()));
            port.ifPresent(it -> numbers.add(((SelChImpl) it.listener()).getFDVal()));
            return numbers;
        } finally {
            place.unlock();
        }
    }

    /// Lets no client in any more, lets the answers that are under way be finished, if that does not take
    /// long, and gives the addresses back.
    @Override
    public void close() {
        place.lock();
        Optional<Reception> open = reception;
        place.unlock();
        try {
            open.ifPresent(Reception::close);
        } finally {
            place.lock();
            closed = true;
            closed(socket, port, log);
            place.unlock();
        }
    }

    private static void closed(SocketFile socket, Optional<Port> port, ServerLog log) {
        try {
            if (port.isPresent()) {
                port.get().listener().close();
            }
            socket.close();
        } catch (IOException e) {
            log.say(LogLevel.WARN, "the socket was not removed: " + e.getMessage());
        }
    }
}
