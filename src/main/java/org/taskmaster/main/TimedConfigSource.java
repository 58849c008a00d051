package org.taskmaster.main;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.taskmaster.config.LoadResult;
import org.taskmaster.daemon.ConfigSource;
import org.taskmaster.model.Problem;
import org.taskmaster.model.ThreadLimit;

/// Reads the configuration on a thread of its own and gives it up after a while, so that a file system that
/// does not answer keeps no later reading from a file that can be read.
final class TimedConfigSource implements ConfigSource {

    /// So many may hang in the kernel at a time.
    private static final int MOST_HANGING = 8;

    private final Path file;
    private final Supplier<LoadResult> reading;
    private final Duration patience;
    private final AtomicInteger hanging = new AtomicInteger();
    private final Executor threads;

    /// @param reading reads `file`
    TimedConfigSource(Path file, Supplier<LoadResult> reading, Duration patience) {
        this(
                file,
                reading,
                patience,
                task -> Thread.ofPlatform().name("config-file").daemon().start(task));
    }

    TimedConfigSource(Path file, Supplier<LoadResult> reading, Duration patience, Executor threads) {
        this.threads = threads;
        this.file = file;
        this.reading = reading;
        this.patience = patience;
    }

    @Override
    public LoadResult read() {
        if (hanging.get() >= MOST_HANGING) {
            return silent("its file system answered none of the last " + MOST_HANGING + " times");
        }
        try {
            return readPatiently();
        } catch (OutOfMemoryError _) {
            // How the JVM says that there is no thread to be had.
            hanging.decrementAndGet();
            return rejected("it cannot be read: " + ThreadLimit.REACHED, ThreadLimit.REMEDY + ", then reload again");
        }
    }

    private LoadResult readPatiently() {
        hanging.incrementAndGet();
        CompletableFuture<LoadResult> result = CompletableFuture.supplyAsync(this::readNow, threads);
        try {
            return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return silent("reading it takes longer than " + patience.toSeconds() + " s");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return silent("reading it was interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private LoadResult readNow() {
        try {
            return reading.get();
        } finally {
            hanging.decrementAndGet();
        }
    }

    private LoadResult silent(String what) {
        return rejected(what, "see whether its file system answers, then reload again");
    }

    private LoadResult rejected(String what, String remedy) {
        return new LoadResult.Rejected(List.of(new Problem(file, 0, 0, what, remedy)));
    }
}
