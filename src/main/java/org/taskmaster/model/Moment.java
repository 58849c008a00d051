package org.taskmaster.model;

import java.time.Duration;

/// A point on the monotonic clock: the only time that decides anything.
///
/// @param nanos nanoseconds since an arbitrary origin that is the same for the life of the machine's
///     boot
public record Moment(long nanos) implements Comparable<Moment> {

    /// The moment `duration` later; saturates instead of overflowing.
    public Moment plus(Duration duration) {
        long step = saturatedNanos(duration);
        long sum = nanos + step;
        boolean overflowed = ((nanos ^ sum) & (step ^ sum)) < 0;
        return new Moment(overflowed ? Long.MAX_VALUE : sum);
    }

    /// The moment `duration` earlier; saturates instead of overflowing.
    public Moment minus(Duration duration) {
        long step = saturatedNanos(duration);
        long difference = nanos - step;
        boolean overflowed = ((nanos ^ step) & (nanos ^ difference)) < 0;
        return new Moment(overflowed ? Long.MIN_VALUE : difference);
    }

    /// The time from `earlier` to this moment; negative when `earlier` is later.
    public Duration since(Moment earlier) {
        return Duration.ofNanos(nanos - earlier.nanos);
    }

    /// Whether this moment is `other` or later.
    public boolean reached(Moment other) {
        return nanos >= other.nanos;
    }

    @Override
    public int compareTo(Moment other) {
        return Long.compare(nanos, other.nanos);
    }

    private static long saturatedNanos(Duration duration) {
        return duration.getSeconds() >= Long.MAX_VALUE / 1_000_000_000L ? Long.MAX_VALUE : duration.toNanos();
    }
}
