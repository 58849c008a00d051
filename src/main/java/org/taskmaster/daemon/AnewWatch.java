package org.taskmaster.daemon;

import org.taskmaster.model.ProcessKey;

/// Stops everything, level by level, and then begins anew.
final class AnewWatch implements Watch {

    private final ShutdownWatch stopping;
    private final Runnable whenDown;
    private boolean over;

    /// @param whenDown what begins anew
    AnewWatch(ShutdownWatch stopping, Runnable whenDown) {
        this.stopping = stopping;
        this.whenDown = whenDown;
    }

    /// Leaves everything to whoever takes over.
    void abandon() {
        over = true;
    }

    @Override
    public boolean advance() {
        if (over) {
            return false;
        }
        if (stopping.advance()) {
            return true;
        }
        if (stopping.conclude()) {
            over = true;
            whenDown.run();
            return true;
        }
        return false;
    }

    @Override
    public void stored(Slot slot) {
        if (!over) {
            stopping.stored(slot);
        }
    }

    @Override
    public void removed(ProcessKey key) {
        stopping.removed(key);
    }

    @Override
    public boolean conclude() {
        return over;
    }

    @Override
    public void end() {
        // who asked was answered when it began
    }
}
