package org.taskmaster.http;

import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.ServerConfig;

/// Receives those who come to a server's addresses: an acceptor for each, and the loop that does all reading and
/// writing.
///
/// Of what a supervisor is made of, this takes the longest to make, for the many classes of Netty; so it is made when
/// the first programs have been started.
final class Reception {

    private static final int FAR_OFF_DAYS = 10_000;
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);
    private static final int MOST_WAITING = 64;

    private final EventLoop loop;
    private final Entrance entrance;
    /// That of the socket is the first.
    private final List<Acceptor> acceptors;
    private final List<ExecutorService> slowWork;
    private final Connections connections;
    private final ServerLog log;

    /// What clients come through who have found the socket.
    @FunctionalInterface
    private interface Entrance {
        Acceptor at(ServerSocketChannel listener) throws IOException;
    }

    private Reception(
            EventLoop loop,
            Entrance entrance,
            List<Acceptor> acceptors,
            List<ExecutorService> slowWork,
            Connections connections,
            ServerLog log) {
        this.loop = loop;
        this.entrance = entrance;
        this.acceptors = new CopyOnWriteArrayList<>(acceptors);
        this.slowWork = List.copyOf(slowWork);
        this.connections = connections;
        this.log = log;
    }

    /// Makes it; nobody is let in before [#open].
    ///
    /// @param socket bound
    /// @param port bound
    static Reception at(
            ServerSocketChannel socket,
            Optional<Server.Port> port,
            ServerConfig config,
            Router router,
            Peers peers,
            ServerLog log,
            Bounds bounds)
            throws IOException {
        NettyLog.sendTo(log);
        Connections connections = new Connections();
        Service service = new Service(router, peers, log, connections);
        ExecutorService lookups = slowWork("http-lookup");
        ExecutorService checks = slowWork("http-password");
        Authenticator byKernel = new UnixAuthenticator(config, peers, lookups, bounds);
        Entrance entrance = listener ->
                acceptor(listener, byKernel, new Admission("the socket " + config.socket(), byKernel, bounds, service));
        List<Acceptor> acceptors = new ArrayList<>();
        acceptors.add(entrance.at(socket));
        if (port.isPresent()) {
            Authenticator byPassword = new TcpAuthenticator(config, checks, bounds, log);
            String name = "port " + port.get().address().getPort();
            acceptors.add(
                    acceptor(port.get().listener(), byPassword, new Admission(name, byPassword, bounds, service)));
        }
        return new Reception(loop(), entrance, acceptors, List.of(lookups, checks), connections, log);
    }

    private static EventLoop loop() throws IOException {
        try {
            // Of no group: that would be notified of its end on a thread of Netty's own.
            EventLoop loop = new SingleThreadIoEventLoop(
                    null, Thread.ofPlatform().name("http").daemon().factory(), NioIoHandler.newFactory());
            // Without any task Netty looks once a second whether there is one.
            loop.schedule(() -> {}, FAR_OFF_DAYS, TimeUnit.DAYS);
            return loop;
        } catch (ChannelException failed) {
            if (failed.getCause() instanceof IOException why) {
                throw why;
            }
            throw failed;
        }
    }

    private static Acceptor acceptor(ServerSocketChannel listener, Authenticator authenticator, Admission admission)
            throws IOException {
        Acceptor acceptor = new Acceptor(listener, authenticator);
        acceptor.pipeline().addLast(admission);
        return acceptor;
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

    /// Begins to let people in.
    void open() {
        acceptors.forEach(this::letIn);
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

    /// Lets people in by `listener` instead of the socket that is gone.
    void move(ServerSocketChannel listener) throws IOException {
        Acceptor wanted = entrance.at(listener);
        acceptors.set(0, wanted).close();
        letIn(wanted);
    }

    /// Lets no client in any more, and lets the answers that are under way be finished, if that does not
    /// take long.
    void close() {
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
        }
    }
}
