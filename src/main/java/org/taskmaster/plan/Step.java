package org.taskmaster.plan;

import org.taskmaster.core.Input.Order;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessKey;

/// One thing that a plan does to one process.
public sealed interface Step {

    /// The process it is about.
    ProcessKey key();

    /// The condition that ends it.
    Until until();

    /// It is given an order.
    ///
    /// @param waited whether the condition is waited for; if not, the step ends as it begins, with what has come of
    ///     it by then
    record Give(ProcessKey key, Order order, Until until, boolean waited) implements Step {}

    /// A reload changes it.
    sealed interface Change extends Step {

        /// The process's settings: the new ones, or the last ones of a process that goes.
        ProcessConfig config();

        /// Why, in words for people: `stoptime 10 s -> 20 s`.
        String reason();

        @Override
        default ProcessKey key() {
            return config().key();
        }
    }

    /// It is stopped and forgotten.
    record Remove(ProcessConfig config, String reason) implements Change {
        @Override
        public Until until() {
            return Until.GONE;
        }
    }

    /// It gets new settings and is left as it is.
    record Retune(ProcessConfig config, String reason) implements Change {
        @Override
        public Until until() {
            return Until.BEGUN;
        }
    }

    /// It gets new settings and is started, or stopped and started when it is up. Whether the new process starts
    /// well is seen in its state.
    record Restart(ProcessConfig config, String reason) implements Change {
        @Override
        public Until until() {
            return Until.REPLACED;
        }
    }

    /// It is new, and started if it starts by itself.
    record Add(ProcessConfig config, String reason) implements Change {
        @Override
        public Until until() {
            return Until.BEGUN;
        }
    }
}
