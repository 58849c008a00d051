package org.taskmaster.linux;

/// What differs between the processor architectures: x86-64 and aarch64.
final class Abi {

    /// Whether this is aarch64.
    static final boolean ARM = isArm(System.getProperty("os.arch", ""));

    /// System call numbers, for the calls that must not go through glibc's process-wide wrappers.
    static final int SYS_UNSHARE = ARM ? 97 : 272;

    static final int SYS_SENDMSG = ARM ? 211 : 46;
    static final int SYS_RECVMSG = ARM ? 212 : 47;
    static final int SYS_SETGROUPS = ARM ? 159 : 116;
    static final int SYS_SETFSUID = ARM ? 151 : 122;
    static final int SYS_SETFSGID = ARM ? 152 : 123;
    static final int SYS_RT_SIGACTION = ARM ? 134 : 13;
    static final int SYS_SCHED_SETATTR = ARM ? 274 : 314;
    static final int SYS_SCHED_GETATTR = ARM ? 275 : 315;
    static final int SYS_PIDFD_SEND_SIGNAL = 424;
    static final int SYS_PIDFD_OPEN = 434;
    static final int SYS_FACCESSAT2 = 439;

    /// `struct epoll_event` is packed on x86-64 only.
    static final int EPOLL_EVENT_BYTES = ARM ? 16 : 12;

    static final int EPOLL_EVENT_DATA = ARM ? 8 : 4;

    /// Where `struct stat` has st_mode.
    static final int STAT_MODE = ARM ? 16 : 24;

    /// Flags of open(2) that the architectures number differently.
    static final int O_NOFOLLOW = ARM ? 0x8000 : 0x20000;

    static final int O_DIRECTORY = ARM ? 0x4000 : 0x10000;

    private Abi() {}

    private static boolean isArm(String architecture) {
        return switch (architecture) {
            case "aarch64" -> true;
            case "amd64" -> false;
            default ->
                throw new UnsupportedOperationException(
                        "taskmaster runs on x86-64 and aarch64, not on " + architecture);
        };
    }
}
