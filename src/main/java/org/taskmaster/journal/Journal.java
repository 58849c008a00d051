package org.taskmaster.journal;

import java.util.Optional;
import org.taskmaster.model.ProcessKey;

/// Keeps what the next supervisor has to know of each process. One thread at a time.
///
/// That something cannot be kept is no reason not to supervise: it is told once, and tried again with the next change.
public interface Journal {

    /// One that keeps nothing.
    Journal NONE = new Journal() {
        @Override
        public void keep(Entry entry) {}

        @Override
        public void ends(End how) {}

        @Override
        public void drop(ProcessKey key) {}

        @Override
        public Optional<String> news() {
            return Optional.empty();
        }

        @Override
        public Optional<String> lack() {
            return Optional.of("this supervisor keeps no journal");
        }
    };

    /// Keeps how it is with a process now, instead of what was kept of it before.
    void keep(Entry entry);

    /// The supervisor ends from now on, as somebody has asked for it.
    void ends(End how);

    /// There is no such process any more.
    void drop(ProcessKey key);

    /// What there is to tell of the keeping itself since this was called last, in words for people.
    Optional<String> news();

    /// Why a next supervisor would not know all that was kept, in words for people; empty: it would.
    Optional<String> lack();
}
