package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The examples of the API's reference do what the page says: each is run as it stands there, in its
/// order, against a real supervisor.
final class ApiExamplesIT {

    private static final Path PAGE = Path.of("docs/reference/api.md");
    private static final Pattern CONSOLE = Pattern.compile("(?ms)^```console\n(.*?)^```");
    private static final Pattern PROGRAMS = Pattern.compile("(?ms)^```yaml\n(.*?)^```");

    /// What differs from run to run: `...` in the page, numbers, and the name of whoever runs this.
    private static final Pattern VARIABLE =
            Pattern.compile("\\.\\.\\.|alice|(?<![A-Za-z0-9_])(?<![a-z]:)[0-9]+(\\.[0-9]+)?(?![A-Za-z0-9])");

    @TempDir
    Path directory;

    /// @param answer what the page shows
    private record Example(String command, String answer) {}

    @Test
    void theExamplesOfThePageWork() throws IOException, InterruptedException {
        String page = Files.readString(PAGE);
        Matcher programs = PROGRAMS.matcher(page);
        assertThat(programs.find()).isTrue();
        Sandbox sandbox = Sandbox.in(directory);
        sandbox.programs(
                programs.group(1).replace("db.log", sandbox.path("db.log").toString()));
        List<Example> examples = examples(page);
        assertThat(examples).hasSizeGreaterThan(15);

        try (Taskmaster taskmaster = sandbox.start()) {
            taskmaster.await("web:1", "RUNNING");
            for (Example example : examples) {
                assertThat(run(example.command(), sandbox))
                        .as(example.command())
                        .matches(expected(example.answer()));
            }
            assertThat(taskmaster.awaitExit()).isZero();
        }
        assertThat(sandbox.lines("taskmaster.log"))
                .anyMatch(line -> line.contains("start db, asked by") && line.endsWith("because: it is needed"))
                .anyMatch(line ->
                        line.contains("show the environments of programs, asked by") && line.endsWith("because: audit"))
                .anyMatch(line -> line.contains("shutdown, asked by") && line.endsWith("because: maintenance"))
                .noneMatch(line -> line.contains("secret"));
    }

    @Test
    void everyExampleForTheSocketIsRun() throws IOException {
        String page = Files.readString(PAGE);
        long mentioned = page.lines()
                .filter(line -> line.contains("curl") && line.contains("--unix-socket"))
                .count();

        assertThat(examples(page)).hasSize((int) mentioned);
    }

    private static List<Example> examples(String page) {
        List<Example> examples = new ArrayList<>();
        Matcher consoles = CONSOLE.matcher(page);
        while (consoles.find()) {
            for (String example : consoles.group(1).split("(?m)^\\$ ")) {
                if (!example.isBlank()) {
                    int end = example.indexOf('\n');
                    examples.add(new Example(
                            example.substring(0, end),
                            example.substring(end + 1).strip()));
                }
            }
        }
        return examples;
    }

    private static Pattern expected(String answer) {
        StringBuilder pattern = new StringBuilder();
        Matcher variable = VARIABLE.matcher(answer);
        int done = 0;
        while (variable.find()) {
            pattern.append(Pattern.quote(answer.substring(done, variable.start())));
            pattern.append(
                    switch (variable.group()) {
                        case "..." -> ".*";
                        case "alice" -> "[A-Za-z0-9_.-]+";
                        default -> "[0-9]+(\\.[0-9]+)?";
                    });
            done = variable.end();
        }
        return Pattern.compile(
                pattern.append(Pattern.quote(answer.substring(done))).toString(), Pattern.DOTALL);
    }

    private static String run(String command, Sandbox sandbox) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command)
                .redirectErrorStream(true)
                .directory(sandbox.path(".").toFile());
        builder.environment()
                .put("S", sandbox.path("state").resolve("taskmaster.sock").toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.strip();
    }
}
