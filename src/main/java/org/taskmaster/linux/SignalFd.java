package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.taskmaster.host.HostEvent.Origin;
import org.taskmaster.host.HostEvent.SignalReceived;
import org.taskmaster.linux.Libc.Function;
import org.taskmaster.model.Signal;

/// The signals sent to the supervisor, read like a file.
///
/// Works only when every thread was born with them blocked (see [SignalMask]).
///
/// [signalfd(2)](https://man7.org/linux/man-pages/man2/signalfd.2.html)
final class SignalFd implements AutoCloseable {

    private static final Function SIGNALFD = Libc.function("signalfd");

    // https://man7.org/linux/man-pages/man2/sigaction.2.html, the kernel's own form of it
    private static final Function SYSCALL = Libc.function("syscall");

    private static final int SIGCANCEL = 32;
    private static final int SIGACTION_BYTES = 32;
    private static final int KERNEL_SIGSET_BYTES = 8;
    private static final int SIG_DFL = 0;
    private static final int SIG_IGN = 1;

    private static final int SIGSET_BYTES = 128;
    static final int INFO_BYTES = 128;
    private static final int MOST_INFOS = 16;
    static final int INFO_CODE = 8;
    static final int INFO_PID = 12;
    private static final int INFO_UID = 16;

    /// What a terminal sends.
    private static final Set<Integer> OF_A_TERMINAL =
            Set.of(Signal.HUP.number(), Signal.INT.number(), Signal.QUIT.number(), Signal.WINCH.number());

    private final Descriptor descriptor;
    private final Block infos;
    private int child;

    SignalFd(Libc libc, Arena arena) {
        Block set = new Block(arena, SIGSET_BYTES);
        set.int64(0, SignalMask.OURS);
        int flags = Descriptor.O_CLOEXEC | Descriptor.O_NONBLOCK;
        int number = libc.demand("taking signals as input", SIGNALFD, -1, set.address(), flags, 0);
        this.descriptor = new Descriptor(libc, number);
        this.infos = new Block(arena, INFO_BYTES * MOST_INFOS);
        ignoreCancellation(libc, arena);
    }

    Descriptor descriptor() {
        return descriptor;
    }

    /// Takes the signals that wait; what is left makes the descriptor readable again.
    List<SignalReceived> read() {
        int bytes = descriptor.read(infos);
        List<SignalReceived> received = new ArrayList<>();
        for (int at = 0; at + INFO_BYTES <= bytes; at += INFO_BYTES) {
            Signal signal = new Signal(infos.int32(at));
            if (signal.equals(Signal.CHLD)) {
                child = infos.int32(at + INFO_PID);
            }
            received.add(new SignalReceived(signal, origin(at)));
        }
        return received;
    }

    /// The number of the process that the SIGCHLD among what was read is about; of several that came at once, the
    /// kernel keeps the first. Any process may send one that names any other.
    int child() {
        return child;
    }

    /// One signal can be neither blocked nor ignored by way of glibc, which ends threads by it that are
    /// cancelled; none is cancelled here, and until then it kills the process it is sent to. (The other signal
    /// that glibc keeps for itself has a handler from the first thread on.)
    private static void ignoreCancellation(Libc libc, Arena arena) {
        Block before = new Block(arena, SIGACTION_BYTES);
        int asked = libc.call(SYSCALL, Abi.SYS_RT_SIGACTION, SIGCANCEL, 0, before.address(), KERNEL_SIGSET_BYTES);
        LinuxError.check(asked, "rt_sigaction", "asking about a signal");
        if (before.int64(0) == SIG_DFL) {
            Block ignored = new Block(arena, SIGACTION_BYTES);
            ignored.int64(0, SIG_IGN);
            int set = libc.call(SYSCALL, Abi.SYS_RT_SIGACTION, SIGCANCEL, ignored.address(), 0, KERNEL_SIGSET_BYTES);
            LinuxError.check(set, "rt_sigaction", "ignoring a signal");
        }
    }

    private Origin origin(int at) {
        // Positive codes are the kernel's own (SI_KERNEL for a key or a hang-up); kill, tgkill and
        // sigqueue have 0 and below.
        if (infos.int32(at + INFO_CODE) > 0) {
            return OF_A_TERMINAL.contains(infos.int32(at)) ? new Origin.Terminal() : new Origin.Kernel();
        }
        return new Origin.Process(infos.int32(at + INFO_PID), infos.int32(at + INFO_UID));
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
