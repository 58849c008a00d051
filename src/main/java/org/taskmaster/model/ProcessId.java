package org.taskmaster.model;

import org.jspecify.annotations.Nullable;

/// The identity of one run of one process: a pid alone may be used again by the kernel.
///
/// @param pid the kernel's number, which is also the number of its process group and of its session
/// @param incarnation counts the runs this supervisor started; no two runs share one
public record ProcessId(int pid, long incarnation) {

    // Written out for the reason that ProcessKey gives.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProcessId id && pid == id.pid && incarnation == id.incarnation;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(incarnation);
    }
}
