package org.taskmaster.linux;

import java.util.Set;

/// Which signals are blocked: the supervisor's own must be, from before the JVM's first thread.
public final class SignalMask {

    private static final int HIGHEST = 64;

    /// Those that are not taken as input, by their numbers: what no process can take (KILL and STOP), what
    /// stops and continues (TSTP is ignored from the launch on, CONT and URG mean nothing by themselves), what
    /// the JVM handles itself (ILL, BUS, FPE, SEGV, PIPE, XFSZ, and the two that it suspends and interrupts its
    /// threads by: 62 and 63), what its handlers unblock while they run (TRAP, which would end the process
    /// then, and so is ignored from the launch on), and the two that glibc keeps for itself (32 and 33).
    private static final Set<Integer> OTHERS = Set.of(4, 5, 7, 8, 9, 11, 13, 18, 19, 20, 23, 25, 32, 33, 62, 63);

    /// The signals the supervisor takes as input, a bit each: all but the others. Whatever it takes, it
    /// survives.
    static final long OURS = all();

    private static final String LABEL = "SigBlk:";

    private SignalMask() {}

    /// Whether this process was launched with all our signals blocked, as the launcher has it:
    /// `exec env --block-signal=HUP,INT,… _JAVA_SR_SIGNUM=63 java -Xrs …`, and this names them all.
    /// Without that a signal would kill the JVM, or be lost in it, instead of being read.
    ///
    /// The JVM unblocks USR2 in all its threads, because it uses it to suspend them, unless
    /// `_JAVA_SR_SIGNUM` names another signal for that. So the calling thread counts as well as the
    /// first one, which has run no code of the JVM's.
    public static boolean isAsLaunched() {
        String first =
                ProcFiles.read("/proc/self/task/" + ProcessHandle.current().pid() + "/status");
        String ours = ProcFiles.read("/proc/thread-self/status");
        return (blocked(first) & blocked(ours) & OURS) == OURS;
    }

    private static long blocked(String status) {
        int label = status.indexOf(LABEL);
        if (label < 0) {
            return 0;
        }
        int end = status.indexOf('\n', label);
        String digits = status.substring(label + LABEL.length(), end < 0 ? status.length() : end);
        return Long.parseUnsignedLong(digits.strip(), 16);
    }

    private static long all() {
        long bits = 0;
        for (int number = 1; number <= HIGHEST; number++) {
            bits |= OTHERS.contains(number) ? 0 : 1L << (number - 1);
        }
        return bits;
    }
}
