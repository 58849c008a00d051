package org.taskmaster.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.taskmaster.model.ProcessKey;

/// Every plan that is under way. A defect in one is reported and does not touch the others.
final class PlanRuns {

    private final Guard guard;
    private final List<PlanRun> active = new ArrayList<>();

    PlanRuns(Guard guard) {
        this.guard = guard;
    }

    void add(PlanRun run) {
        active.add(run);
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
        for (PlanRun run : List.copyOf(active)) {
            any |= guard.call(run::advance, _ -> false);
        }
        return any;
    }

    /// See [PlanRun#conclude].
    ///
    /// @return whether nothing is under way any more
    boolean conclude() {
        // One that could not answer is asked again next turn.
        active.removeIf(run -> guard.call(run::conclude, _ -> false));
        return active.isEmpty();
    }

    /// See [PlanRun#end].
    void end() {
        each(PlanRun::end);
        active.clear();
    }

    private void each(Consumer<PlanRun> deed) {
        // What is done about one may add another.
        for (int i = 0; i < active.size(); i++) {
            PlanRun run = active.get(i);
            guard.run(() -> deed.accept(run));
        }
    }
}
