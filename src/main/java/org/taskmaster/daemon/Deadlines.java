package org.taskmaster.daemon;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.taskmaster.model.Moment;

/// Which slot wants to hear next that time is up. A slot has one deadline at most; setting another
/// replaces it.
final class Deadlines {

    private record Entry(Moment at, Slot slot) {}

    private final PriorityQueue<Entry> queue = new PriorityQueue<>((a, b) -> a.at().compareTo(b.at()));
    private final Map<Slot, Moment> current = new HashMap<>();

    /// Sets the deadline of `slot` to what its state and policy say now.
    void update(Slot slot, Optional<Moment> deadline) {
        if (deadline.isEmpty()) {
            current.remove(slot);
        } else if (!deadline.get().equals(current.put(slot, deadline.get()))) {
            queue.add(new Entry(deadline.get(), slot));
        }
    }

    /// The earliest deadline of all.
    Optional<Moment> earliest() {
        dropReplaced();
        return Optional.ofNullable(queue.peek()).map(Entry::at);
    }

    /// Takes out every slot whose deadline is reached at `now`.
    List<Slot> due(Moment now) {
        List<Slot> due = new ArrayList<>();
        for (Entry head = queue.peek(); head != null && now.reached(head.at()); head = queue.peek()) {
            queue.remove();
            if (isCurrent(head)) {
                current.remove(head.slot());
                due.add(head.slot());
            }
        }
        return due;
    }

    private void dropReplaced() {
        for (Entry head = queue.peek(); head != null && !isCurrent(head); head = queue.peek()) {
            queue.remove();
        }
    }

    private boolean isCurrent(Entry entry) {
        return entry.at().equals(current.get(entry.slot()));
    }
}
