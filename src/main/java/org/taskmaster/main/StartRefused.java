package org.taskmaster.main;

import java.util.List;

/// The supervisor cannot start, and why, in words for people.
final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> lines;

    StartRefused(List<String> lines) {
        super(String.join("\n", lines));
        this.lines = List.copyOf(lines);
    }

    StartRefused(String line) {
        this(List.of(line));
    }

    /// Whether another supervisor is in the way.
    boolean namesAnother() {
        return lines.stream().anyMatch(line -> line.contains("another Taskmaster"));
    }

    /// What to print, a line each.
    List<String> lines() {
        return lines;
    }
}
