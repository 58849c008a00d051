package org.taskmaster.plan;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/// Carries a plan out phase by phase: which steps are to begin now, and whether it is through.
///
/// @param <S> a step
public final class PlanProgress<S> {

    private final Queue<Collection<S>> waiting;
    private final Set<S> underWay = new HashSet<>();

    /// @param phases in order; empty ones are passed over
    public PlanProgress(List<? extends Collection<S>> phases) {
        this.waiting = new ArrayDeque<>(phases);
    }

    /// Takes note that a step is through; one that is not under way is ignored.
    public void settled(S step) {
        underWay.remove(step);
    }

    /// The steps that begin now: those of the next phase, once everything that began before is settled.
    public Collection<S> begin() {
        while (underWay.isEmpty() && !waiting.isEmpty()) {
            Collection<S> next = waiting.remove();
            underWay.addAll(next);
            if (!next.isEmpty()) {
                return next;
            }
        }
        return List.of();
    }

    /// Whether nothing is left to begin or to settle.
    public boolean done() {
        return underWay.isEmpty() && waiting.isEmpty();
    }

    /// The steps that began and are not settled.
    public Set<S> underWay() {
        return Set.copyOf(underWay);
    }
}
