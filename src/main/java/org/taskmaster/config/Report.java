package org.taskmaster.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import org.taskmaster.model.Problem;

/// Collects everything that is wrong with one file.
final class Report {

    private final Path file;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final SequencedSet<Problem> obstacles = new LinkedHashSet<>();
    private boolean more;

    Report(Path file) {
        this.file = file;
    }

    /// Adds a problem, unless the same was said about the same place.
    ///
    /// @param what what cannot be done and why
    /// @param remedy what to write instead; empty when `what` says it
    void add(Position place, String what, String remedy) {
        add(place, "", what, remedy);
    }

    /// Adds a problem of one setting. A setting that several programs inherit from one place is reported once.
    ///
    /// @param path the setting, as `programs.web.stoptime`
    void add(Position place, String path, String what, String remedy) {
        if (problems.size() == ConfigBounds.PROBLEMS) {
            more = true;
            return;
        }
        if (!seen.add(place.line() + ":" + place.column() + ":" + what)) {
            return;
        }
        String text = path.isEmpty() ? what : path + ": " + what;
        problems.add(new Problem(file, place.line(), place.column(), text, remedy));
    }

    /// Adds what would keep a process from starting, though nothing is wrong in the file; no more than of problems.
    void addObstacle(Position place, String path, String why) {
        if (obstacles.size() < ConfigBounds.PROBLEMS) {
            obstacles.add(new Problem(
                    file, place.line(), place.column(), path + ": as things are now, this cannot start: " + why, ""));
        }
    }

    /// What was added so, in the order of the file.
    List<Problem> obstacles() {
        return sorted(obstacles);
    }

    /// Whether this was said already, or nothing more can be: then it needs no remedy.
    boolean said(Position place, String what) {
        return more || seen.contains(place.line() + ":" + place.column() + ":" + what);
    }

    /// Whether there are so many problems that looking for more does not help.
    boolean isFull() {
        return more;
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    /// All problems in the order of the file.
    List<Problem> problems() {
        List<Problem> sorted = sorted(problems);
        if (more) {
            sorted.add(new Problem(
                    file, 0, 0, "there are more than " + ConfigBounds.PROBLEMS + " problems", "fix these first"));
        }
        return sorted;
    }

    private static List<Problem> sorted(Collection<Problem> problems) {
        List<Problem> sorted = new ArrayList<>(problems);
        sorted.sort(Report::inTheFile);
        return sorted;
    }

    /// Written out, as every start needs it: the lambdas of [java.util.Comparator] are in no start-up cache.
    private static int inTheFile(Problem one, Problem other) {
        int lines = Integer.compare(one.line(), other.line());
        return lines != 0 ? lines : Integer.compare(one.column(), other.column());
    }

    /// The user's own words, short enough for a message and without characters that move the cursor.
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        int end = Math.min(text.length(), ConfigBounds.QUOTED);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                quoted.append("\\n");
            } else if (c == '\t') {
                quoted.append("\\t");
            } else {
                quoted.append(Character.isISOControl(c) ? '?' : c);
            }
        }
        return quoted.append(end < text.length() ? "…\"" : "\"").toString();
    }

    /// Names for a message: `` `cmd`, `env` and 3 more ``.
    static String listed(Collection<String> names) {
        StringBuilder listed = new StringBuilder();
        int shown = 0;
        for (String name : names) {
            if (shown == 4 && names.size() > 5) {
                return listed.append(" and ")
                        .append(names.size() - shown)
                        .append(" more")
                        .toString();
            }
            if (shown > 0) {
                listed.append(shown == names.size() - 1 ? " and " : ", ");
            }
            listed.append(named(name));
            shown++;
        }
        return listed.toString();
    }

    /// A name for a message, in backquotes.
    static String named(String name) {
        String quoted = quoted(name);
        return "`" + quoted.substring(1, quoted.length() - 1) + "`";
    }
}
