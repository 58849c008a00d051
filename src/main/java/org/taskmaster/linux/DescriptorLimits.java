package org.taskmaster.linux;

import java.io.File;
import java.lang.foreign.Arena;
import java.util.Optional;
import org.taskmaster.linux.Libc.Function;

/// How many descriptors the supervisor may have, and how many its children may.
///
/// Children see the soft limit that the supervisor was started with. When that is too small for the
/// supervisor itself, it raises its own, and from then on puts the original back for the moment of each
/// spawn.
///
/// [getrlimit(2)](https://man7.org/linux/man-pages/man2/getrlimit.2.html)
final class DescriptorLimits {

    /// Descriptors beside those of programs: jars, logs, connections, and what a spawn needs for a moment.
    static final int SPARE = 200;

    /// What the supervisor opens after this was asked: its addresses, what waits there, a few clients, and jars.
    private static final int OWN = 24;

    private static final Function GETRLIMIT = Libc.function("getrlimit");
    private static final Function SETRLIMIT = Libc.function("setrlimit");

    private static final int RLIMIT_NOFILE = 7;
    private static final int SOFT = 0;
    private static final int HARD = 8;
    private static final int RLIMIT_BYTES = 16;

    private final Libc libc;
    private final Block original;
    private final Block own;
    private Children children = Children.SEE_OURS;

    /// Whether a child would inherit the limit it should have.
    private enum Children {
        SEE_OURS,
        SEE_THE_ORIGINAL
    }

    DescriptorLimits(Libc libc, Arena arena) {
        this.libc = libc;
        this.original = new Block(arena, RLIMIT_BYTES);
        this.own = new Block(arena, RLIMIT_BYTES);
        read(original);
        read(own);
    }

    /// Raises our own limit as far as needed and allowed.
    ///
    /// @return what is in the way
    Optional<String> makeRoomFor(int descriptors) {
        long wanted = (long) descriptors + SPARE;
        read(own);
        if (allows(own.int64(SOFT), wanted)) {
            return Optional.empty();
        }
        long hard = own.int64(HARD);
        own.int64(SOFT, allows(hard, wanted) ? wanted : hard);
        write(own);
        children = Children.SEE_THE_ORIGINAL;
        return shortFor(descriptors);
    }

    /// What would be in the way; nothing is changed. Nothing is where programs need none.
    Optional<String> shortFor(int descriptors) {
        long hard = own.int64(HARD);
        long wanted = (long) descriptors + SPARE;
        return descriptors == 0 || allows(hard, wanted)
                ? Optional.empty()
                : Optional.of(
                        "the limit of open files is " + hard + ", but the pipes, terminals and captured output of the"
                                + " programs need about " + wanted + remedy(wanted));
    }

    /// What would be in the way of the supervisor itself; nothing is changed.
    ///
    /// @param takenOver how many processes it watches that another one has started, by a descriptor each
    Optional<String> shortForItself(int takenOver) {
        long hard = own.int64(HARD);
        String[] open = new File("/proc/self/fd").list();
        long wanted = (long) (open == null ? 0 : open.length) + OWN + takenOver;
        return allows(hard, wanted)
                ? Optional.empty()
                : Optional.of("the limit of open files is " + hard + ", but the supervisor itself"
                        + (takenOver == 0 ? "" : ", which takes over " + takenOver + " processes,")
                        + " needs about " + wanted
                        + remedy(wanted + SPARE));
    }

    /// Only root may raise the hard limit, and the new one holds for what is started from that shell.
    private static String remedy(long wanted) {
        return "; raise it before the start: ulimit -n " + wanted + " in root's shell, or LimitNOFILE=" + wanted
                + " in a systemd unit";
    }

    /// Puts the limit in force that children are to see.
    ///
    /// The limit is the whole process's, so another thread that opens a file now may find it reached.
    void beforeSpawn() {
        if (children == Children.SEE_THE_ORIGINAL) {
            write(original);
        }
    }

    /// Puts our own limit back in force.
    void afterSpawn() {
        if (children == Children.SEE_THE_ORIGINAL) {
            write(own);
        }
    }

    /// A negative number is "no limit".
    private static boolean allows(long limit, long wanted) {
        return limit < 0 || limit >= wanted;
    }

    private void read(Block limit) {
        libc.demand("reading the limit of open files", GETRLIMIT, RLIMIT_NOFILE, limit.address(), 0, 0);
    }

    private void write(Block limit) {
        libc.demand("setting the limit of open files", SETRLIMIT, RLIMIT_NOFILE, limit.address(), 0, 0);
    }
}
