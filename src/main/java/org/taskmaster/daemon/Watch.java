package org.taskmaster.daemon;

import org.taskmaster.model.ProcessKey;

/// Something under way that concerns several processes: it is told of every change and goes on between
/// turns.
interface Watch {

    /// A new state of `slot` was stored.
    void stored(Slot slot);

    /// A process is gone from the fleet.
    void removed(ProcessKey key);

    /// Begins whatever is next. Called at the end of every turn until it begins nothing more.
    ///
    /// @return whether it did anything
    boolean advance();

    /// Answers whoever waits, if it is through. Called after the snapshot was published.
    ///
    /// @return whether it is over and can be forgotten
    boolean conclude();

    /// Answers whoever still waits: the supervisor ends.
    void end();
}
