package org.taskmaster.linux;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.taskmaster.model.ProcessId;

/// The processes that were spawned here and are not reaped yet, by pid.
final class Children {

    private final Map<Integer, Child> byPid = new HashMap<>();

    /// @param stdin our end of its standard input; empty when that is not a pipe
    record Child(ProcessId id, Optional<StdinPipe> stdin) {}

    void add(Child child) {
        byPid.put(child.id().pid(), child);
    }

    void remove(Child child) {
        byPid.remove(child.id().pid());
    }

    Optional<Child> find(int pid) {
        return Optional.ofNullable(byPid.get(pid));
    }

    /// Whether this very run is not reaped yet.
    boolean holds(ProcessId id) {
        Child child = byPid.get(id.pid());
        return child != null && child.id().equals(id);
    }

    List<Child> all() {
        return new ArrayList<>(byPid.values());
    }
}
