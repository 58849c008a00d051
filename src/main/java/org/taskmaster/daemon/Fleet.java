package org.taskmaster.daemon;

import java.util.AbstractList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.FleetStatus.Phase;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;

/// All processes there are, and the snapshot of them that readers see.
///
/// The snapshot is immutable and cut in pieces: a change copies the piece it is in, not the whole, so that one
/// restart among ten thousand processes costs what it costs among ten.
final class Fleet {

    private static final int PIECE = 64;
    /// Of so many names it is known where their logs were.
    private static final int MOST_FORMER = 1_000;

    private final TreeMap<ProcessKey, Slot> slots = new TreeMap<>();
    private final Map<ProcessId, Slot> live = new HashMap<>();
    private final Map<Slot, Integer> positions = new HashMap<>();
    private final Map<Integer, Slot> changed = new HashMap<>();
    private final SequencedMap<ProcessName, ProcessConfig> former = new LinkedHashMap<>();
    private final Renamings renamings = new Renamings();
    private List<String> programs = List.of();
    private boolean membersChanged;

    private Phase phase = Phase.RUNNING;

    private volatile Snapshot snapshot = new Snapshot(Phase.RUNNING, List.of(), new Member[0][], Map.of(), Map.of());

    /// What readers see. Nothing in it changes once it is published.
    ///
    /// @param positions of the processes, by name
    /// @param former the last settings of names that no process has any more
    private record Snapshot(
            Phase phase,
            List<String> programs,
            Member[][] pieces,
            Map<ProcessName, Integer> positions,
            Map<ProcessName, ProcessConfig> former) {}

    /// A process as readers see it.
    private record Member(ProcessStatus status, ProcessConfig config) {
        static Member of(Slot slot) {
            return new Member(slot.status(), slot.config());
        }
    }

    Collection<Slot> slots() {
        return slots.values();
    }

    Optional<Slot> find(ProcessKey key) {
        return Optional.ofNullable(slots.get(key));
    }

    /// The slot whose process this is.
    Optional<Slot> withLive(ProcessId id) {
        return Optional.ofNullable(live.get(id));
    }

    /// The names of all programs, also of those without a process.
    List<String> programs() {
        return programs;
    }

    void setPrograms(List<String> names) {
        programs = List.copyOf(names);
        membersChanged = true;
    }

    /// Whether any process of `program` is left, whatever its state.
    boolean hasProcessOf(String program) {
        ProcessKey first = slots.ceilingKey(new ProcessKey(program, 0));
        return first != null && first.program().equals(program);
    }

    /// What the supervisor as a whole is doing.
    Phase phase() {
        return phase;
    }

    void setPhase(Phase now) {
        phase = now;
        membersChanged = true;
    }

    void add(Slot slot) {
        slots.put(slot.key(), slot);
        membersChanged = true;
    }

    void remove(Slot slot) {
        slots.remove(slot.key());
        slot.state().live().ifPresent(live::remove);
        noteFormer(slot.config());
        membersChanged = true;
    }

    /// A process has another name than in these settings.
    void noteRenamed(ProcessConfig before) {
        noteFormer(before);
        membersChanged = true;
    }

    private void noteFormer(ProcessConfig before) {
        former.putLast(before.name(), before);
        if (former.size() > MOST_FORMER) {
            former.pollFirstEntry();
        }
    }

    /// Takes note that `slot`, whose live process was `before`, has changed.
    void noteChange(Slot slot, Optional<ProcessId> before) {
        Optional<ProcessId> after = slot.state().live();
        if (!before.equals(after)) {
            before.ifPresent(live::remove);
            after.ifPresent(id -> live.put(id, slot));
        }
        Integer position = positions.get(slot);
        if (position != null) {
            changed.put(position, slot);
        }
    }

    /// Shows readers what changed since the last time.
    void publish() {
        if (membersChanged) {
            publishAll();
        } else if (!changed.isEmpty()) {
            publishChanges();
        }
        changed.clear();
    }

    /// The fleet as last published. Any thread may call this.
    FleetStatus status(Moment now) {
        Snapshot seen = snapshot;
        return new FleetStatus(
                now,
                seen.phase(),
                seen.programs(),
                new Pieces(seen.pieces(), seen.positions().size()));
    }

    /// The settings in force of a process, as last published. Any thread may call this.
    Optional<ProcessConfig> inForce(ProcessName process) {
        Snapshot seen = snapshot;
        return Optional.ofNullable(seen.positions().get(process))
                .map(position -> seen.pieces()[position / PIECE][position % PIECE].config());
    }

    /// The last settings of a name that no process has any more, as last published. Any thread may call this.
    Optional<ProcessConfig> former(ProcessName process) {
        return Optional.ofNullable(snapshot.former().get(process));
    }

    /// Which names processes have that had others before. Any thread may call this.
    Renamings renamings() {
        return renamings;
    }

    private void publishAll() {
        positions.clear();
        Map<ProcessName, Integer> byName = new HashMap<>();
        Member[][] pieces = new Member[(slots.size() + PIECE - 1) / PIECE][];
        int position = 0;
        for (Slot slot : slots.values()) {
            if (position % PIECE == 0) {
                pieces[position / PIECE] = new Member[Math.min(PIECE, slots.size() - position)];
            }
            pieces[position / PIECE][position % PIECE] = Member.of(slot);
            positions.put(slot, position);
            byName.put(slot.name(), position);
            position++;
        }
        former.keySet().removeAll(byName.keySet());
        snapshot = new Snapshot(phase, programs, pieces, byName, Map.copyOf(former));
        membersChanged = false;
    }

    private void publishChanges() {
        Member[][] before = snapshot.pieces();
        Member[][] pieces = before.clone();
        changed.forEach((position, slot) -> {
            int piece = position / PIECE;
            if (pieces[piece] == before[piece]) {
                pieces[piece] = before[piece].clone();
            }
            pieces[piece][position % PIECE] = Member.of(slot);
        });
        snapshot = new Snapshot(phase, snapshot.programs(), pieces, snapshot.positions(), snapshot.former());
    }

    /// The pieces, read as one list.
    private static final class Pieces extends AbstractList<ProcessStatus> implements RandomAccess {
        private final Member[][] pieces;
        private final int size;

        Pieces(Member[][] pieces, int size) {
            this.pieces = pieces;
            this.size = size;
        }

        @Override
        public ProcessStatus get(int index) {
            java.util.Objects.checkIndex(index, size);
            return pieces[index / PIECE][index % PIECE].status();
        }

        @Override
        public int size() {
            return size;
        }
    }
}
