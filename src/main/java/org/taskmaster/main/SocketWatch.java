package org.taskmaster.main;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.taskmaster.http.Server;
import org.taskmaster.http.ServerLog;
import org.taskmaster.linux.AbstractName;
import org.taskmaster.linux.Vigil;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Reason;

/// Sees to it that clients find the supervisor: where its socket was removed, it listens anew. On a thread of its own,
/// which sleeps until the kernel tells that the socket has lost its name.
final class SocketWatch implements AutoCloseable {

    private final Path socket;
    private final Server server;
    private final ServerLog log;
    private final Vigil vigil;
    private final Thread thread;
    private volatile boolean ended;

    private SocketWatch(Path socket, Server server, ServerLog log, List<AbstractName> names) {
        this.socket = socket;
        this.server = server;
        this.log = log;
        this.vigil = new Vigil(names);
        this.thread = Thread.ofPlatform().name("socket-watch").daemon().unstarted(this::run);
    }

    /// Begins.
    ///
    /// @param names by which a second supervisor recognizes us
    static SocketWatch over(Path socket, Server server, ServerLog log, List<AbstractName> names) {
        SocketWatch watch = new SocketWatch(socket, server, log, names);
        watch.thread.start();
        return watch;
    }

    /// Looks now.
    void look() {
        vigil.wake();
    }

    private void run() {
        String trouble = "";
        while (!ended) {
            try {
                // First, so that what happens after the look is not missed.
                vigil.watch(socket);
            } catch (NoSuchFileException _) {
                // it is made below, or cannot be made
            } catch (IOException e) {
                if (!trouble.equals(Reason.of(e))) {
                    trouble = Reason.of(e);
                    log.say(
                            LogLevel.WARN,
                            "that the socket " + socket + " is removed will not be noticed (" + trouble
                                    + "): send SIGHUP then");
                }
            }
            if (!server.listenAgain()) {
                vigil.await();
            }
        }
        vigil.close();
    }

    @Override
    public void close() {
        ended = true;
        vigil.wake();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
