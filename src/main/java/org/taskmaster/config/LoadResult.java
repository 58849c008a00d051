package org.taskmaster.config;

import java.util.List;
import org.taskmaster.model.Configuration;
import org.taskmaster.model.Problem;

/// What came of reading a configuration file.
public sealed interface LoadResult {

    /// It is valid.
    record Loaded(Configuration configuration) implements LoadResult {}

    /// It is not, and why: every problem, in the order of the file.
    record Rejected(List<Problem> problems) implements LoadResult {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }
}
