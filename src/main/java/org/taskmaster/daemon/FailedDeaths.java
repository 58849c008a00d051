package org.taskmaster.daemon;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.taskmaster.host.HostEvent.ChildDied;
import org.taskmaster.model.Moment;

/// The deaths whose handling met a defect, as when the memory was used up for a moment: the kernel tells a
/// death once, so that it would be lost, and its process shown as running for ever.
///
/// A death names its process, and a state ignores one that is not its own: to hear of it twice does no harm.
final class FailedDeaths {

    private static final Duration PAUSE = Duration.ofMillis(100);
    /// What has not gone by then will not.
    private static final int MOST_TRIES = 100;

    private record Entry(ChildDied death, int tries) {}

    private final List<Entry> entries = new ArrayList<>();
    private Optional<Moment> due = Optional.empty();

    /// A death met a defect.
    void add(ChildDied death, Moment now) {
        add(new Entry(death, 1), now);
    }

    /// When they are to be tried again, or `other` when that is earlier.
    Optional<Moment> orEarlier(Optional<Moment> other) {
        if (due.isEmpty() || (other.isPresent() && due.get().reached(other.get()))) {
            return other;
        }
        return due;
    }

    /// Tries them again when it is time.
    void again(Moment now, Hearing hearing) {
        if (due.isEmpty() || !now.reached(due.get())) {
            return;
        }
        List<Entry> waiting = List.copyOf(entries);
        entries.clear();
        due = Optional.empty();
        for (Entry entry : waiting) {
            if (!hearing.hears(entry.death()) && entry.tries() < MOST_TRIES) {
                add(new Entry(entry.death(), entry.tries() + 1), now);
            }
        }
    }

    private void add(Entry entry, Moment now) {
        entries.add(entry);
        due = Optional.of(now.plus(PAUSE));
    }

    /// Handles a death.
    @FunctionalInterface
    interface Hearing {

        /// @return whether it met no defect
        boolean hears(ChildDied death);
    }
}
