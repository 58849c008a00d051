package org.taskmaster.core;

import java.util.List;

/// What a process is next, and what is to be done about it, in order.
public record Decision(ProcessState next, List<Effect> effects) {

    public Decision {
        effects = List.copyOf(effects);
    }

    static Decision of(ProcessState next, Effect... effects) {
        return new Decision(next, List.of(effects));
    }

    /// Nothing changes, and nothing is to be done.
    static Decision ignored(ProcessState state) {
        return new Decision(state, List.of());
    }

    /// This decision with `first` done before everything else.
    Decision after(Effect... first) {
        var all = new java.util.ArrayList<>(List.of(first));
        all.addAll(effects);
        return new Decision(next, all);
    }
}
