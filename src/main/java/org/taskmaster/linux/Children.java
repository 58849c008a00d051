package org.taskmaster.linux;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.taskmaster.model.ProcessId;

/// The processes that were spawned here and are not reaped yet, and those that were taken over, by pid.
final class Children {

    private final Map<Integer, Child> byPid = new HashMap<>();
    private final Set<Integer> helpers = new HashSet<>();

    /// @param stdin our end of its standard input; empty when that is not a pipe
    /// @param adopted how it is watched, if it is no child of ours in truth
    record Child(ProcessId id, Optional<StdinPipe> stdin, Optional<AdoptedProcess> adopted) {}

    void add(Child child) {
        byPid.put(child.id().pid(), child);
    }

    /// Another process of ours was started, which is no program.
    void addHelper(int pid) {
        helpers.add(pid);
    }

    /// Whether it is a child of ours that belongs to no program.
    boolean isHelper(int pid) {
        return helpers.contains(pid);
    }

    void removeHelper(int pid) {
        helpers.remove(pid);
    }

    void remove(Child child) {
        byPid.remove(child.id().pid());
    }

    Optional<Child> find(int pid) {
        return Optional.ofNullable(byPid.get(pid));
    }

    Optional<Child> find(ProcessId id) {
        return find(id.pid()).filter(child -> child.id().equals(id));
    }

    /// Whether this very run is not reaped yet; an adopted one, which another reaps: whether it lives.
    boolean holds(ProcessId id) {
        Child child = byPid.get(id.pid());
        return child != null
                && child.id().equals(id)
                && child.adopted().filter(AdoptedProcess::isDead).isEmpty();
    }

    /// Sends a signal to a process that is held.
    ///
    /// @return 0, or the negated errno
    int signalProcess(Libc libc, ProcessId id, int signal) {
        Optional<AdoptedProcess> adopted = find(id.pid()).flatMap(Child::adopted);
        return adopted.isPresent() ? adopted.get().signal(signal) : ProcessGroup.signalProcess(libc, id.pid(), signal);
    }

    /// Sends a signal to the process group that a process leads which is held.
    ///
    /// @return 0, or the negated errno
    int signalGroup(Libc libc, ProcessId id, int signal) {
        Optional<AdoptedProcess> adopted = find(id.pid()).flatMap(Child::adopted);
        return adopted.isPresent()
                ? adopted.get().signalGroup(signal)
                : ProcessGroup.signalMembers(libc, id.pid(), signal);
    }

    List<Child> all() {
        return new ArrayList<>(byPid.values());
    }
}
