package org.taskmaster.daemon;

import java.util.concurrent.CountDownLatch;
import org.taskmaster.host.Terminal;

/// The terminal of a process that writes nothing, and takes all that is typed.
final class SimulatedTerminal implements Terminal {

    private final CountDownLatch over = new CountDownLatch(1);

    @Override
    public int read(byte[] into) {
        try {
            over.await();
            return END;
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts who reads a terminal", e);
        }
    }

    @Override
    public int log(byte[] bytes, int length) {
        return 0;
    }

    @Override
    public boolean write(byte[] bytes) {
        return over.getCount() > 0;
    }

    @Override
    public void answer(byte[] bytes) {
        // it asks nothing
    }

    @Override
    public void resize(int rows, int columns) {
        // nobody there looks at it
    }

    @Override
    public Size size() {
        return new Size(24, 80);
    }

    @Override
    public void leave() {
        finish();
    }

    @Override
    public void finish() {
        over.countDown();
    }

    @Override
    public void close() {
        finish();
    }
}
