package org.taskmaster.shell;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.AbstractPosixTerminal;
import org.jline.utils.NonBlockingInputStream;

/// What is typed at a terminal, as bytes, through the buffer that the line editor reads, too: nothing that
/// is typed for one of them is lost to the other.
final class Keyboard {

    /// Any wait that has an end makes JLine read on a thread of its own, so that an interrupted reader
    /// leaves the key that comes next where it is.
    private static final long LONG = Duration.ofHours(1).toMillis();

    private static final int MOST = 4096;

    private final NonBlockingInputStream input;
    private final InputStream device;
    private final byte[] piece = new byte[MOST];

    private Keyboard(NonBlockingInputStream input, InputStream device) {
        this.input = input;
        this.device = device;
    }

    /// @throws IOException when the terminal cannot be read byte by byte
    static Keyboard of(Terminal terminal) throws IOException {
        if (!(terminal.input() instanceof NonBlockingInputStream input)) {
            throw new IOException("it cannot be read key by key");
        }
        return new Keyboard(
                input,
                terminal instanceof AbstractPosixTerminal posix
                        ? posix.getPty().getSlaveInput()
                        : InputStream.nullInputStream());
    }

    /// Waits for keys; several that are there already come together.
    ///
    /// @return how many are in [#piece]; negative when the terminal has hung up
    /// @throws java.io.InterruptedIOException when the thread was interrupted
    int read() throws IOException {
        int key = input.read(LONG);
        while (key == NonBlockingInputStream.READ_EXPIRED) {
            key = input.read(LONG);
        }
        if (key < 0) {
            return -1;
        }
        int count = 0;
        piece[count++] = (byte) key;
        while (count < MOST && device.available() > 0) {
            int more = input.read();
            if (more < 0) {
                return count;
            }
            piece[count++] = (byte) more;
        }
        return count;
    }

    /// What was read last.
    byte[] piece() {
        return piece;
    }
}
