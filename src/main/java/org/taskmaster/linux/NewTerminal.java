package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.util.Optional;
import org.taskmaster.linux.Libc.Function;

/// A pseudo-terminal for a new process, both ends of which are open here for the moment of its spawn.
///
/// The process opens its end by its name, as the leader of a new session and without O_NOCTTY, which
/// makes it its controlling terminal.
///
/// [pty(7)](https://man7.org/linux/man-pages/man7/pty.7.html)
final class NewTerminal implements AutoCloseable {

    // https://man7.org/linux/man-pages/man3/posix_openpt.3.html
    private static final Function POSIX_OPENPT = Libc.function("posix_openpt");
    // https://man7.org/linux/man-pages/man3/grantpt.3.html
    private static final Function GRANTPT = Libc.function("grantpt");
    // https://man7.org/linux/man-pages/man3/unlockpt.3.html
    private static final Function UNLOCKPT = Libc.function("unlockpt");
    // https://man7.org/linux/man-pages/man3/ptsname.3.html
    private static final Function PTSNAME_R = Libc.function("ptsname_r");
    // https://man7.org/linux/man-pages/man2/chown.2.html
    private static final Function CHOWN = Libc.function("chown");
    // https://man7.org/linux/man-pages/man3/termios.3.html
    private static final Function TCGETATTR = Libc.function("tcgetattr");
    private static final Function TCSETATTR = Libc.function("tcsetattr");

    private static final int NAME_BYTES = 128;
    private static final int TERMIOS_BYTES = 64;
    /// The input is UTF-8: the erase key takes a whole character. c_iflag is the first field.
    private static final int IUTF8 = 0x4000;

    private static final int AS_IT_IS = -1;
    private static final int NONE = -1;
    private static final int ROWS = 24;
    private static final int COLUMNS = 80;

    private final Libc libc;
    private final TerminalKeep keep;
    private final long run;
    private int master = NONE;
    private int slave = NONE;
    private int log = NONE;
    private Optional<PseudoTerminal> made = Optional.empty();

    /// @param keep where it is put before there is a process that needs it
    /// @param run whose terminal it will be
    NewTerminal(Libc libc, TerminalKeep keep, long run) {
        this.libc = libc;
        this.keep = keep;
        this.run = run;
    }

    /// Makes the terminal.
    ///
    /// @param user whom it belongs to; empty: the supervisor's own user
    /// @param name where to put its name, for the process to open
    /// @param output where what the process writes is logged, closed with this; -1: nowhere
    /// @param isPipe whether that loses what is in it when nobody has it open
    void open(Optional<User> user, Block name, int output, boolean isPipe) throws SpawnRefused {
        log = output;
        int flags = Descriptor.O_RDWR | Descriptor.O_NOCTTY | Descriptor.O_CLOEXEC | Descriptor.O_NONBLOCK;
        master = demand(libc.call(POSIX_OPENPT, flags));
        demand(libc.call(GRANTPT, master));
        demand(libc.call(UNLOCKPT, master));
        // This one returns the error number.
        demand(-libc.call(PTSNAME_R, master, name.address(), name.size()));
        if (user.isPresent()) {
            demand(libc.call(CHOWN, name.address(), user.get().uid(), AS_IT_IS));
        }
        slave = demand(Descriptor.open(libc, name.address(), Descriptor.O_RDWR | Descriptor.O_NOCTTY, 0));
        prepare();
        made = Optional.of(new PseudoTerminal(keep, run, master, slave, log));
        keep.put(run, new TerminalKeep.Kept(master, isPipe ? log : NONE));
    }

    private void prepare() throws SpawnRefused {
        try (Arena arena = Arena.ofConfined()) {
            Block settings = new Block(arena, TERMIOS_BYTES);
            demand(libc.call(TCGETATTR, slave, settings.address()));
            settings.int32(0, settings.int32(0) | IUTF8);
            demand(libc.call(TCSETATTR, slave, 0, settings.address()));
            demand(PseudoTerminal.resize(libc, arena, master, ROWS, COLUMNS));
        }
    }

    /// Memory for a name.
    static Block nameBlock(Arena arena) {
        return new Block(arena, NAME_BYTES);
    }

    /// Our end, for the caller to close; empty when no terminal was made.
    Optional<PseudoTerminal> takeOurs() {
        Optional<PseudoTerminal> taken = made;
        if (taken.isPresent()) {
            forget();
        }
        return taken;
    }

    /// Closes what was not taken.
    @Override
    public void close() {
        if (made.isPresent()) {
            made.get().close();
        } else {
            for (int number : new int[] {master, slave, log}) {
                if (number != NONE) {
                    Descriptor.close(libc, number);
                }
            }
        }
        forget();
    }

    private void forget() {
        made = Optional.empty();
        master = NONE;
        slave = NONE;
        log = NONE;
    }

    private static int demand(int result) throws SpawnRefused {
        if (result < 0) {
            throw new SpawnRefused("cannot make a terminal for it: " + words(-result));
        }
        return result;
    }

    private static String words(int errno) {
        return switch (errno) {
            case Errno.ENOSPC -> "there are as many as the system allows (/proc/sys/kernel/pty/max)";
            case Errno.ENOENT -> "/dev/ptmx or /dev/pts is missing here";
            default -> Errno.words(errno);
        };
    }
}
