package org.taskmaster.daemon;

import java.util.ArrayList;
import java.util.List;
import org.taskmaster.model.ProcessKey;

/// Everything that is under way.
final class Watches implements Watch {

    private final List<Watch> active = new ArrayList<>();

    void add(Watch watch) {
        active.add(watch);
    }

    @Override
    public void stored(Slot slot, boolean spawnFollows) {
        active.forEach(watch -> watch.stored(slot, spawnFollows));
    }

    @Override
    public void removed(ProcessKey key) {
        active.forEach(watch -> watch.removed(key));
    }

    @Override
    public boolean advance() {
        boolean any = false;
        for (Watch watch : List.copyOf(active)) {
            any |= watch.advance();
        }
        return any;
    }

    @Override
    public boolean conclude() {
        active.removeIf(Watch::conclude);
        return active.isEmpty();
    }

    @Override
    public void end() {
        active.forEach(Watch::end);
        active.clear();
    }
}
