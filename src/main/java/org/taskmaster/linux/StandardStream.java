package org.taskmaster.linux;

import java.lang.foreign.Arena;
import org.taskmaster.linux.Libc.Function;

/// The streams a program is started with.
public enum StandardStream {
    IN(0),
    OUT(1);

    // https://man7.org/linux/man-pages/man3/isatty.3.html
    private static final Function ISATTY = Libc.function("isatty");

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
}
