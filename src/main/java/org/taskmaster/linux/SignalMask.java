package org.taskmaster.linux;

import org.taskmaster.model.Signal;

/// Which signals are blocked: the supervisor's own must be, from before the JVM's first thread.
public final class SignalMask {

    /// The signals the supervisor takes as input, a bit each: HUP, INT, QUIT, USR1, USR2, TERM, CHLD
    /// and WINCH.
    static final long OURS = bit(Signal.HUP)
            | bit(Signal.INT)
            | bit(Signal.QUIT)
            | bit(Signal.USR1)
            | bit(Signal.USR2)
            | bit(Signal.TERM)
            | bit(Signal.CHLD)
            | bit(Signal.WINCH);

    private static final String LABEL = "SigBlk:";

    private SignalMask() {}

    /// Whether this process was launched with all our signals blocked, as the launcher has it:
    /// `exec env --block-signal=HUP,INT,QUIT,USR1,USR2,TERM,CHLD,WINCH _JAVA_SR_SIGNUM=63 java -Xrs …`.
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

    private static long bit(Signal signal) {
        return 1L << (signal.number() - 1);
    }
}
