package org.taskmaster.config;

import java.util.List;
import org.taskmaster.model.Problem;

/// What came of checking a configuration file on the machine it is for.
///
/// @param result what the file says
/// @param obstacles what would keep processes from starting as things are now; nothing that is wrong in the file
public record CheckResult(LoadResult result, List<Problem> obstacles) {

    public CheckResult {
        obstacles = List.copyOf(obstacles);
    }
}
