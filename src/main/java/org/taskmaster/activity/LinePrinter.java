package org.taskmaster.activity;

import java.io.PrintStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/// Shows the activity log's lines to those who watch the supervisor's output, on a thread of its own: a
/// reader that stops reading holds up no other, and misses what does not fit the queue.
public final class LinePrinter implements Runnable, ActivityLog.Echo {

    private static final int QUEUE = 10_000;

    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong missed = new AtomicLong();
    private final PrintStream out;

    public LinePrinter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void show(String line) {
        if (!lines.offer(line)) {
            missed.incrementAndGet();
        }
    }

    /// Prints until the thread is interrupted, and then what is still waiting.
    @Override
    public void run() {
        try {
            while (true) {
                print(lines.take());
            }
        } catch (InterruptedException _) {
            for (String line = lines.poll(); line != null; line = lines.poll()) {
                print(line);
            }
        }
    }

    private void print(String line) {
        long gap = missed.getAndSet(0);
        if (gap > 0) {
            out.println(gap + " lines were not shown: they came faster than they were read");
        }
        out.println(line);
    }
}
