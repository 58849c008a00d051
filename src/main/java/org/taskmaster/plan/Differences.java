package org.taskmaster.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Policy;
import org.taskmaster.model.Stdin;

/// Names what differs between two settings of a process, in the words of the configuration file.
/// Values of environment variables are never told: they may be secrets.
final class Differences {

    private final List<String> found = new ArrayList<>();

    private Differences() {}

    /// What differs in how it is started and where its output goes; empty when nothing does. Whether that
    /// needs a restart is for [Launch#goesOnAs] to say.
    static List<String> of(Launch before, Launch after) {
        if (before.equals(after)) {
            return List.of();
        }
        Differences differences = new Differences();
        differences.compareCommands(before, after);
        differences.compareNames("env", before.environment(), after.environment());
        differences.compareShown("workingdir", before, text(before.workingdir()), after, text(after.workingdir()));
        differences.compare("umask", octal(before), octal(after));
        differences.compare("user", text(before.user()), text(after.user()));
        boolean terminal = before.stdin() == Stdin.TERMINAL;
        if (terminal != (after.stdin() == Stdin.TERMINAL)) {
            differences.compare("tty", terminal, !terminal);
        } else {
            differences.compare("stdin", lower(before.stdin()), lower(after.stdin()));
        }
        differences.found.addAll(OutputDifferences.of(before, after));
        return differences.found;
    }

    /// What applies to a running process; empty when nothing differs.
    static List<String> of(Policy before, Policy after) {
        if (before.equals(after)) {
            return List.of();
        }
        Differences differences = new Differences();
        differences.compare("priority", before.priority(), after.priority());
        differences.compare("autostart", before.autostart(), after.autostart());
        differences.compare("autorestart", lower(before.autorestart()), lower(after.autorestart()));
        differences.compare("exitcodes", sorted(before.exitcodes()), sorted(after.exitcodes()));
        differences.compare(
                "starttime",
                text(before.start().starttime()),
                text(after.start().starttime()));
        differences.compare(
                "startretries", before.start().startretries(), after.start().startretries());
        differences.compare(
                "stopsignal", before.stop().stopsignal(), after.stop().stopsignal());
        differences.compare(
                "stoptime", text(before.stop().stoptime()), text(after.stop().stoptime()));
        return differences.found;
    }

    private void compareCommands(Launch before, Launch after) {
        if (before.command().equals(after.command())) {
            return;
        }
        String old = before.shown().command();
        String now = after.shown().command();
        found.add(old.equals(now) ? "cmd changed (in a variable)" : "cmd " + old + " -> " + now);
    }

    /// Compares what holds values of the environment, and tells it without them.
    private void compareShown(String key, Launch before, String old, Launch after, String now) {
        if (!old.equals(now)) {
            String oldShown = before.shown().of(old);
            String nowShown = after.shown().of(now);
            found.add(key
                    + (oldShown.equals(nowShown) ? " changed (in a variable)" : " " + oldShown + " -> " + nowShown));
        }
    }

    private void compare(String key, Object before, Object after) {
        if (!before.equals(after)) {
            found.add(key + " " + before + " -> " + after);
        }
    }

    private void compareNames(String key, Map<String, String> before, Map<String, String> after) {
        Set<String> changed = new TreeSet<>();
        before.forEach((name, value) -> {
            if (!Objects.equals(value, after.get(name))) {
                changed.add(name);
            }
        });
        after.keySet().stream().filter(name -> !before.containsKey(name)).forEach(changed::add);
        if (!changed.isEmpty()) {
            found.add(key + " changed (" + String.join(", ", changed) + ")");
        }
    }

    private static String octal(Launch launch) {
        return launch.umask().isEmpty()
                ? "inherited"
                : "0" + Integer.toOctalString(launch.umask().getAsInt());
    }

    private static String text(java.util.Optional<?> value) {
        return value.map(Object::toString).orElse("inherited");
    }

    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String sorted(Set<Integer> codes) {
        return new TreeSet<>(codes).toString();
    }
}
