package org.taskmaster.daemon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.taskmaster.daemon.Former.Manner;
import org.taskmaster.journal.Disabled;
import org.taskmaster.journal.End;
import org.taskmaster.journal.Entry;
import org.taskmaster.journal.Journal;
import org.taskmaster.model.ProcessKey;

/// A journal that a next supervisor finds.
final class KeptJournal implements Journal {

    private final Map<ProcessKey, Entry> kept = new LinkedHashMap<>();
    private final List<Entry> written = new ArrayList<>();
    private End end = End.NONE;
    private Optional<String> lack = Optional.empty();

    /// What the next supervisor finds.
    List<Entry> entries() {
        return List.copyOf(kept.values());
    }

    /// All that was ever written down.
    List<Entry> written() {
        return written;
    }

    /// From now on it is not kept as it should be.
    void lacks(String why) {
        lack = Optional.of(why);
    }

    @Override
    public void keep(Entry entry) {
        kept.put(entry.key(), entry);
        written.add(entry);
    }

    /// What the next supervisor finds, started by a guardian.
    Former former() {
        Manner manner = switch (end) {
            case STOPPING -> Manner.ENDING;
            case UPGRADING -> Manner.UPGRADED;
            case NONE, HANDED_OVER -> Manner.GONE;
        };
        return new Former(this, entries(), manner, Disabled.NONE);
    }

    @Override
    public void ends(End how) {
        end = how;
    }

    @Override
    public void drop(ProcessKey key) {
        kept.remove(key);
    }

    @Override
    public Optional<String> news() {
        return Optional.empty();
    }

    @Override
    public Optional<String> lack() {
        return lack;
    }
}
