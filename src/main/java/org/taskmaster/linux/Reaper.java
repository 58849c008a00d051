package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.util.Optional;
import org.taskmaster.linux.Libc.Function;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Signal;

/// Takes the exit statuses of dead children.
///
/// A pid of a child cannot be used again before it is reaped, and nothing else reaps here: so a pid names it well.
final class Reaper {

    // https://man7.org/linux/man-pages/man2/waitid.2.html
    private static final Function WAITID = Libc.function("waitid");

    private static final int P_ALL = 0;
    private static final int P_PID = 1;
    private static final int P_PGID = 2;
    private static final int WNOHANG = 1;
    private static final int WEXITED = 4;
    static final int WNOWAIT = 0x0100_0000;

    static final int SIGINFO_BYTES = 128;
    static final int SI_CODE = 8;
    static final int SI_PID = 16;
    static final int SI_STATUS = 24;

    private static final int CLD_EXITED = 1;
    static final int CLD_KILLED = 2;
    private static final int CLD_DUMPED = 3;

    private final Libc libc;
    private final Block info;

    Reaper(Libc libc, Arena arena) {
        this.libc = libc;
        this.info = new Block(arena, SIGINFO_BYTES);
    }

    /// A dead process that is reaped.
    record Reaped(int pid, ExitStatus exit) {}

    /// Reaps one child, if it is dead; one that another has reaped has an unknown status.
    Optional<Reaped> reap(int pid) {
        int result = wait(P_PID, pid, WEXITED | WNOHANG);
        if (result == -Errno.ECHILD) {
            return Optional.of(new Reaped(pid, new ExitStatus.Unknown()));
        }
        LinuxError.check(result, WAITID.name(), "taking an exit status");
        return found();
    }

    /// Whether a child is dead and not reaped.
    boolean isDead(int pid) {
        return wait(P_PID, pid, WEXITED | WNOHANG | WNOWAIT) == 0 && info.int32(SI_PID) == pid;
    }

    /// Whether a child that belongs to a process group is dead and not reaped.
    boolean hasDeadIn(int group) {
        return wait(P_PGID, group, WEXITED | WNOHANG | WNOWAIT) == 0 && info.int32(SI_PID) != 0;
    }

    /// Reaps one dead child that belongs to a process group, if there is one.
    Optional<Reaped> reapFromGroup(int group) {
        return wait(P_PGID, group, WEXITED | WNOHANG) == 0 ? found() : Optional.empty();
    }

    /// The pid of some dead child, which is not reaped by this; 0 when there is none.
    int someDeadChild() {
        return wait(P_ALL, 0, WEXITED | WNOHANG | WNOWAIT) == 0 ? info.int32(SI_PID) : 0;
    }

    private int wait(int kind, int number, int options) {
        info.int32(SI_PID, 0);
        return libc.call(WAITID, kind, number, info.address(), options);
    }

    private Optional<Reaped> found() {
        int pid = info.int32(SI_PID);
        return pid == 0 ? Optional.empty() : Optional.of(new Reaped(pid, exit()));
    }

    private ExitStatus exit() {
        int status = info.int32(SI_STATUS);
        return switch (info.int32(SI_CODE)) {
            case CLD_EXITED -> new ExitStatus.Code(status);
            case CLD_KILLED -> new ExitStatus.Killed(new Signal(status), false);
            case CLD_DUMPED -> new ExitStatus.Killed(new Signal(status), true);
            default -> new ExitStatus.Unknown();
        };
    }
}
