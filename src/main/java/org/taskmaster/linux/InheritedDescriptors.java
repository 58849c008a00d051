package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.taskmaster.linux.Libc.Function;

/// What the supervisor was started with beside its standard streams: a file of a user who had more
/// rights, or a pipe whose reader waits for all processes to let go of it.
public final class InheritedDescriptors {

    // https://man7.org/linux/man-pages/man2/fcntl.2.html
    private static final Function FCNTL = Libc.function("fcntl");

    private static final int F_SETFD = 2;
    private static final int FD_CLOEXEC = 1;

    private InheritedDescriptors() {}

    /// Closes them.
    ///
    /// Their numbers are given, not looked for: by now the JVM has opened files of its own.
    public static void close(List<Integer> numbers) {
        try (Arena arena = Arena.ofConfined()) {
            Libc libc = new Libc(arena);
            numbers.forEach(number -> Descriptor.close(libc, number));
        }
    }

    /// One that was inherited to be written to: by us, and by nothing that we start.
    public static Pipe pipe(int number) {
        try (Arena arena = Arena.ofConfined()) {
            new Libc(arena).call(FCNTL, number, F_SETFD, FD_CLOEXEC);
        }
        return new Pipe(number);
    }

    /// The end of a pipe that a process waits at.
    public static final class Pipe {

        private final int number;

        private Pipe(int number) {
            this.number = number;
        }

        /// Writes `text`, as far as a process still takes it.
        public void write(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            try (Arena arena = Arena.ofConfined()) {
                Libc libc = new Libc(arena);
                Block block = new Block(arena, bytes.length);
                Descriptor pipe = new Descriptor(libc, number);
                int start = 0;
                while (start < bytes.length) {
                    block.put(bytes, start, bytes.length - start);
                    int written = pipe.write(block, bytes.length - start);
                    if (written < 0 && written != -Errno.EINTR) {
                        // No process waits any more, so there is none to be notified.
                        return;
                    }
                    start += Math.max(0, written);
                }
            }
        }

        /// Lets go of it.
        public void close() {
            try (Arena arena = Arena.ofConfined()) {
                Descriptor.close(new Libc(arena), number);
            }
        }
    }
}
