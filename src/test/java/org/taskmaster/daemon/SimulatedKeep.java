package org.taskmaster.daemon;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.taskmaster.host.TerminalResult;

/// Whoever keeps terminals while no supervisor runs.
final class SimulatedKeep {

    private final Set<Long> reclaimed = new HashSet<>();
    private boolean isThere = true;

    /// From now on there is none.
    void goes() {
        isThere = false;
    }

    boolean isThere() {
        return isThere;
    }

    void reclaim(Set<Long> runs) {
        reclaimed.clear();
        reclaimed.addAll(isThere ? runs : Set.of());
    }

    TerminalResult reopen(long run) {
        return reclaimed.remove(run)
                ? new TerminalResult.Opened(new SimulatedTerminal(), Optional.empty())
                : new TerminalResult.Lost();
    }
}
