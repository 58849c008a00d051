package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
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

    private static final int SIGSET_BYTES = 128;
    private static final int INFO_BYTES = 128;
    private static final int MOST_INFOS = 16;
    private static final int INFO_CODE = 8;
    private static final int INFO_PID = 12;
    private static final int INFO_UID = 16;

    private final Descriptor descriptor;
    private final Block infos;

    SignalFd(Libc libc, Arena arena) {
        Block set = new Block(arena, SIGSET_BYTES);
        set.int64(0, SignalMask.OURS);
        int flags = Descriptor.O_CLOEXEC | Descriptor.O_NONBLOCK;
        int number = libc.demand("taking signals as input", SIGNALFD, -1, set.address(), flags, 0);
        this.descriptor = new Descriptor(libc, number);
        this.infos = new Block(arena, INFO_BYTES * MOST_INFOS);
    }

    Descriptor descriptor() {
        return descriptor;
    }

    /// Takes the signals that wait; what is left makes the descriptor readable again.
    List<SignalReceived> read() {
        int bytes = descriptor.read(infos);
        List<SignalReceived> received = new ArrayList<>();
        for (int at = 0; at + INFO_BYTES <= bytes; at += INFO_BYTES) {
            received.add(new SignalReceived(new Signal(infos.int32(at)), origin(at)));
        }
        return received;
    }

    private Origin origin(int at) {
        // Positive codes are the kernel's own (SI_KERNEL for a key or a hang-up); kill, tgkill and
        // sigqueue have 0 and below.
        if (infos.int32(at + INFO_CODE) > 0) {
            return new Origin.Terminal();
        }
        return new Origin.Process(infos.int32(at + INFO_PID), infos.int32(at + INFO_UID));
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
