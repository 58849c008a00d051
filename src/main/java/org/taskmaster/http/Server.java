package org.taskmaster.http;

import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.ServerConfig;
import org.taskmaster.model.ThreadLimit;

/// Answers HTTP on the Unix socket and, when it is configured, on a TCP port.
///
/// One thread does all reading and writing; each request is answered by a virtual thread of its own.
public final class Server implements AutoCloseable {

    private static final int FAR_OFF_DAYS = 10_000;

    private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);
    private static final int BACKLOG = 4096;

    /// Why no request is answered, and what to do.
    static final String NO_THREAD = ThreadLimit.IN_FULL;

    /// Says so to a client.
    static final Refusal NO_THREAD_NOW = new Refusal(503, NO_THREAD, Map.of("Retry-After", "1"));

    private static final int MOST_WAITING = 64;

    private final ServerConfig config;
    private final Entrance entrance;
    private final List<Acceptor> acceptors;
    private final Optional<InetSocketAddress> tcpAddress;
    private final EventLoop loop;
    private final List<ExecutorService> slowWork;
    private final Connections connections;
    private final ServerLog log;
    /// Held while the place in the file system is looked at or changed.
    private final ReentrantLock place = new ReentrantLock();

    private SocketFile socket;
    private boolean started;
    private boolean closed;
    private volatile String trouble = "";

    private Server(
            ServerConfig config,
            SocketFile socket,
            Entrance entrance,
            List<Acceptor> acceptors,
            Optional<InetSocketAddress> tcpAddress,
            EventLoop loop,
            List<ExecutorService> slowWork,
            Connections connections,
            ServerLog log) {
        this.config = config;
        this.socket = socket;
        this.entrance = entrance;
        this.acceptors = new CopyOnWriteArrayList<>(acceptors);
        this.tcpAddress = tcpAddress;
        this.loop = loop;
        this.slowWork = List.copyOf(slowWork);
        this.connections = connections;
        this.log = log;
    }

    /// What clients come through who have found the socket.
    @FunctionalInterface
    private interface Entrance {
        Acceptor at(SocketFile socket) throws IOException;
    }

    /// Takes its addresses; clients that connect wait until [#start].
    ///
    /// @param peers what the operating system knows of those who connect
    /// @throws CannotListen when an address cannot be taken
    public static Server open(ServerConfig config, List<Route> routes, Peers peers, ServerLog log) throws CannotListen {
        return open(config, routes, peers, log, Bounds.USUAL);
    }

    static Server open(ServerConfig config, List<Route> routes, Peers peers, ServerLog log, Bounds bounds)
            throws CannotListen {
        NettyLog.sendTo(log);
        SocketFile socket = SocketFile.bind(config.socket(), config.socketMode());
        try {
            return listen(config, new Router(routes), peers, log, bounds, socket);
        } catch (CannotListen | IOException | RuntimeException e) {
            closed(socket, log);
            switch (e) {
                case CannotListen refused -> throw refused;
                case RuntimeException defect -> throw defect;
                default -> throw new CannotListen("cannot listen: " + e.getMessage());
            }
        }
    }

    private static Server listen(
            ServerConfig config, Router router, Peers peers, ServerLog log, Bounds bounds, SocketFile socket)
            throws CannotListen, IOException {
        Connections connections = new Connections();
        List<Acceptor> acceptors = new ArrayList<>();

        ExecutorService lookups = slowWork("http-lookup");
        ExecutorService checks = slowWork("http-password");
        Authenticator unixAuthenticator = new UnixAuthenticator(config, peers, lookups, bounds);
        Entrance entrance = file -> {
            Acceptor unix = new Acceptor(file.listener(), unixAuthenticator);
            unix.pipeline()
                    .addLast(new Admission(
                            "the socket " + config.socket(), unixAuthenticator, bounds, router, log, connections));
            return unix;
        };
        acceptors.add(entrance.at(socket));

        Optional<InetSocketAddress> tcpAddress = Optional.empty();
        if (config.listen().isPresent()) {
            ServerSocketChannel port = bind(config.listen().get());
            tcpAddress = Optional.of((InetSocketAddress) port.getLocalAddress());
            Authenticator tcpAuthenticator = new TcpAuthenticator(config, checks, bounds, log);
            Acceptor tcp = new Acceptor(port, tcpAuthenticator);
            tcp.pipeline()
                    .addLast(new Admission(
                            "port " + tcpAddress.get().getPort(), tcpAuthenticator, bounds, router, log, connections));
            acceptors.add(tcp);
        }
        // Of no group: that would be notified of its end on a thread of Netty's own.
        EventLoop loop = new SingleThreadIoEventLoop(
                null, Thread.ofPlatform().name("http").daemon().factory(), NioIoHandler.newFactory());
        // Without any task Netty looks once a second whether there is one.
        loop.schedule(() -> {}, FAR_OFF_DAYS, TimeUnit.DAYS);
        return new Server(
                config, socket, entrance, acceptors, tcpAddress, loop, List.of(lookups, checks), connections, log);
    }

    /// What may take long and cannot be done by a virtual thread: asking the system for names would hold
    /// up all others, and so would the work of checking a password.
    private static ExecutorService slowWork(String name) {
        ThreadPoolExecutor one = new ThreadPoolExecutor(
                1,
                1,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().name(name).daemon().factory());
        one.allowCoreThreadTimeOut(true);
        return one;
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

    /// Begins to let people in.
    ///
    /// @throws OutOfMemoryError when the system allows no thread for it
    public void start() {
        useVirtualThreads();
        announce();
        place.lock();
        try {
            started = true;
            acceptors.forEach(this::letIn);
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

    private void letIn(Acceptor acceptor) {
        loop.register(acceptor).addListener(registered -> {
            if (registered.isSuccess()) {
                acceptor.config().setAutoRead(true);
            } else {
                log.say(LogLevel.CRITICAL, "cannot accept connections: " + registered.cause());
            }
        });
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
        Acceptor wanted;
        try {
            wanted = entrance.at(fresh);
        } catch (IOException | RuntimeException e) {
            fresh.close();
            throw e;
        }
        socket = fresh;
        trouble = "";
        acceptors.set(0, wanted).close();
        if (started) {
            letIn(wanted);
        }
    }

    private void announce() {
        if (tcpAddress.isEmpty()) {
            return;
        }
        String address = text(tcpAddress.get());
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
        return tcpAddress;
    }

    /// Lets no client in any more, lets the answers that are under way be finished, if that does not take
    /// long, and gives the addresses back.
    @Override
    public void close() {
        try {
            acceptors.forEach(Acceptor::close);
            CompletableFuture<Void> ended = new CompletableFuture<>();
            Loops.execute(loop, () -> connections.end().thenRun(() -> ended.complete(null)));
            ended.get(LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            log.say(LogLevel.DEBUG, "some connections did not end in time and are cut off");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            loop.shutdownGracefully(0, LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
            slowWork.forEach(ExecutorService::shutdownNow);
            place.lock();
            closed = true;
            closed(socket, log);
            place.unlock();
        }
    }

    private static void closed(SocketFile socket, ServerLog log) {
        try {
            socket.close();
        } catch (IOException e) {
            log.say(LogLevel.WARN, "the socket was not removed: " + e.getMessage());
        }
    }
}
