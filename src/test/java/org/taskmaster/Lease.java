package org.taskmaster;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;

/// A lease on a file, held by a process that does not let it go when it is asked to: whoever opens the file waits
/// until the kernel takes it away ([fcntl(2)](https://man7.org/linux/man-pages/man2/fcntl.2.html)).
public final class Lease implements AutoCloseable {

    private static final String HOLDER = """
            import fcntl, os, signal, sys
            signal.signal(signal.SIGIO, signal.SIG_IGN)
            file = os.open(sys.argv[1], os.O_RDWR)
            try:
                fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_WRLCK)
            except OSError as refused:
                print(refused, flush=True)
            else:
                print("held", flush=True)
            sys.stdin.read()
            """;

    private final Process holder;

    private Lease(Process holder) {
        this.holder = holder;
    }

    /// Takes one; where the file system has none, the test is skipped.
    public static Lease on(Path file) throws IOException {
        Process holder = new ProcessBuilder("python3", "-c", HOLDER, file.toString()).start();
        Lease lease = new Lease(holder);
        String answer = holder.inputReader().readLine();
        try {
            assumeThat(answer).isEqualTo("held");
        } catch (RuntimeException skipped) {
            lease.close();
            throw skipped;
        }
        return lease;
    }

    @Override
    public void close() {
        holder.destroyForcibly();
        holder.onExit().join();
    }
}
