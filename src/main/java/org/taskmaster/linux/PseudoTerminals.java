package org.taskmaster.linux;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.taskmaster.host.StdinResult;
import org.taskmaster.host.Terminal;
import org.taskmaster.host.TerminalResult;
import org.taskmaster.linux.TerminalKeep.Kept;
import org.taskmaster.model.ProcessId;

/// The terminals of the processes that are not reaped yet. Each belongs to the caller that takes it;
/// one that is not taken is closed together with its process.
final class PseudoTerminals implements AutoCloseable {

    private static final int NONE = -1;

    private final Libc libc;
    private final TerminalKeep keep;
    private final Map<ProcessId, PseudoTerminal> all = new HashMap<>();
    private final Set<ProcessId> untaken = new HashSet<>();
    /// What a supervisor before this one has kept, by run, until it is known whose it is.
    private final Map<Long, Kept> found = new HashMap<>();
    /// What it has kept of processes that were taken over, and that was not opened yet.
    private final Map<ProcessId, Claim> claims = new HashMap<>();

    private record Claim(long run, Kept kept) {}

    PseudoTerminals(Libc libc, TerminalKeep keep) {
        this.libc = libc;
        this.keep = keep;
    }

    /// Opens a log.
    interface LogOpener {
        /// @return a descriptor, or -1 when nothing is logged
        int open() throws SpawnRefused;
    }

    void add(ProcessId id, PseudoTerminal terminal) {
        all.put(id, terminal);
        untaken.add(id);
    }

    /// As [org.taskmaster.host.Host#takeTerminal].
    Optional<Terminal> take(ProcessId id) {
        return untaken.remove(id) ? Optional.ofNullable(all.get(id)) : Optional.empty();
    }

    /// As [org.taskmaster.host.Host#keepsTerminal].
    boolean keeps(ProcessId id) {
        PseudoTerminal terminal = all.get(id);
        Claim claim = claims.get(id);
        return terminal != null ? terminal.isKept() : claim != null && keep.keeps(claim.run());
    }

    /// As [org.taskmaster.host.Host#reclaimTerminals].
    void reclaim(Set<Long> runs) {
        found.putAll(keep.takeAll());
        for (long run : Set.copyOf(found.keySet())) {
            if (!runs.contains(run)) {
                abandon(run);
            }
        }
    }

    /// A process of this run was taken over.
    void claim(ProcessId id, long run) {
        Kept kept = found.remove(run);
        if (kept != null) {
            claims.put(id, new Claim(run, kept));
        }
    }

    /// Nothing of this run was taken over.
    void abandon(long run) {
        Kept kept = found.remove(run);
        if (kept != null) {
            close(run, kept);
        }
    }

    private void close(long run, Kept kept) {
        keep.drop(run);
        for (int number : kept.descriptors()) {
            Descriptor.close(libc, number);
        }
    }

    /// As [org.taskmaster.host.Host#reopenTerminal].
    ///
    /// @param isPipe whether its log loses what is in it when nobody has it open
    TerminalResult reopen(ProcessId id, boolean isPipe, LogOpener opener) {
        Claim claim = claims.remove(id);
        if (claim == null) {
            return new TerminalResult.Lost();
        }
        Optional<String> trouble = Optional.empty();
        int log = NONE;
        try {
            log = opener.open();
        } catch (SpawnRefused refused) {
            trouble = Optional.of(refused.reason());
        }
        int master = claim.kept().master();
        // Without it only those are taken for hung up who let go of their terminal for a while.
        int slave = Math.max(NONE, PseudoTerminal.openSlave(libc, master));
        PseudoTerminal terminal = new PseudoTerminal(keep, claim.run(), master, slave, log);
        all.put(id, terminal);
        keep.put(claim.run(), new Kept(master, isPipe ? log : NONE));
        if (claim.kept().log() != NONE) {
            Descriptor.close(libc, claim.kept().log());
        }
        return new TerminalResult.Opened(terminal, trouble);
    }

    /// Whether there is a terminal of this process.
    boolean has(ProcessId id) {
        return all.containsKey(id);
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
        Claim claim = claims.remove(id);
        if (claim != null) {
            close(claim.run(), claim.kept());
        }
    }

    @Override
    public void close() {
        Set.copyOf(untaken).forEach(this::remove);
    }
}
