package org.taskmaster.linux;

import java.util.Optional;
import org.taskmaster.linux.Libc.Function;

/// A descriptor that becomes readable when a process dies.
///
/// [pidfd_open(2)](https://man7.org/linux/man-pages/man2/pidfd_open.2.html)
final class PidFd {

    // https://man7.org/linux/man-pages/man2/syscall.2.html (the wrapper is glibc 2.36 and newer)
    private static final Function SYSCALL = Libc.function("syscall");

    private PidFd() {}

    /// Opens one for a child that is not reaped yet.
    ///
    /// @param highest above this number none is kept, so that other things find a descriptor, too
    /// @return empty when there is no descriptor to be had
    static Optional<Descriptor> open(Libc libc, int pid, int highest) {
        int number = libc.call(SYSCALL, Abi.SYS_PIDFD_OPEN, pid, 0);
        if (number < 0) {
            return Optional.empty();
        }
        if (number > highest) {
            Descriptor.close(libc, number);
            return Optional.empty();
        }
        return Optional.of(new Descriptor(libc, number));
    }
}
