package org.taskmaster.client;

import java.io.IOException;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Closes a channel when nothing was heard for too long, which ends a read that blocks: a blocking
/// read of a Unix socket knows no time limit.
final class Watchdog implements AutoCloseable {

    private static final long FOR_NOW = Duration.ofDays(36_500).toNanos();

    private final Channel channel;
    private final long patience;
    private final Thread thread;
    private volatile long heard = System.nanoTime();
    private volatile State state = State.WATCHING;

    private enum State {
        WATCHING,
        DISMISSED,
        EXPIRED
    }

    private Watchdog(Channel channel, Duration patience) {
        this.channel = channel;
        this.patience = patience.toNanos();
        this.thread = Thread.ofPlatform().name("watchdog").daemon().unstarted(this::watch);
    }

    static Watchdog over(Channel channel, Duration patience) {
        Watchdog watchdog = new Watchdog(channel, patience);
        watchdog.thread.start();
        return watchdog;
    }

    /// Something was heard: the time begins anew.
    void heard() {
        heard = System.nanoTime();
    }

    /// Nothing is listened for until something is heard again, so nothing is missed.
    void looksAway() {
        heard = System.nanoTime() + FOR_NOW;
    }

    /// Whether it was the one who closed the channel.
    boolean expired() {
        return state == State.EXPIRED;
    }

    @Override
    public void close() {
        if (state == State.WATCHING) {
            state = State.DISMISSED;
        }
        LockSupport.unpark(thread);
    }

    private void watch() {
        while (state == State.WATCHING) {
            long left = patience - (System.nanoTime() - heard);
            if (left <= 0) {
                state = State.EXPIRED;
                closeChannel();
            } else {
                LockSupport.parkNanos(this, Math.min(left, patience));
            }
        }
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException _) {
            // it is unusable either way
        }
    }
}
