package org.taskmaster.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.taskmaster.host.StdinResult;
import org.taskmaster.linux.Libc.Function;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Signal;
import org.taskmaster.model.Stdin;

/// A process that another supervisor had started, and that is not our child: it is watched, and signalled, by a
/// descriptor, which never means another process.
///
/// [pidfd_open(2)](https://man7.org/linux/man-pages/man2/pidfd_open.2.html)
final class AdoptedProcess implements AutoCloseable {

    private static final Function SYSCALL = Libc.function("syscall");
    private static final Function IOCTL = Libc.function("ioctl");

    /// From Linux 6.9 on; before, the flag is refused.
    private static final int PIDFD_SIGNAL_PROCESS_GROUP = 4;

    // linux/pidfd.h: from 6.15 on it tells the exit status, when the parent has taken it.
    private static final long PIDFD_GET_INFO = 0xC040FF0BL;
    private static final int INFO_BYTES = 64;
    private static final int INFO_EXIT = 1 << 3;
    private static final int EXIT_STATUS = 60;

    /// How long its parent is given to take the exit status: one that is process 1 need not do that at all.
    private static final Duration FOR_ITS_PARENT = Duration.ofMillis(100);

    private static final int CORE_DUMPED = 0x80;
    private static final int KILLED_BY = 0x7f;

    private final Libc libc;
    private final ProcessId id;
    private final Stdin stdin;
    private final Descriptor pidfd;
    private final Block info;
    private final Poll poll;
    /// When it was first found dead, by [System#nanoTime].
    private Optional<Long> foundDead = Optional.empty();

    private AdoptedProcess(Libc libc, Arena arena, ProcessId id, Stdin stdin, int pidfd) {
        this.libc = libc;
        this.id = id;
        this.stdin = stdin;
        this.pidfd = new Descriptor(libc, pidfd);
        this.info = new Block(arena, INFO_BYTES);
        this.poll = new Poll(libc, arena);
    }

    /// Opens it.
    ///
    /// @param stdin what it was given as its standard input
    /// @return empty when it does not live any more
    static Optional<AdoptedProcess> open(Libc libc, Arena arena, ProcessId id, Stdin stdin) {
        int number = libc.call(SYSCALL, Abi.SYS_PIDFD_OPEN, id.pid(), 0);
        if (number == -Errno.ESRCH || number == -Errno.EINVAL) {
            return Optional.empty();
        }
        LinuxError.check(number, "pidfd_open", "taking a process over");
        AdoptedProcess process = new AdoptedProcess(libc, arena, id, stdin, number);
        // Now that the number cannot become another's unnoticed.
        Optional<ProcessTree.Seen> seen = ProcessTree.look(id.pid());
        if (process.isDead()
                || seen.filter(its -> its.started() != id.started() || its.zombie())
                        .isPresent()) {
            process.close();
            return Optional.empty();
        }
        if (seen.isEmpty()) {
            process.close();
            throw new LinuxError("open", Errno.EMFILE, "looking at process " + id.pid() + ", which lives");
        }
        return Optional.of(process);
    }

    /// The pipe that it was given as its standard input, opened anew by what it has there: nothing but a pipe
    /// without a name, as it may have put anything in its place meanwhile, also what only we may write to. It
    /// is held before it is looked at, and opened for writing by what is held: to open some things is to do
    /// something.
    Optional<Descriptor> openStdin() {
        if (stdin != Stdin.PIPE) {
            return Optional.empty();
        }
        int held = open("/proc/" + id.pid() + "/fd/0", Descriptor.O_PATH);
        if (held < 0) {
            return Optional.empty();
        }
        String it = "/proc/self/fd/" + held;
        int pipe = isPipe(it) && !isDead() ? open(it, Descriptor.O_WRONLY | Descriptor.O_NONBLOCK) : -1;
        Descriptor.close(libc, held);
        return pipe < 0 ? Optional.empty() : Optional.of(new Descriptor(libc, pipe));
    }

    private int open(String path, int flags) {
        try (Arena ours = Arena.ofConfined()) {
            byte[] name = path.getBytes(StandardCharsets.US_ASCII);
            Block text = new Block(ours, name.length + 1);
            text.put(0, name);
            return Descriptor.open(libc, text.address(), flags, 0);
        }
    }

    private static boolean isPipe(String path) {
        try {
            return Files.readSymbolicLink(Path.of(path)).toString().startsWith("pipe:[");
        } catch (IOException _) {
            // It is gone, or not ours to look at.
            return false;
        }
    }

    /// What becomes of bytes for its standard input, where that could not be opened anew.
    StdinResult withoutStdin() {
        return switch (stdin) {
            case NONE -> new StdinResult.NoPipe();
            case PIPE -> new StdinResult.Closed();
            case TERMINAL -> new StdinResult.Refused("its terminal is not there any more, or not yet");
        };
    }

    /// Can be read when it has died.
    Descriptor descriptor() {
        return pidfd;
    }

    /// Whether its process has ended; all its threads have, then.
    boolean isDead() {
        return poll.isReady(pidfd.number(), Poll.IN);
    }

    /// How it ended.
    ///
    /// @return empty when that is not to be known yet
    Optional<ExitStatus> exit() {
        info.fill(0);
        info.int64(0, INFO_EXIT);
        int result = libc.call(IOCTL, pidfd.number(), PIDFD_GET_INFO, info.address());
        if (result == 0 && (info.int64(0) & INFO_EXIT) != 0) {
            return Optional.of(exit(info.int32(EXIT_STATUS)));
        }
        OptionalInt untold = ProcessTree.waitStatus(id);
        if (untold.isPresent()) {
            return Optional.of(exit(untold.getAsInt()));
        }
        long now = System.nanoTime();
        if (foundDead.isEmpty()) {
            foundDead = Optional.of(now);
        }
        boolean late = now - foundDead.get() >= FOR_ITS_PARENT.toNanos();
        // A kernel that does not know the question will not know it later.
        boolean never = result != 0 && result != -Errno.ESRCH;
        return late || never ? Optional.of(new ExitStatus.Unknown()) : Optional.empty();
    }

    /// As wait(2) has it.
    private static ExitStatus exit(int status) {
        int signal = status & KILLED_BY;
        return signal == 0
                ? new ExitStatus.Code(status >>> Byte.SIZE & 0xff)
                : new ExitStatus.Killed(new Signal(signal), (status & CORE_DUMPED) != 0);
    }

    /// Sends a signal to it alone.
    ///
    /// @return 0, or the negated errno
    int signal(int number) {
        return libc.call(SYSCALL, Abi.SYS_PIDFD_SEND_SIGNAL, pidfd.number(), number, 0, 0);
    }

    /// Sends a signal to the process group that it leads.
    ///
    /// @return 0, or the negated errno
    int signalGroup(int number) {
        int result =
                libc.call(SYSCALL, Abi.SYS_PIDFD_SEND_SIGNAL, pidfd.number(), number, 0, PIDFD_SIGNAL_PROCESS_GROUP);
        if (result == -Errno.EINVAL && !isDead()) {
            return ProcessGroup.signalMembers(libc, id.pid(), number);
        }
        return result;
    }

    @Override
    public void close() {
        pidfd.close();
    }
}
