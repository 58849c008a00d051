package org.taskmaster.http;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A deadline that is moved much more often than it is reached. Belongs to the event loop.
///
/// Moving it costs nothing: the timer that is under way looks, when it ends, whether it ended too early.
final class MovableDeadline {

    private final EventLoop loop;
    private final Runnable late;
    private boolean set;
    private long due;
    private long timerEnds;
    private @Nullable ScheduledFuture<?> timer;

    /// @param late what to do when the deadline is reached
    MovableDeadline(EventLoop loop, Runnable late) {
        this.loop = loop;
        this.late = late;
    }

    /// Moves the deadline to `delay` from now.
    void in(Duration delay) {
        set = true;
        due = System.nanoTime() + delay.toNanos();
        if (timer != null && timerEnds - due > 0) {
            timer.cancel(false);
            timer = null;
        }
        if (timer == null) {
            start(delay.toNanos());
        }
    }

    /// There is no deadline.
    void never() {
        set = false;
    }

    /// There will be none any more.
    void end() {
        set = false;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void start(long nanos) {
        timerEnds = System.nanoTime() + nanos;
        timer = loop.schedule(this::ring, nanos, TimeUnit.NANOSECONDS);
    }

    private void ring() {
        timer = null;
        if (!set) {
            return;
        }
        long left = due - System.nanoTime();
        if (left > 0) {
            start(left);
            return;
        }
        set = false;
        late.run();
    }
}
