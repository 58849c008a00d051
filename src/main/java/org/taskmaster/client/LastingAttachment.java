package org.taskmaster.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.taskmaster.control.AttachReport;
import org.taskmaster.control.Attachment;
import org.taskmaster.control.WindowSize;

/// A terminal that stays joined to that of a process when the supervisor goes on as another build: it is
/// joined anew, and what is typed meanwhile waits.
final class LastingAttachment implements Attachment {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TRY_AGAIN = Duration.ofMillis(20);

    private final Function<WindowSize, AttachReport> join;
    /// Held while keys are given to the present one, and while there is none.
    private final ReentrantLock present = new ReentrantLock();

    private volatile Attachment current;
    private volatile WindowSize size;
    private volatile boolean closed;

    /// @param first as it was joined
    /// @param join joins anew
    LastingAttachment(Attachment first, WindowSize size, Function<WindowSize, AttachReport> join) {
        this.current = first;
        this.size = size;
        this.join = join;
    }

    @Override
    public Optional<Coming> take() throws InterruptedException {
        Optional<Coming> coming = current.take();
        while (coming.isPresent() && coming.get() instanceof Coming.Replaced) {
            Optional<Coming> end = joinAnew();
            coming = end.isPresent() ? end : current.take();
        }
        return coming;
    }

    /// @return what to say when that is not possible
    private Optional<Coming> joinAnew() throws InterruptedException {
        present.lockInterruptibly();
        try {
            // All that was typed is before this.
            current.close();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!closed) {
                try {
                    return take(join.apply(size));
                } catch (ClientFailure failure) {
                    if (System.nanoTime() - deadline >= 0) {
                        return Optional.of(new Coming.Lost(failure.what()));
                    }
                }
                LockSupport.parkNanos(TRY_AGAIN.toNanos());
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            return Optional.empty();
        } finally {
            present.unlock();
        }
    }

    private Optional<Coming> take(AttachReport report) {
        return switch (report) {
            case AttachReport.Attached(Attachment fresh) -> {
                current = fresh;
                if (closed) {
                    fresh.close();
                }
                yield Optional.empty();
            }
            case AttachReport.NoSuchProcess _, AttachReport.NotRunning _, AttachReport.NoTerminal _ ->
                Optional.of(
                        new Coming.Lost("the supervisor goes on as another build, and the process ended meanwhile"));
        };
    }

    @Override
    public void type(byte[] keys) {
        present.lock();
        try {
            current.type(keys);
        } finally {
            present.unlock();
        }
    }

    @Override
    public boolean typeAtOnce(byte[] keys) {
        if (!present.tryLock()) {
            return false;
        }
        try {
            return current.typeAtOnce(keys);
        } finally {
            present.unlock();
        }
    }

    @Override
    public void resize(WindowSize now) {
        size = now;
        current.resize(now);
    }

    @Override
    public void close() {
        closed = true;
        current.close();
    }
}
