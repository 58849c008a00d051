package org.taskmaster.shell;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.AbstractUnixSysTerminal;
import org.jline.utils.NonBlockingInputStream;

/// What is typed at a terminal, as bytes.
abstract sealed class Keyboard {

    private static final int MOST = 4096;

    final byte[] piece = new byte[MOST];

    /// One that a line editor reads, too: through the same buffer, so that nothing that is typed for one of them is
    /// lost to the other.
    static Keyboard shared(Terminal terminal) {
        return new Shared(terminal.input(), device(terminal));
    }

    /// One that nobody else reads, now or later: without the thread of JLine's in between.
    static Keyboard alone(Terminal terminal) {
        return isOfProcess(terminal) ? new Alone(device(terminal)) : shared(terminal);
    }

    private static InputStream device(Terminal terminal) {
        return isOfProcess(terminal) ? new FileInputStream(FileDescriptor.in) : InputStream.nullInputStream();
    }

    /// Whether it is the one that is the standard input.
    private static boolean isOfProcess(Terminal terminal) {
        return terminal instanceof AbstractUnixSysTerminal;
    }

    /// Waits for keys; several that are there already come together.
    ///
    /// @return how many are in [#piece]; negative when the terminal has hung up
    /// @throws java.io.InterruptedIOException when the thread was interrupted
    abstract int read() throws IOException;

    /// Whether an interrupt ends the wait for keys, and leaves the one that comes next where it is.
    abstract boolean canBeLeft();

    /// What was read last.
    byte[] piece() {
        return piece;
    }

    private static final class Alone extends Keyboard {

        private final InputStream device;

        Alone(InputStream device) {
            this.device = device;
        }

        @Override
        int read() throws IOException {
            return device.read(piece);
        }

        @Override
        boolean canBeLeft() {
            return false;
        }
    }

    private static final class Shared extends Keyboard {

        /// Any wait that has an end makes JLine read on a thread of its own.
        private static final long LONG = Duration.ofHours(1).toMillis();

        private final InputStream input;
        private final InputStream device;

        Shared(InputStream input, InputStream device) {
            this.input = input;
            this.device = device;
        }

        @Override
        int read() throws IOException {
            if (!(input instanceof NonBlockingInputStream keys)) {
                throw new IOException("it cannot be read key by key");
            }
            int key = keys.read(LONG);
            while (key == NonBlockingInputStream.READ_EXPIRED) {
                key = keys.read(LONG);
            }
            if (key < 0) {
                return -1;
            }
            int count = 0;
            piece[count++] = (byte) key;
            while (count < MOST && device.available() > 0) {
                int more = keys.read();
                if (more < 0) {
                    return count;
                }
                piece[count++] = (byte) more;
            }
            return count;
        }

        @Override
        boolean canBeLeft() {
            return true;
        }
    }
}
