package org.taskmaster.daemon;

import java.util.List;
import org.taskmaster.journal.Entry;
import org.taskmaster.journal.Journal;

/// What another supervisor has left, and where it is written down what we would leave.
///
/// @param entries of processes that it did not stop
public record Former(Journal journal, List<Entry> entries) {

    /// Nothing, and nothing is written down.
    public static final Former NONE = new Former(Journal.NONE, List.of());
}
