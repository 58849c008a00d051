package org.taskmaster.main;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.taskmaster.http.ServerLog;
import org.taskmaster.linux.AbstractName;
import org.taskmaster.linux.NameWatch;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Reason;

/// Sees to it that the supervisor is found: what it is found by is put back where it was removed. On a thread of its
/// own, which sleeps until the kernel reports that one of these files has lost its name.
///
/// That thread is a virtual one for what its sleep does to its carrier: it keeps it, and as long as one
/// carrier is at work, the JDK does not give up another that has rested for half a minute. So one is there
/// for requests at any time, also when the system allows no more threads. Else, a thread that wakes a request
/// would have to wait until it does, and that may be the loop.
final class FilesWatch implements AutoCloseable {

    /// So often is looked without a rest.
    private static final int AT_ONCE = 50;

    private static final Duration LONGEST_REST = Duration.ofMinutes(1);
    private static final Duration FORGOTTEN = Duration.ofMinutes(3);

    private final RuntimeFiles files;
    private final ServerLog log;
    private final NameWatch nameWatch;
    private final Thread thread;
    private final CountDownLatch watching = new CountDownLatch(1);
    private final Set<Path> unwatched = new HashSet<>();
    private int looks;
    private long lookedAt = System.nanoTime();
    private volatile boolean ended;

    private FilesWatch(RuntimeFiles files, ServerLog log, List<AbstractName> names) {
        this.files = files;
        this.log = log;
        this.nameWatch = new NameWatch(names);
        this.thread = Thread.ofVirtual().name("files-watch").unstarted(this::run);
    }

    /// Begins, and returns when it watches.
    ///
    /// @param names by which a second supervisor recognizes us
    static FilesWatch over(RuntimeFiles files, ServerLog log, List<AbstractName> names) {
        FilesWatch watch = new FilesWatch(files, log, names);
        watch.thread.start();
        watch.awaitWatching();
        return watch;
    }

    /// Looks now.
    void look() {
        nameWatch.wake();
    }

    /// What cannot be put back now. Any thread may ask.
    List<String> troubles() {
        return files.troubles();
    }

    private void awaitWatching() {
        try {
            watching.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            keepWatch();
        } finally {
            watching.countDown();
        }
    }

    private void keepWatch() {
        while (!ended) {
            rest();
            // First, so that what happens after the look is not missed.
            Map<Path, String> troubles = watchAll();
            switch (files.restore()) {
                case CHANGED -> {} // what is new has to be watched
                case IN_PLACE -> {
                    tell(troubles);
                    await();
                }
                case IN_TROUBLE -> await();
            }
        }
        nameWatch.close();
    }

    /// A user who may put something into one of the places could keep us, and the activity log, busy all the time.
    private void rest() {
        long now = System.nanoTime();
        looks = now - lookedAt > FORGOTTEN.toNanos() ? 1 : looks + 1;
        lookedAt = now;
        if (looks > AT_ONCE) {
            nameWatch.pause(Duration.ofSeconds(Math.min(looks - AT_ONCE, LONGEST_REST.toSeconds())));
        }
    }

    private void await() {
        watching.countDown();
        nameWatch.await();
    }

    private Map<Path, String> watchAll() {
        Map<Path, String> troubles = new LinkedHashMap<>();
        for (Path path : files.paths()) {
            try {
                nameWatch.watch(path);
            } catch (NoSuchFileException _) {
                // it is made now, or cannot be made
            } catch (IOException e) {
                troubles.put(path, Reason.of(e));
            }
        }
        return troubles;
    }

    private void tell(Map<Path, String> troubles) {
        troubles.forEach((path, why) -> {
            if (unwatched.add(path)) {
                log.say(
                        LogLevel.WARN,
                        "that " + path + " is removed will not be noticed (" + why + "): send SIGHUP then");
            }
        });
    }

    @Override
    public void close() {
        ended = true;
        nameWatch.wake();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
