package org.taskmaster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is advised by all others than the reader of the configuration, too: a command has the test that types it or
/// checks it, and a key is one that the configuration takes. One that is missing here fails the build.
class AdviceElsewhereTest {

    private static final Path CASES = Path.of("src/test/resources/advice/commands.txt");
    private static final Path SOURCES = Path.of("src/main/java/org/taskmaster");
    private static final Path TESTS = Path.of("src/test/java/org/taskmaster");

    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*//.*$");
    private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");

    /// A command, with as much before it as tells it from others.
    private static final Pattern COMMAND = Pattern.compile(
            "(?:[\\w ]+\\)?: |^)(?:(?:taskmaster|taskmasterctl|taskmasterd) -+c(?: |$)"
                    + "|(?:apt-get|chmod|chown|kill|mkdir|mv|rm|tail) (?:-[\\w-]+ ?|\\w+-\\w+ |root )?)"
                    + "|(?:Talk to it|End it|Wait for its end|Name one|to start its supervisor|what a reload would do): $");

    private static final Pattern KEY = Pattern.compile("\\b([a-z_]+): (?:of its own )?in the taskmaster: section");

    /// A line for each key that is advised.
    private static final Map<String, String> LINES = Map.ofEntries(
            Map.entry("hosts", "hosts: [web01.corp]"),
            Map.entry("identifier", "identifier: web"),
            Map.entry("listen", "listen: 127.0.0.1:9001\n  auth: none"),
            Map.entry("logfile", "logfile: /var/log/taskmaster.log"),
            Map.entry("operators", "operators: [alice]\n  socket: /run/taskmaster.sock"),
            Map.entry("pidfile", "pidfile: /run/taskmaster.pid"),
            Map.entry("socket", "socket: /run/taskmaster.sock"),
            Map.entry("statedir", "statedir: /var/lib/taskmaster"),
            Map.entry("user", "user: root"),
            Map.entry("viewers", "viewers: [alice]\n  socket: /run/taskmaster.sock"));

    @TempDir
    Path directory;

    @Test
    void everyCommandThatIsAdvisedHasATest() throws IOException {
        Map<String, String> cases = cases();

        assertThat(found(COMMAND, 0)).isEqualTo(new TreeSet<>(cases.keySet()));
        for (String test : cases.values()) {
            String[] parts = test.split("\\.");
            assertThat(Files.readString(TESTS.resolve(parts[0] + ".java"))).contains("void " + parts[1] + "(");
        }
    }

    @Test
    void everyKeyThatIsAdvisedIsTaken() throws IOException {
        ConfigFile file = ConfigFile.in(directory).as("root");

        assertThat(found(KEY, 1)).isNotEmpty().allSatisfy(key -> {
            assertThat(LINES).containsKey(key);
            assertThat(file.problemsOrNone("taskmaster:\n  " + LINES.get(key) + "\nprograms: {}\n"))
                    .isEmpty();
        });
    }

    private static Map<String, String> cases() throws IOException {
        Map<String, String> cases = new TreeMap<>();
        for (String line : Files.readAllLines(CASES)) {
            if (!line.startsWith("#")) {
                int arrow = line.indexOf(" => ");
                cases.put(line.substring(0, arrow), line.substring(arrow + 4));
            }
        }
        return cases;
    }

    /// What a pattern finds in the texts of the program.
    private static Set<String> found(Pattern pattern, int group) throws IOException {
        Set<String> all = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(
                            path -> path.toString().endsWith(".java") && !path.startsWith(SOURCES.resolve("config")))
                    .toList()) {
                String source = COMMENT.matcher(Files.readString(file)).replaceAll("");
                Matcher literals = LITERAL.matcher(JOINED.matcher(source).replaceAll(""));
                while (literals.find()) {
                    pattern.matcher(literals.group(1)).results().forEach(match -> all.add(match.group(group)));
                }
            }
        }
        return all;
    }
}
