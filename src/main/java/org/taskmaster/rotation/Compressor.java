package org.taskmaster.rotation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.taskmaster.host.LogDirectory;
import org.taskmaster.model.Reason;
import org.taskmaster.model.ThreadLimit;

/// Compresses logs that were set aside: `log.1` becomes `log.1.gz`, with the same owner,
/// permissions and time.
///
/// It does so on one thread of its own, which is gone while there is nothing to do, and after a
/// pause, in which readers may finish the file. A crash leaves the original or a complete
/// compressed file; what it leaves beside them is removed when the next file of the log is
/// compressed.
public final class Compressor implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final String UNFINISHED = ".gz.part";

    private final SetAside setAside;
    private final Duration pause;
    private final Consumer<String> trouble;
    private final ScheduledThreadPoolExecutor thread;
    private volatile boolean closed;

    /// @param setAside what sets the same logs aside
    /// @param pause between a file's being set aside and its being compressed
    /// @param lowerPriority is run on the thread before anything else, for that alone
    /// @param trouble is given, on the thread, what could not be compressed and why
    public Compressor(SetAside setAside, Duration pause, Runnable lowerPriority, Consumer<String> trouble) {
        this.setAside = setAside;
        this.pause = pause;
        this.trouble = trouble;
        this.thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread made = new Thread(
                    () -> {
                        lowerPriority.run();
                        work.run();
                    },
                    "compressor");
            made.setDaemon(true);
            return made;
        });
        thread.setKeepAliveTime(IDLE.toSeconds(), TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
        thread.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /// Compresses the youngest older file of a log, and all that are older, when the pause is over.
    /// To be called whenever a log was set aside, and at the start for what was left behind.
    ///
    /// @param users who may own the directory, beside root
    public void add(Path log, Set<String> users) {
        Path youngest = OldFile.path(log, 1);
        try (LogDirectory directory = setAside.directory(log, users)) {
            Optional<OldFile> there = OldFile.at(String.valueOf(log.getFileName()), directory.inside(youngest));
            if (there.isPresent() && !closed) {
                String identity = there.get().identity();
                thread.schedule(() -> compressFrom(log, users, identity), pause.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (NoSuchFileException _) {
            // the directory was taken away: there is nothing to be compressed
        } catch (IOException e) {
            tell(youngest, e);
        } catch (OutOfMemoryError e) {
            // How the JVM says that there is no thread to be had. The work stays in its queue.
            trouble.accept("cannot compress " + youngest + " yet: " + ThreadLimit.REACHED
                    + "; it is tried again when the next log is set aside");
        }
    }

    /// Stops, in the middle of a file if need be, which then stays as it was.
    @Override
    public void close() {
        closed = true;
        thread.shutdownNow();
    }

    private void compressFrom(Path log, Set<String> users, String identity) {
        try (LogDirectory directory = setAside.directory(log, users)) {
            Path inside = directory.inside(log);
            boolean isOldEnough = false;
            for (OldFile old : SetAside.older(inside)) {
                isOldEnough |= old.identity().equals(identity);
                if (isOldEnough && !old.compressed()) {
                    try {
                        compress(directory, inside, old);
                    } catch (IOException e) {
                        tell(log.resolveSibling(String.valueOf(old.path().getFileName())), e);
                    }
                }
            }
        } catch (NoSuchFileException _) {
            // the directory was taken away: there is nothing to be compressed
        } catch (IOException e) {
            tell(log, e);
        }
    }

    private void compress(LogDirectory directory, Path log, OldFile old) throws IOException {
        Path unfinished = log.resolveSibling(log.getFileName() + UNFINISHED);
        Optional<InputStream> found = setAside.open(directory, log, old);
        if (found.isPresent()) {
            try (InputStream in = found.get()) {
                Files.deleteIfExists(unfinished);
                try (LogDirectory.NewFile made = directory.make(String.valueOf(unfinished.getFileName()))) {
                    if (copy(in, made.path()) == old.bytes()) {
                        setAside.replace(log, old, unfinished, made.path());
                    }
                }
            } finally {
                Files.deleteIfExists(unfinished);
            }
        }
    }

    /// @return how many bytes were read
    private long copy(InputStream in, Path to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        try (OutputStream file = Files.newOutputStream(to, StandardOpenOption.WRITE);
                OutputStream out = new GZIPOutputStream(file, BUFFER)) {
            int count = in.read(buffer);
            while (count >= 0 && !closed) {
                out.write(buffer, 0, count);
                bytes += count;
                count = in.read(buffer);
            }
        }
        return closed ? -1 : bytes;
    }

    private void tell(Path file, IOException why) {
        if (!closed) {
            trouble.accept("cannot compress " + file + ": " + Reason.of(why) + "; it stays as it is");
        }
    }
}
