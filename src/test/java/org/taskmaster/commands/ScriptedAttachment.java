package org.taskmaster.commands;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.taskmaster.control.Attachment;
import org.taskmaster.control.WindowSize;

/// The terminal of a process that shows what a test wants it to show, and remembers what is done with it.
public final class ScriptedAttachment implements Attachment {

    /// What was done: `typed abc`, `resized 24x80`.
    public final CopyOnWriteArrayList<String> done = new CopyOnWriteArrayList<>();

    /// Done when it was closed.
    public final CompletableFuture<Void> closed = new CompletableFuture<>();

    private final BlockingQueue<Optional<Coming>> script = new LinkedBlockingQueue<>();
    private final Semaphore reading = new Semaphore(0);
    private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
    private volatile boolean blocked;
    private volatile boolean quick;

    /// Shows a text.
    public ScriptedAttachment shows(String text) {
        return comes(new Coming.Output(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// Something comes from it.
    public ScriptedAttachment comes(Coming coming) {
        script.add(Optional.of(coming));
        return this;
    }

    /// From now on the process reads nothing.
    public void readsNothing() {
        blocked = true;
    }

    /// The process reads again.
    public void readsOn() {
        blocked = false;
        reading.release(1000);
    }

    /// From now on it takes keys at once, unless the process reads nothing.
    public void takesAtOnce() {
        quick = true;
    }

    /// Everything that was typed.
    public String typed() {
        synchronized (typed) {
            return typed.toString(StandardCharsets.UTF_8);
        }
    }

    /// Whether keys wait for the process to read.
    public boolean isTypedTo() {
        return reading.hasQueuedThreads();
    }

    /// How much of the script nobody has taken yet.
    public int left() {
        return script.size();
    }

    @Override
    public Optional<Coming> take() throws InterruptedException {
        return script.take();
    }

    @Override
    public void type(byte[] keys) {
        if (blocked) {
            reading.acquireUninterruptibly();
        }
        synchronized (typed) {
            typed.writeBytes(keys);
        }
        done.add("typed " + new String(keys, StandardCharsets.UTF_8));
    }

    @Override
    public boolean typeAtOnce(byte[] keys) {
        if (quick && !blocked) {
            type(keys);
            return true;
        }
        return false;
    }

    @Override
    public void resize(WindowSize size) {
        done.add("resized " + size.rows() + "x" + size.columns());
    }

    @Override
    public void close() {
        reading.release(1000);
        script.add(Optional.empty());
        closed.complete(null);
    }
}
