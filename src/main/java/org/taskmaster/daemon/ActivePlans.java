package org.taskmaster.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.taskmaster.model.ProcessKey;

/// Every plan that is under way. A defect in one is reported and does not touch the others.
final class ActivePlans {

    private final Guard guard;
    private final List<PlanRun> runs = new ArrayList<>();

    ActivePlans(Guard guard) {
        this.guard = guard;
    }

    void add(PlanRun run) {
        runs.add(run);
    }

    /// See [PlanRun#stored].
    void stored(Slot slot) {
        each(run -> run.stored(slot));
    }

    /// See [PlanRun#removed].
    void removed(ProcessKey key) {
        each(run -> run.removed(key));
    }

    /// See [PlanRun#advance].
    boolean advance() {
        boolean any = false;
        for (PlanRun run : List.copyOf(runs)) {
            any |= guard.call(run::advance, _ -> false);
        }
        return any;
    }

    /// See [PlanRun#conclude].
    ///
    /// @return whether nothing is under way any more
    boolean conclude() {
        // One that could not answer is asked again next turn.
        runs.removeIf(run -> guard.call(run::conclude, _ -> false));
        return runs.isEmpty();
    }

    /// See [PlanRun#end].
    void end() {
        each(PlanRun::end);
        runs.clear();
    }

    private void each(Consumer<PlanRun> deed) {
        // What is done about one may add another.
        for (int i = 0; i < runs.size(); i++) {
            PlanRun run = runs.get(i);
            guard.run(() -> deed.accept(run));
        }
    }
}
