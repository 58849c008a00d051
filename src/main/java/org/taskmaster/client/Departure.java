package org.taskmaster.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// The end of a supervisor's process on this machine, which comes some hundredths of a second after its last event:
/// whoever is told that it has ended may look for its pid.
final class Departure implements Runnable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(2);

    /// In the command line of all that our launcher starts.
    private static final String OURS = "-Dtaskmaster.program=";

    private final Path process;

    private Departure(Path process) {
        this.process = process;
    }

    /// To be had while it is there.
    ///
    /// @return waits for its end; does nothing where the number is that of another process, as of a supervisor in a
    ///     container, whose numbers are its own
    static Runnable of(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        return text(process, "cmdline").contains(OURS) ? new Departure(process) : () -> {};
    }

    @Override
    public void run() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (isThere() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /// One that nobody has reaped yet has ended. The name in front of the state can hold anything.
    private boolean isThere() {
        String stat = text(process, "stat");
        return !stat.isEmpty() && !stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    }

    private static String text(Path process, String file) {
        try {
            return new String(Files.readAllBytes(process.resolve(file)), StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            // There is no such process, or it is not shown to us.
            return "";
        }
    }
}
