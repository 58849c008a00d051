package org.taskmaster.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.taskmaster.model.ProcessKey;

/// Everything that is under way. A defect in one watch is told and does not touch the others.
final class Watches implements Watch {

    private final Guard guard;
    private final List<Watch> active = new ArrayList<>();

    Watches(Guard guard) {
        this.guard = guard;
    }

    void add(Watch watch) {
        active.add(watch);
    }

    @Override
    public void stored(Slot slot) {
        each(watch -> watch.stored(slot));
    }

    @Override
    public void removed(ProcessKey key) {
        each(watch -> watch.removed(key));
    }

    @Override
    public boolean advance() {
        boolean any = false;
        for (Watch watch : List.copyOf(active)) {
            any |= guard.call(watch::advance, _ -> false);
        }
        return any;
    }

    @Override
    public boolean conclude() {
        // One that could not answer is asked again next turn.
        active.removeIf(watch -> guard.call(watch::conclude, _ -> false));
        return active.isEmpty();
    }

    @Override
    public void end() {
        each(Watch::end);
        active.clear();
    }

    private void each(Consumer<Watch> deed) {
        active.forEach(watch -> guard.run(() -> deed.accept(watch)));
    }
}
