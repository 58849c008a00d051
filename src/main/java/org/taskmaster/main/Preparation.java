package org.taskmaster.main;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.taskmaster.http.Server;

/// What every start needs a little later, and the JDK takes long to get ready, is made ready on a second thread beside
/// the first steps of the start. Only speed depends on it: whatever is missing is made when it is needed.
final class Preparation {

    /// Where the system allows no thread for it, one that has ended.
    private final Thread thread;

    private Preparation(Thread thread) {
        this.thread = thread;
    }

    /// Begins it for what is asked; what starts nothing needs none.
    static Preparation of(CommandLine asked) {
        Thread thread = Thread.ofPlatform().name("preparation").daemon().unstarted(Preparation::prepare);
        if (asked instanceof CommandLine.Run) {
            try {
                thread.start();
            } catch (OutOfMemoryError _) {
                // How the JVM says that there may be no more threads. The start does without, and reports what it
                // lacks.
            }
        }
        return new Preparation(thread);
    }

    private static void prepare() {
        // For the time in front of the activity log's lines.
        ZoneOffset _ = ZoneId.systemDefault().getRules().getOffset(Instant.EPOCH);
        Server.prepare();
    }

    /// Waits until its thread is no more, so that it does not count where threads are few.
    void end() {
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
