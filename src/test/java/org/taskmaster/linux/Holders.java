package org.taskmaster.linux;

import java.util.Optional;

/// Looks for those who hold terminals.
final class Holders {

    private Holders() {}

    static boolean lives(int pid) {
        return ProcessTree.look(pid).filter(seen -> !seen.zombie()).isPresent();
    }

    /// The process that listens at a name, when it is there and not on its way.
    static Optional<Long> at(String name) {
        return switch (AbstractName.take(name)) {
            case AbstractName.Attempt.Taken(AbstractName ours) -> {
                ours.close();
                yield Optional.empty();
            }
            case AbstractName.Attempt.HeldInSilence _ -> Optional.empty();
            case AbstractName.Attempt.Held(SocketPeer by) ->
                Optional.of((long) by.pid())
                        .filter(pid -> pid != ProcessHandle.current().pid() && lives(by.pid()));
        };
    }

    static boolean hasLivedASecond(long pid) {
        long ticks = ProcessTree.look((int) pid).map(ProcessTree.Seen::started).orElse(Long.MAX_VALUE);
        return Double.parseDouble(ProcFiles.read("/proc/uptime").split(" ")[0]) - ticks / 100.0 > 1.1;
    }
}
