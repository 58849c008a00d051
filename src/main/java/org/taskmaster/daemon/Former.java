package org.taskmaster.daemon;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.taskmaster.journal.Disabled;
import org.taskmaster.journal.Entry;
import org.taskmaster.journal.Journal;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.plan.AdoptionPlan.Takeover;

/// What another supervisor has left, and where it is written down what we would leave.
///
/// @param entries of processes that it did not stop
/// @param manner how it went
/// @param disabled which processes are, and where that is kept
public record Former(Journal journal, List<Entry> entries, Manner manner, Disabled disabled) {

    /// Nothing, and nothing is written down.
    public static final Former NONE = new Former(Journal.NONE, List.of(), Manner.GONE, Disabled.NONE);

    /// How the other supervisor went.
    public enum Manner {
        /// However it was, its process is no more.
        GONE,
        /// As above, and it was stopping all of its processes, which is to be seen through.
        ENDING,
        /// It has become this one, in the same process.
        UPGRADED
    }

    /// What is not taken over is not for a later supervisor to find either.
    void forgetOthers(List<Takeover> taken) {
        Set<ProcessKey> known =
                taken.stream().map(takeover -> takeover.entry().key()).collect(Collectors.toSet());
        for (Entry entry : entries) {
            if (!known.contains(entry.key())) {
                journal.drop(entry.key());
            }
        }
    }
}
