package org.taskmaster.core;

import java.util.ArrayList;
import java.util.List;

/// What follows from an input.
public sealed interface Decision {

    /// The order does not apply: nothing changes and nothing is done.
    record Refused(Refusal why) implements Decision {}

    /// What a process is next, and what is to be done about it, in order.
    record Next(ProcessState state, List<Effect> effects) implements Decision {

        public Next {
            effects = List.copyOf(effects);
        }

        /// This decision with `first` done before everything else.
        Next after(Effect... first) {
            List<Effect> all = new ArrayList<>(List.of(first));
            all.addAll(effects);
            return new Next(state, all);
        }
    }

    /// Why an order does not apply.
    enum Refusal {
        ALREADY_STARTED,
        NOT_RUNNING
    }

    /// It becomes `state`.
    static Next next(ProcessState state, Effect... effects) {
        return new Next(state, List.of(effects));
    }

    /// Nothing changes, and nothing is to be done.
    static Next ignored(ProcessState state) {
        return new Next(state, List.of());
    }
}
