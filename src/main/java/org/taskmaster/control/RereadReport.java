package org.taskmaster.control;

import java.util.List;
import org.taskmaster.model.Problem;

/// What the configuration file says now, compared with what is supervised. Nothing was changed.
public sealed interface RereadReport {

    /// The file is bad.
    record Rejected(List<Problem> problems) implements RereadReport {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }

    /// The file is good; each list holds names of programs, sorted.
    ///
    /// @param added in the file and not supervised
    /// @param changed a process of it differs
    /// @param removed supervised and not in the file
    record Read(List<String> added, List<String> changed, List<String> removed) implements RereadReport {
        public Read {
            added = List.copyOf(added);
            changed = List.copyOf(changed);
            removed = List.copyOf(removed);
        }
    }

    /// The supervisor is ending.
    record Superseded() implements RereadReport {}
}
