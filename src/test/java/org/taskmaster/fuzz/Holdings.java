package org.taskmaster.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/// What this process holds of what can run out.
///
/// @param descriptors open files and connections
/// @param threads of the platform's, without those that carry virtual ones
/// @param requests threads on which a request is being answered
/// @param heapBytes what is left after a collection
record Holdings(int descriptors, int threads, int requests, long heapBytes) {

    private static final Pattern REQUEST = Pattern.compile("\"name\": \"request\"");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    /// Far less than what anything that is leaked with each input would come to.
    private static final long BREATHING_BYTES = 32L << 20;

    /// @param directory for a file
    static Holdings now(Path directory) throws IOException {
        String[] descriptors = new File("/proc/self/fd").list();
        int threads = (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !isOfTheJvm(thread))
                .count();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return new Holdings(
                descriptors == null ? -1 : descriptors.length,
                threads,
                requests(directory),
                runtime.totalMemory() - runtime.freeMemory());
    }

    /// Waits until nothing more is held than this.
    void waitUntilBack(Path directory) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Holdings present = now(directory);
        while (!present.isNoMoreThan(this) && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            present = now(directory);
        }
        assertThat(present.isNoMoreThan(this))
                .as("nothing leaks: %s, before: %s", present, this)
                .isTrue();
    }

    private boolean isNoMoreThan(Holdings other) {
        return descriptors <= other.descriptors
                && threads <= other.threads
                && requests <= other.requests
                && heapBytes <= other.heapBytes + BREATHING_BYTES;
    }

    /// The threads that carry virtual ones come and go as the JVM likes, within its own bounds.
    private static boolean isOfTheJvm(Thread thread) {
        return thread.getName().startsWith("ForkJoinPool-") || thread.getName().startsWith("VirtualThread-");
    }

    /// Virtual threads are seen by a dump only.
    private static int requests(Path directory) throws IOException {
        Path dump = directory.resolve("threads.json").toAbsolutePath();
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toString(), ThreadDumpFormat.JSON);
        String text = Files.readString(dump);
        Files.delete(dump);
        return (int) REQUEST.matcher(text).results().count();
    }
}
