package org.taskmaster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever does what a problem of the configuration advises has a valid file. Each advice of the reader is provoked
/// here, and followed; one that is missing here fails the build.
class AdviceTest {

    private static final Path CASES = Path.of("src/test/resources/advice/config.txt");
    private static final Path READER = Path.of("src/main/java/org/taskmaster/config");

    /// Literals that begin a piece of advice.
    private static final Pattern ADVICE = Pattern.compile(
            "(?<!\\\\)\"((?:write|remove|use|give|start|add|move|close|name"
                    + "|listen|put|indent|set|replace|share|did you mean|it is called|it belongs|known are|fix)\\b(?:[^\"\\\\\n]|\\\\.)*)\"");

    /// What no line of the file can follow, because it is about the file as a whole, the machine, or a bound;
    /// each is provoked by the test that is named.
    private static final Set<String> NOT_ABOUT_LINES = Set.of(
            // HostileFileTest
            "use shorter values",
            "use fewer or smaller aliases; the programs behind this one were not checked",
            "fix these first",
            "remove the nesting",
            "share settings with anchors (`<<: *defaults`), or use `numprocs` for equal programs",
            "remove it; inside double quotes, YAML writes such a character as \\x1b",
            // DocumentTest
            "name an existing file with -c",
            "name a YAML file",
            "give the supervisor's user the right to read it (chmod, chown)",
            "write statedir: PATH in the taskmaster: section, or set HOME",
            "start taskmaster with LC_ALL=C.UTF-8",
            "start taskmaster with LC_ALL=C.UTF-8, or name a file",
            // RunAsTest
            "remove the line, or start taskmaster as root");

    @TempDir
    Path directory;

    /// @param where `web` (`root`: the same, read by root), `taskmaster` or `file`
    private record Case(String where, String written, String advice, String then) {

        static Case of(String line) {
            String[] parts = line.split(" => ", 3);
            int colon = parts[0].indexOf(": ");
            return new Case(parts[0].substring(0, colon), parts[0].substring(colon + 2), parts[1], parts[2]);
        }

        List<String> problems(String lines, Path directory) {
            return ConfigFile.in(directory)
                    .as(where.equals("root") ? "root" : "alice")
                    .problemsOrNone(file(lines));
        }

        private String file(String lines) {
            String text = lines.replace("¶", "\n");
            return switch (where) {
                case "web", "root" -> "programs:\n  web:\n    cmd: x\n" + text.indent(4);
                case "taskmaster" -> "taskmaster:\n" + text.indent(2) + "programs: {}\n";
                case "file" -> text + "\n";
                default -> throw new AssertionError("what is " + where + "?");
            };
        }
    }

    @Test
    void whoeverFollowsTheAdviceHasAValidFile() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Case one : cases()) {
            List<String> problems = one.problems(one.written(), directory);
            if (problems.stream().noneMatch(problem -> problem.contains("; " + one.advice()))) {
                wrong.add(one.written() + "\n  is not told: " + one.advice() + "\n  but: " + problems);
            }
            List<String> left = one.problems(one.then(), directory);
            if (!left.isEmpty()) {
                wrong.add(one.then() + "\n  is not valid: " + left);
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void everyAdviceOfTheReaderIsTriedHere() throws IOException {
        StringBuilder told = new StringBuilder();
        for (Case one : cases()) {
            one.problems(one.written(), directory)
                    .forEach(problem -> told.append(problem).append('\n'));
        }

        Set<String> untried = new TreeSet<>(advice());
        untried.removeIf(literal -> told.indexOf(literal) >= 0 || NOT_ABOUT_LINES.contains(literal));

        assertThat(untried).as("what has no case in %s yet", CASES).isEmpty();
        assertThat(advice()).containsAll(NOT_ABOUT_LINES);
    }

    private static List<Case> cases() throws IOException {
        try (Stream<String> lines = Files.lines(CASES)) {
            return lines.filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(Case::of)
                    .toList();
        }
    }

    private static Set<String> advice() throws IOException {
        Set<String> literals = new TreeSet<>();
        try (Stream<Path> sources = Files.list(READER)) {
            for (Path source : sources.toList()) {
                // The keys describe themselves, and advise nothing.
                if (!source.endsWith("Keys.java")) {
                    ADVICE.matcher(Files.readString(source))
                            .results()
                            .forEach(match -> literals.add(match.group(1).translateEscapes()));
                }
            }
        }
        return literals;
    }
}
