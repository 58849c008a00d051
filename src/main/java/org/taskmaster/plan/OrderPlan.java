package org.taskmaster.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.taskmaster.core.Input.Order;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessKey;

/// The plans of orders that are given to many processes.
public final class OrderPlan {

    private OrderPlan() {}

    /// Stops them: the highest priority number first, all of one number at once; a level begins when the one before
    /// has ended.
    ///
    /// @param waited whether the condition is waited for
    public static Plan stop(Collection<ProcessConfig> processes, Until until, boolean waited) {
        List<List<Step>> stages = new ArrayList<>();
        for (List<ProcessKey> level : levels(processes)) {
            stages.add(give(level, new Order.Stop(), until, waited));
        }
        return Plan.inOrder(stages);
    }

    /// Gives all of them an order at once, those with the lowest priority number first.
    ///
    /// @param waited whether the condition is waited for
    public static Plan atOnce(Collection<ProcessConfig> processes, Order order, Until until, boolean waited) {
        List<Step> steps = new ArrayList<>();
        levels(processes).reversed().forEach(level -> steps.addAll(give(level, order, until, waited)));
        return Plan.inOrder(List.of(steps));
    }

    private static List<Step> give(List<ProcessKey> processes, Order order, Until until, boolean waited) {
        return processes.stream()
                .<Step>map(key -> new Step.Give(key, order, until, waited))
                .toList();
    }

    /// First to stop first.
    private static List<List<ProcessKey>> levels(Collection<ProcessConfig> processes) {
        TreeMap<Integer, List<ProcessKey>> levels = new TreeMap<>(Comparator.reverseOrder());
        for (ProcessConfig process : processes) {
            levels.computeIfAbsent(process.policy().priority(), _ -> new ArrayList<>())
                    .add(process.key());
        }
        return List.copyOf(levels.values());
    }
}
