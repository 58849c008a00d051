package org.taskmaster.model;

import org.jspecify.annotations.Nullable;

/// The identity of one run of one process: a pid alone may be used again by the kernel. A supervisor that
/// comes later, and never saw the process begin, finds both in `/proc/PID/stat`.
///
/// @param pid the kernel's number, which is also the number of its process group and of its session
/// @param started when the kernel made it, in clock ticks since boot; no two runs share both numbers
public record ProcessId(int pid, long started) {

    // Written out for the reason that ProcessKey gives.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProcessId id && pid == id.pid && started == id.started;
    }

    @Override
    public int hashCode() {
        return 31 * pid + Long.hashCode(started);
    }
}
