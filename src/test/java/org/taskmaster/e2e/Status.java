package org.taskmaster.e2e;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What `status` answered.
///
/// @param byName in the order of the answer
record Status(SequencedMap<String, Row> byName) {

    /// A row of it.
    ///
    /// @param text what stands behind the state
    record Row(String name, String state, String text) {

        private static Row read(String line) {
            String[] parts = line.split(" +", 3);
            return new Row(parts[0], parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : "");
        }

        /// The pid; fails when it is not up.
        long pid() {
            if (!text.startsWith("pid ")) {
                throw new AssertionError(name + " is not up: " + state + " " + text);
            }
            return Long.parseLong(text.substring("pid ".length()).split(",")[0]);
        }
    }

    static Status read(List<String> lines) {
        SequencedMap<String, Row> rows = new LinkedHashMap<>();
        lines.forEach(line -> rows.put(Row.read(line).name(), Row.read(line)));
        return new Status(rows);
    }

    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    List<Row> rows() {
        return List.copyOf(byName.values());
    }

    /// The pids of all; fails when one is not up.
    List<Long> pids() {
        return rows().stream().map(Row::pid).toList();
    }

    /// The row of a process; fails when there is none.
    Row of(String name) {
        Row row = byName.get(name);
        if (row == null) {
            throw new AssertionError("status has no " + name + ": " + names());
        }
        return row;
    }

    long pidOf(String name) {
        return of(name).pid();
    }
}
