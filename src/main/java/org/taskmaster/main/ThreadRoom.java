package org.taskmaster.main;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.taskmaster.linux.TaskLimits;
import org.taskmaster.main.CommandLine.Face;
import org.taskmaster.model.Configuration;
import org.taskmaster.model.Output;
import org.taskmaster.model.ThreadLimit;

/// Whether the system has room for the threads that are made when they are needed: for a spawn, a reload, an answer,
/// the output of programs. Found out while nothing runs yet.
final class ThreadRoom {

    /// What gives memory back, a spawn, a reload, the server and five of the JVM's for its answers, and two for who
    /// asks.
    private static final int ALWAYS = 12;

    /// The pump, the compressor, and two that send output on.
    private static final int FOR_OUTPUT = 4;

    /// Typing, its signals, and what it shows.
    private static final int FOR_SHELL = 4;

    private ThreadRoom() {}

    /// Looks for it.
    ///
    /// @throws StartRefused when there is none
    static void demand(Configuration configuration, Face face) {
        boolean captured = configuration.processes().values().stream()
                .map(process -> process.launch())
                .anyMatch(launch ->
                        launch.stdout() instanceof Output.Captured || launch.stderr() instanceof Output.Captured);
        int count = ALWAYS + (captured ? FOR_OUTPUT : 0) + (face == Face.SHELL ? FOR_SHELL : 0);
        if (!TaskLimits.ours().areFarFrom(count)) {
            demand(count);
        }
    }

    /// Near a limit, or where limits cannot be read, only making them shows it.
    private static void demand(int count) {
        CountDownLatch enough = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                threads.add(Thread.ofPlatform().name("room").daemon().start(() -> await(enough)));
            }
        } catch (OutOfMemoryError _) {
            throw new StartRefused("the system allows " + threads.size() + " more threads, but supervising needs about "
                    + count + "; " + ThreadLimit.REMEDY);
        } finally {
            enough.countDown();
            threads.forEach(ThreadRoom::join);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
