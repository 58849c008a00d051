package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import org.taskmaster.host.LogTarget;
import org.taskmaster.linux.Libc.Function;

/// The streams a program is started with.
public enum StandardStream {
    IN(0),
    OUT(1),
    ERR(2);

    // https://man7.org/linux/man-pages/man3/isatty.3.html
    private static final Function ISATTY = Libc.function("isatty");

    // https://man7.org/linux/man-pages/man2/dup2.2.html
    private static final Function DUP2 = Libc.function("dup2");

    // https://man7.org/linux/man-pages/man2/TIOCSWINSZ.2const.html
    private static final Function IOCTL = Libc.function("ioctl");

    private static final int TIOCGWINSZ = 0x5413;
    private static final int WINSIZE_BYTES = 8;
    private static final int COLUMNS = 2;
    private static final int PRIVATE = 0600;
    private static final String NOWHERE = "/dev/null";

    private final int descriptor;

    StandardStream(int descriptor) {
        this.descriptor = descriptor;
    }

    /// Whether it is a terminal.
    public boolean isTerminal() {
        try (Arena arena = Arena.ofConfined()) {
            return new Libc(arena).call(ISATTY, descriptor) == 1;
        }
    }

    /// How many columns a row of it has; 0: it is no terminal, or one that does not say.
    public int columns() {
        try (Arena arena = Arena.ofConfined()) {
            Block size = new Block(arena, WINSIZE_BYTES);
            int done = new Libc(arena).call(IOCTL, descriptor, TIOCGWINSZ, size.address());
            return done == 0 ? size.int16(COLUMNS) : 0;
        }
    }

    /// Turns input, output and errors of this process away from whatever they were, for good: reading
    /// finds the end, what is written is gone, and a process that waits at the other end of a pipe sees its end.
    ///
    /// @param errors a private file for what the JVM writes when it fails, in a directory that is ours;
    ///     where it cannot be opened, that is gone, too
    public static void turnAllAway(Path errors) {
        try (Arena arena = Arena.ofConfined()) {
            Libc libc = new Libc(arena);
            long name = new FileStatus(libc, arena).address(NOWHERE);
            int opened = LinuxError.check(
                    Descriptor.open(libc, name, Descriptor.O_RDWR | Descriptor.O_NOCTTY, 0), "open", NOWHERE);
            try (Descriptor nowhere = new Descriptor(libc, opened)) {
                for (int stream = IN.descriptor; stream <= ERR.descriptor; stream++) {
                    libc.demand("turning the standard streams away", DUP2, nowhere.number(), stream, 0, 0);
                }
            }
            LogTarget.turnStandardStreamsAway();
            keep(libc, arena, errors);
        }
    }

    private static void keep(Libc libc, Arena arena, Path errors) {
        long name = new FileStatus(libc, arena).address(errors.toString());
        int flags = Descriptor.O_WRONLY | Descriptor.O_CREAT | Descriptor.O_APPEND | Abi.O_NOFOLLOW;
        int opened = Descriptor.open(libc, name, flags | Descriptor.O_NONBLOCK, PRIVATE);
        if (opened >= 0) {
            try (Descriptor file = new Descriptor(libc, opened)) {
                libc.demand("keeping errors", DUP2, file.number(), ERR.descriptor, 0, 0);
            }
        }
    }
}
