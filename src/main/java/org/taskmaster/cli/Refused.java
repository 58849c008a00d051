package org.taskmaster.cli;

import java.util.List;
import org.taskmaster.commands.ExitCode;

/// Nothing can be asked, and why, in words for people.
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> lines;
    private final ExitCode exit;

    Refused(ExitCode exit, List<String> lines) {
        super(String.join("\n", lines));
        this.lines = List.copyOf(lines);
        this.exit = exit;
    }

    Refused(ExitCode exit, String... lines) {
        this(exit, List.of(lines));
    }

    /// What to print, a line each.
    List<String> lines() {
        return lines;
    }

    ExitCode exit() {
        return exit;
    }
}
