package org.taskmaster.control;

import java.util.List;
import org.taskmaster.model.Problem;

/// What became of a reload.
public sealed interface ReloadReport {

    /// The file is bad; nothing was changed.
    record Rejected(List<Problem> problems) implements ReloadReport {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }

    /// What would be done; nothing was changed.
    record Planned(List<ReloadStep> steps) implements ReloadReport {
        public Planned {
            steps = List.copyOf(steps);
        }
    }

    /// Everything was done. Started processes may still be STARTING.
    record Applied(List<ReloadStep> steps) implements ReloadReport {
        public Applied {
            steps = List.copyOf(steps);
        }
    }

    /// Another reload, or the shutdown, took over before this one was through.
    record Superseded() implements ReloadReport {}
}
