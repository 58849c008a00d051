package org.taskmaster.daemon;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.taskmaster.journal.Disabled;
import org.taskmaster.journal.Journal;
import org.taskmaster.model.ProcessKey;

/// What is disabled, for a next supervisor to find.
final class KeptDisabled implements Disabled {

    private Set<ProcessKey> keys = Set.of();
    private Optional<String> trouble = Optional.empty();

    /// A supervisor that comes after one that has ended in order.
    Former afterAnOrderlyEnd() {
        return new Former(Journal.NONE, List.of(), Former.Manner.GONE, this);
    }

    /// From now on nothing can be kept.
    void fails(String why) {
        trouble = Optional.of(why);
    }

    @Override
    public Set<ProcessKey> keys() {
        return keys;
    }

    @Override
    public Optional<String> disable(Collection<ProcessKey> more) {
        if (trouble.isEmpty()) {
            keys = new TreeSet<>(keys);
            keys.addAll(more);
        }
        return trouble;
    }

    @Override
    public Optional<String> enable(Collection<ProcessKey> fewer) {
        if (trouble.isEmpty()) {
            keys = new TreeSet<>(keys);
            keys.removeAll(Set.copyOf(fewer));
        }
        return trouble;
    }
}
