package org.taskmaster.attach;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.taskmaster.host.Terminal;

/// A terminal whose process is the test.
final class FakeTerminal implements Terminal {

    private static final byte[] OVER = {};

    private final LinkedBlockingQueue<byte[]> written = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> typed = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final List<String> sizes = new ArrayList<>();
    private volatile int unlogged;
    private volatile boolean full;
    private volatile boolean closed;
    private volatile boolean left;
    private volatile Size size = new Size(24, 80);

    /// The process writes something.
    void says(String text) {
        written.add(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The log takes this many bytes less of every piece.
    void logFails(int bytes) {
        unlogged = bytes;
    }

    /// Whoever types would have to wait.
    void isFull() {
        full = true;
    }

    String nextTyped() throws InterruptedException {
        String next = typed.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was typed");
        }
        return next;
    }

    boolean wasTypedInto() {
        return !typed.isEmpty();
    }

    synchronized List<String> sizes() {
        return List.copyOf(sizes);
    }

    synchronized String logged() {
        return logged.toString(StandardCharsets.UTF_8);
    }

    /// Somebody had given it this size.
    void hasSize(int rows, int columns) {
        size = new Size(rows, columns);
    }

    boolean isLeft() {
        return left;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public int read(byte[] into) {
        try {
            byte[] bytes = written.take();
            if (bytes.length == 0) {
                return END;
            }
            System.arraycopy(bytes, 0, into, 0, bytes.length);
            return bytes.length;
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts who reads a terminal", e);
        }
    }

    @Override
    public synchronized int log(byte[] bytes, int length) {
        logged.write(bytes, 0, length - unlogged);
        return unlogged;
    }

    @Override
    public boolean write(byte[] bytes) {
        return typed.add(new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public boolean writeAtOnce(byte[] bytes) {
        return !full && write(bytes);
    }

    @Override
    public void answer(byte[] bytes) {
        write(bytes);
    }

    @Override
    public synchronized void resize(int rows, int columns) {
        sizes.add(rows + "x" + columns);
    }

    @Override
    public Size size() {
        return size;
    }

    @Override
    public void leave() {
        left = true;
        finish();
    }

    @Override
    public void finish() {
        written.add(OVER);
    }

    @Override
    public void close() {
        closed = true;
        finish();
    }
}
