package org.taskmaster.http;

import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;

/// Hands work to an event loop that may have ended.
final class Loops {

    private Loops() {}

    /// Runs `thing` on `loop`: at once if this is its thread, else as soon as may be.
    static void on(EventLoop loop, Runnable thing) {
        if (loop.inEventLoop()) {
            thing.run();
        } else {
            execute(loop, thing);
        }
    }

    /// Runs `thing` on `loop`; not at all when the server has ended, as there is no client left it
    /// could concern.
    static void execute(EventLoop loop, Runnable thing) {
        try {
            loop.execute(thing);
        } catch (RejectedExecutionException e) {
            if (!loop.isShuttingDown()) {
                throw e;
            }
        }
    }
}
