package org.taskmaster.linux;

import java.nio.charset.StandardCharsets;
import org.taskmaster.host.Terminal;

/// What is read from a terminal, by a thread of its own, which also logs it.
final class Listening implements AutoCloseable {

    private final Terminal terminal;
    private final Thread thread;
    private final StringBuffer said = new StringBuffer();
    private volatile int unlogged;

    Listening(Terminal terminal) {
        this.terminal = terminal;
        this.thread = Thread.ofPlatform().daemon().name("test-listening").start(this::run);
    }

    private void run() {
        byte[] bytes = new byte[1_000];
        for (int count = terminal.read(bytes); count != Terminal.END; count = terminal.read(bytes)) {
            unlogged += terminal.log(bytes, count);
            said.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
        }
        terminal.close();
    }

    Terminal terminal() {
        return terminal;
    }

    String said() {
        return said.toString();
    }

    /// How many bytes could not be logged.
    int unlogged() {
        return unlogged;
    }

    boolean hasEnded() {
        return !thread.isAlive();
    }

    void type(String text) {
        terminal.write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        terminal.close();
    }
}
