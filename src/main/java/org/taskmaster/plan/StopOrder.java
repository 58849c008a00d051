package org.taskmaster.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessKey;

/// In which order processes stop: the highest priority number first, all of one number at once.
public final class StopOrder {

    private StopOrder() {}

    /// The levels, first to stop first; a level begins when the one before is down.
    public static List<List<ProcessKey>> levels(Collection<ProcessConfig> processes) {
        TreeMap<Integer, List<ProcessKey>> levels = new TreeMap<>(Comparator.reverseOrder());
        for (ProcessConfig process : processes) {
            levels.computeIfAbsent(process.policy().priority(), _ -> new ArrayList<>())
                    .add(process.key());
        }
        return List.copyOf(levels.values());
    }
}
