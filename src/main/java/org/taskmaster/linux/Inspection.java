package org.taskmaster.linux;

import java.util.Arrays;
import java.util.List;

/// Whether we may look into another process, as the kernel sees it: it does not refuse to tell, but tells nothing.
///
/// PTRACE_MODE_READ_FSCREDS of [ptrace(2)](https://man7.org/linux/man-pages/man2/ptrace.2.html)
final class Inspection {

    private static final int CAP_SYS_PTRACE = 19;
    /// Of the real, effective, saved and file system's number, the second.
    private static final int EFFECTIVE = 1;

    private Inspection() {}

    static boolean isAllowed(int pid) {
        String us = ProcFiles.read("/proc/self/status");
        String it = ProcFiles.read("/proc/" + pid + "/status");
        return mayAll(us) || isOf(it, us, "Uid:") && isOf(it, us, "Gid:");
    }

    private static boolean mayAll(String status) {
        List<String> capabilities = values(status, "CapEff:");
        return !capabilities.isEmpty()
                && (Long.parseUnsignedLong(capabilities.getFirst(), 16) >>> CAP_SYS_PTRACE & 1) == 1;
    }

    private static boolean isOf(String it, String us, String key) {
        List<String> ours = values(us, key);
        List<String> its = values(it, key);
        return ours.size() > EFFECTIVE && !its.isEmpty() && its.stream().allMatch(ours.get(EFFECTIVE)::equals);
    }

    private static List<String> values(String status, String key) {
        return status.lines()
                .filter(line -> line.startsWith(key))
                .findFirst()
                .map(line -> Arrays.asList(line.substring(key.length()).strip().split("\t")))
                .orElse(List.of());
    }
}
