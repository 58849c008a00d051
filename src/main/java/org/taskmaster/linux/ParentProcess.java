package org.taskmaster.linux;

import java.lang.foreign.Arena;
import org.taskmaster.model.Signal;

/// The process that has started this one.
public final class ParentProcess {

    private ParentProcess() {}

    /// Sends it a signal, if it is still there and has this number.
    public static void signal(long pid, Signal signal) {
        boolean isIt = ProcessHandle.current()
                .parent()
                .filter(parent -> parent.pid() == pid)
                .isPresent();
        if (isIt) {
            try (Arena arena = Arena.ofConfined()) {
                // One that ended just now needs none.
                int _ = ProcessGroup.signalProcess(new Libc(arena), (int) pid, signal.number());
            }
        }
    }
}
