package org.taskmaster.linux;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.taskmaster.host.StdinResult;
import org.taskmaster.host.Terminal;
import org.taskmaster.model.ProcessId;

/// The terminals of the processes that are not reaped yet. Each belongs to the caller that takes it;
/// one that is not taken is closed together with its process.
final class PseudoTerminals implements AutoCloseable {

    private final Map<ProcessId, PseudoTerminal> all = new HashMap<>();
    private final Set<ProcessId> untaken = new HashSet<>();

    void add(ProcessId id, PseudoTerminal terminal) {
        all.put(id, terminal);
        untaken.add(id);
    }

    /// As [org.taskmaster.host.Host#takeTerminal].
    Optional<Terminal> take(ProcessId id) {
        return untaken.remove(id) ? Optional.ofNullable(all.get(id)) : Optional.empty();
    }

    /// As [org.taskmaster.host.Host#writeStdin].
    StdinResult write(ProcessId id, byte[] bytes) {
        PseudoTerminal terminal = all.get(id);
        return terminal == null ? new StdinResult.NoPipe() : terminal.offer(bytes);
    }

    /// A process was reaped.
    void remove(ProcessId id) {
        take(id).ifPresent(Terminal::close);
        all.remove(id);
    }

    @Override
    public void close() {
        Set.copyOf(untaken).forEach(this::remove);
    }
}
