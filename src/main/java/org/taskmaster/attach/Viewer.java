package org.taskmaster.attach;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.taskmaster.control.Attachment;
import org.taskmaster.control.Control.AttachMode;
import org.taskmaster.control.WindowSize;
import org.taskmaster.screen.Screen;
import org.taskmaster.screen.Screen.Past;

/// A client that looks at a terminal, and what it has not taken yet.
///
/// When that becomes too much it is thrown away, and the screen drawn anew as it is when the client comes
/// for it. The lock is the session's.
final class Viewer implements Attachment {

    /// How many bytes may wait.
    static final int MOST_WAITING = 256 * 1024;

    private static final Predicate<byte[]> NONE = _ -> false;

    private final Session session;
    private final ReentrantLock lock;
    private final Condition news;
    private final AttachMode mode;
    private WindowSize size;
    /// The size the terminal can have that is nearest to the client's.
    private WindowSize wanted;
    private WindowSize reported;
    private ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    /// What waits does not go on from what the client has: the screen comes first.
    private boolean stale = true;

    /// Takes output while the client waits, instead of it.
    private Predicate<byte[]> atOnce = NONE;

    private Past past = Past.SHOWN;
    private Optional<Coming> last = Optional.empty();
    private boolean closed;

    Viewer(Session session, ReentrantLock lock, WindowSize size, AttachMode mode) {
        this.session = session;
        this.lock = lock;
        this.news = lock.newCondition();
        this.size = size;
        this.wanted = Screen.bounded(size);
        this.reported = size;
        this.mode = mode;
    }

    @Override
    public Optional<Coming> take() throws InterruptedException {
        return take(NONE);
    }

    @Override
    public Optional<Coming> take(Predicate<byte[]> meanwhile) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                Optional<Coming> next = next();
                if (next.isPresent()) {
                    return next;
                }
                atOnce = meanwhile;
                news.await();
                atOnce = NONE;
            }
            return Optional.empty();
        } finally {
            atOnce = NONE;
            lock.unlock();
        }
    }

    private Optional<Coming> next() {
        if (!reported.equals(session.size())) {
            reported = session.size();
            return Optional.of(new Coming.Resized(reported));
        }
        if (stale) {
            stale = false;
            Past shown = past;
            past = Past.LEFT_OUT;
            return Optional.of(new Coming.Output(session.redraw(size, shown)));
        }
        if (waiting.size() > 0) {
            byte[] bytes = waiting.toByteArray();
            waiting = new ByteArrayOutputStream();
            return Optional.of(new Coming.Output(bytes));
        }
        closed = last.isPresent();
        return last;
    }

    @Override
    public void type(byte[] keys) {
        if (claim()) {
            session.type(keys);
        }
    }

    /// The lock is held for a moment only, but draws in it: so also that is not waited for.
    @Override
    public boolean typeAtOnce(byte[] keys) {
        if (!lock.tryLock()) {
            return false;
        }
        boolean may;
        try {
            may = hasSay();
            if (may && !wanted.equals(session.size())) {
                return false;
            }
        } finally {
            lock.unlock();
        }
        return !may || session.typeAtOnce(keys);
    }

    private boolean hasSay() {
        return mode == AttachMode.INTERACTIVE && !closed && last.isEmpty();
    }

    @Override
    public void resize(WindowSize now) {
        lock.lock();
        try {
            size = now;
            wanted = Screen.bounded(now);
            redraw();
            claim();
        } finally {
            lock.unlock();
        }
    }

    /// From now on the terminal has the size of theirs.
    ///
    /// @return whether they may have a say
    boolean claim() {
        lock.lock();
        try {
            boolean may = hasSay();
            if (may) {
                session.resize(wanted);
                reported = session.size();
            }
            return may;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            waiting = new ByteArrayOutputStream();
            session.leave(this);
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Something was written.
    void offer(byte[] bytes) {
        if (stale || bytes.length == 0 || waiting.size() == 0 && atOnce.test(bytes)) {
            return;
        }
        if (waiting.size() + bytes.length > MOST_WAITING) {
            redraw();
        } else {
            waiting.writeBytes(bytes);
            news.signalAll();
        }
    }

    /// The screen is drawn anew before anything else comes.
    void redraw() {
        stale = true;
        waiting = new ByteArrayOutputStream();
        news.signalAll();
    }

    /// Nothing comes after what is there already, but this.
    void end(Coming how) {
        last = Optional.of(how);
        news.signalAll();
    }
}
