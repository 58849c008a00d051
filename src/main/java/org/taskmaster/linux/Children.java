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
    private int unwatched;

    /// @param pidfd empty when there was no descriptor to be had: then only a sweep sees it die
    /// @param stdin our end of its standard input; empty when that is not a pipe
    record Child(ProcessId id, Optional<Descriptor> pidfd, Optional<StdinPipe> stdin) {}

    void add(Child child) {
        byPid.put(child.id().pid(), child);
        unwatched += child.pidfd().isPresent() ? 0 : 1;
    }

    void remove(Child child) {
        byPid.remove(child.id().pid());
        unwatched -= child.pidfd().isPresent() ? 0 : 1;
    }

    Optional<Child> find(int pid) {
        return Optional.ofNullable(byPid.get(pid));
    }

    /// Whether this very run is not reaped yet.
    boolean holds(ProcessId id) {
        Child child = byPid.get(id.pid());
        return child != null && child.id().equals(id);
    }

    /// Whether a death can be seen by a sweep only.
    boolean someAreUnwatched() {
        return unwatched > 0;
    }

    /// How many have a descriptor that reports their death.
    int watched() {
        return byPid.size() - unwatched;
    }

    List<Child> all() {
        return new ArrayList<>(byPid.values());
    }
}
