package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How we differ from supervisord, held against the list in the documentation: what differs has to be on
/// it, and what is on it has to differ.
final class Differences {

    private static final Path PAGE = Path.of("docs/reference/supervisord-compatibility.md");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    private Differences() {}

    /// Compares two transcripts of the same steps.
    ///
    /// @param section of the page, the list of which is meant
    /// @param theirs what came of each step with supervisord
    /// @param ours what came of it with us
    static void areListed(String section, SequencedMap<String, String> theirs, SequencedMap<String, String> ours) {
        Set<String> listed = listed(section);
        Set<String> seen = new LinkedHashSet<>();
        List<String> unexplained = new ArrayList<>();
        for (String step : differing(theirs, ours)) {
            List<String> fitting =
                    listed.stream().filter(entry -> covers(entry, step)).toList();
            seen.addAll(fitting);
            if (fitting.isEmpty()) {
                unexplained.add("%n%s%n  supervisord: %s%n  Taskmaster:  %s"
                        .formatted(step, shown(theirs, step), shown(ours, step)));
            }
        }

        assertThat(unexplained).as("differences that %s does not list", PAGE).isEmpty();
        assertThat(seen).as("what %s lists and what differs", PAGE).containsExactlyInAnyOrderElementsOf(listed);
    }

    private static Set<String> differing(Map<String, String> theirs, Map<String, String> ours) {
        Set<String> steps = new LinkedHashSet<>(theirs.keySet());
        steps.addAll(ours.keySet());
        steps.removeIf(step -> shown(theirs, step).equals(shown(ours, step)));
        return steps;
    }

    private static String shown(Map<String, String> transcript, String step) {
        return transcript.getOrDefault(step, "(nothing)");
    }

    /// The quoted words in the first column of the section's table.
    private static Set<String> listed(String section) {
        Set<String> listed = new LinkedHashSet<>();
        boolean within = false;
        for (String line : page()) {
            if (line.startsWith("## ")) {
                within = line.equals("## " + section);
            } else if (within && line.startsWith("| `")) {
                Matcher words = QUOTED.matcher(line.substring(0, line.indexOf(" | ")));
                while (words.find()) {
                    listed.add(words.group(1));
                }
            }
        }
        assertThat(listed).as("the list under %s in %s", section, PAGE).isNotEmpty();
        return listed;
    }

    private static List<String> page() {
        try {
            return Files.readAllLines(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `…` in a list stands for anything.
    private static boolean covers(String entry, String step) {
        StringBuilder pattern = new StringBuilder();
        for (String part : entry.split("…", -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(step).matches();
    }
}
