package org.taskmaster.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A path of which some steps are open, as in `/v1/processes/{name}/log`.
record PathPattern(String text) {

    /// What stands in the open steps of `path`, by their names.
    ///
    /// @return empty when it is another path
    Optional<Map<String, String>> match(String path) {
        List<String> wanted = steps(text);
        List<String> given = steps(path);
        if (wanted.size() != given.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (isOpen(wanted.get(i))) {
                values.put(wanted.get(i).substring(1, wanted.get(i).length() - 1), given.get(i));
            } else if (!wanted.get(i).equals(given.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    /// How many steps are open: of two patterns that match, the one with fewer is meant.
    int open() {
        return (int) steps(text).stream().filter(PathPattern::isOpen).count();
    }

    private static boolean isOpen(String step) {
        return step.startsWith("{");
    }

    /// An empty step, as between two slashes, is a step like any other.
    private static List<String> steps(String path) {
        List<String> steps = new ArrayList<>();
        int start = 1;
        for (int slash = path.indexOf('/', start); slash >= 0; slash = path.indexOf('/', start)) {
            steps.add(path.substring(start, slash));
            start = slash + 1;
        }
        steps.add(path.substring(Math.min(start, path.length())));
        return steps;
    }
}
