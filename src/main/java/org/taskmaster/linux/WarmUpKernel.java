package org.taskmaster.linux;

import java.lang.foreign.Arena;
import org.taskmaster.model.Signal;

/// A door to the C library behind which no process is made: a spawn is answered with a number that no process has,
/// and that process has died when somebody waits for something to happen. What asks about files, memory and time is
/// asked for real; all else does nothing, so that nobody can notice it. Even to set what is set already can be noticed:
/// by `signal(SIGCHLD, SIG_DFL)`, the kernel forgets a SIGCHLD that waits, and with it a death
/// ([sigaction(2)](https://man7.org/linux/man-pages/man2/sigaction.2.html)).
final class WarmUpKernel extends Libc {

    /// No process has a number beyond: PID_MAX_LIMIT of the kernel.
    private static final int HIGHEST_PID = 1 << 22;

    private static final int NONE = -1;

    private int spawned;
    private int alive = NONE;
    private int signals = NONE;

    WarmUpKernel(Arena arena) {
        super(arena);
    }

    /// How many processes were asked for.
    int spawned() {
        return spawned;
    }

    @Override
    Libc another(Arena arena) {
        return this;
    }

    @Override
    int call(Function function, long a, long b, long c, long d, long e, long f) {
        return switch (function.name()) {
            case "posix_spawn" -> spawn(Block.at(a, Integer.BYTES));
            case "epoll_wait" -> happen(Block.at(b, Abi.EPOLL_EVENT_BYTES));
            case "waitid" -> wait((int) b, Block.at(c, Reaper.SIGINFO_BYTES), (d & Reaper.WNOWAIT) == 0);
            case "signalfd" -> signals = super.call(function, a, b, c, d, e, f);
            case "read" ->
                a == signals ? signal(Block.at(b, SignalFd.INFO_BYTES)) : super.call(function, a, b, c, d, e, f);
            // Which children there are, for those that are orphans.
            case "pread64" -> 0;
            case "kill" -> -Errno.ESRCH;
            case "access",
                    "clock_gettime",
                    "close",
                    "epoll_create1",
                    "epoll_ctl",
                    "eventfd",
                    "getrandom",
                    "getrlimit",
                    "lstat",
                    "open",
                    "stat" -> super.call(function, a, b, c, d, e, f);
            default -> function.name().startsWith("posix_spawn") ? super.call(function, a, b, c, d, e, f) : 0;
        };
    }

    private int spawn(Block pid) {
        spawned++;
        alive = HIGHEST_PID + spawned;
        pid.int32(0, alive);
        return 0;
    }

    /// What happens next is always the death of the latest process.
    private int happen(Block event) {
        if (alive == NONE) {
            return 0;
        }
        event.int64(Abi.EPOLL_EVENT_DATA, LinuxHost.SIGNALS);
        return 1;
    }

    private int signal(Block info) {
        info.int32(0, Signal.CHLD.number());
        info.int32(SignalFd.INFO_CODE, Reaper.CLD_KILLED);
        info.int32(SignalFd.INFO_PID, alive);
        return SignalFd.INFO_BYTES;
    }

    private int wait(int pid, Block info, boolean reaped) {
        if (pid == alive) {
            info.int32(Reaper.SI_CODE, Reaper.CLD_KILLED);
            info.int32(Reaper.SI_PID, pid);
            info.int32(Reaper.SI_STATUS, Signal.KILL.number());
            alive = reaped ? NONE : alive;
        }
        return 0;
    }
}
