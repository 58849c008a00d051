package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is said about a configuration before anything runs.
final class ConfigurationIT {

    /// As it stands in the subject, with its indentation.
    private static final String SUBJECT = """
            programs:
                nginx:
                cmd: "/usr/local/bin/nginx -c /etc/nginx/test.conf"
                numprocs: 1
                umask: 022
                workingdir: /tmp
                autostart: true
                autorestart: unexpected
                exitcodes:
                    - 0
                    - 2
                startretries: 3
                starttime: 5
                stopsignal: TERM
                stoptime: 10
                stdout: /tmp/nginx.stdout
                stderr: /tmp/nginx.stderr
                env:

            vogsphere:
                cmd: "/usr/local/bin/vogsphere-worker --no-prefork"
                numprocs: 8
                umask: 077
                workingdir: /tmp
                autostart: true
                autorestart: unexpected
                exitcodes: 0
                startretries: 3
                starttime: 5
                stopsignal: USR1
                stoptime: 10
                stdout: /tmp/vgsworker.stdout
                stderr: /tmp/vgsworker.stderr
            """;

    private static final Path EXAMPLES = Path.of("examples").toAbsolutePath();

    @TempDir
    Path directory;

    static Stream<Path> examples() throws IOException {
        return Files.list(EXAMPLES).filter(file -> file.toString().endsWith(".yaml"));
    }

    @Test
    void subjectsExampleTakenLiterallyIsExplainedAndStartsNothing() {
        Sandbox sandbox = Sandbox.in(directory).file(SUBJECT);

        try (Taskmaster taskmaster = sandbox.start()) {
            assertThat(taskmaster.awaitExit()).isEqualTo(2);

            assertThat(taskmaster.errors()).contains("nginx").contains("indent").contains("vogsphere");
            assertThat(taskmaster.rest()).isEmpty();
        }
    }

    @Test
    void subjectsExampleRepairedRuns() throws IOException {
        String repaired = Files.readString(EXAMPLES.resolve("subject.yaml"));
        Sandbox sandbox = Sandbox.in(directory);
        // Its programs, with their output in the sandbox.
        String programs = repaired.substring(repaired.indexOf("programs:\n") + "programs:\n".length());
        sandbox.programs(programs.replace("/tmp/", directory + "/").stripIndent());

        try (Taskmaster taskmaster = sandbox.start()) {
            sandbox.awaitLine("nginx.stdout", "serving");
            sandbox.awaitLine("vgsworker.stdout", "working");

            assertThat(taskmaster.status().names())
                    .contains("nginx", "vogsphere:0", "vogsphere:7")
                    .hasSize(9);
            assertThat(taskmaster.ask("stop vogsphere"))
                    .hasSize(8)
                    .allMatch(line -> line.endsWith("killed by SIGUSR1)"));
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsValid(Path example) {
        Sandbox sandbox = Sandbox.in(directory);

        try (Taskmaster taskmaster = sandbox.startWith("check", example.toString())) {
            assertThat(taskmaster.awaitExit()).as(taskmaster.errors()).isZero();
        }
    }

    @Test
    void checkTellsWhatAValidFileHolds() {
        Sandbox sandbox = Sandbox.in(directory).programs("web: {cmd: touch started, numprocs: 3}\n");

        try (Taskmaster taskmaster = sandbox.startWith("check", "taskmaster.yaml")) {
            assertThat(taskmaster.awaitExit()).isZero();

            assertThat(taskmaster.rest()).containsExactly("taskmaster.yaml is valid: programs: 1, processes: 3");
            assertThat(sandbox.path("started")).doesNotExist();
        }
    }

    @Test
    void checkTellsEveryProblemWithItsLine() {
        Sandbox sandbox = Sandbox.in(directory).file("""
                programs:
                    web:
                        cmd: sleep 1000
                        starttime: soon
                        stopsignal: FOO
                """);

        try (Taskmaster taskmaster = sandbox.startWith("check", "taskmaster.yaml")) {
            assertThat(taskmaster.awaitExit()).isEqualTo(2);

            List<String> lines = taskmaster.errors().lines().toList();
            assertThat(lines).anyMatch(line -> line.contains("taskmaster.yaml:4") && line.contains("soon"));
            assertThat(lines).anyMatch(line -> line.contains("taskmaster.yaml:5") && line.contains("FOO"));
        }
    }

    @Test
    void fileThatDoesNotExistIsNamed() {
        Sandbox sandbox = Sandbox.in(directory);

        try (Taskmaster taskmaster = sandbox.startWith("no-such.yaml")) {
            assertThat(taskmaster.awaitExit()).isEqualTo(2);
            assertThat(taskmaster.errors()).contains("no-such.yaml");
        }
    }

    @Test
    void logFileThatCannotBeWrittenIsToldBeforeAnythingStarts() {
        Sandbox sandbox = Sandbox.in(directory)
                .supervisor("logfile: /no/such/directory/log")
                .programs("web: {cmd: touch started}\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            assertThat(taskmaster.awaitExit()).isEqualTo(2);

            assertThat(taskmaster.errors()).contains("/no/such/directory/log").contains("logfile:");
            assertThat(sandbox.path("started")).doesNotExist();
        }
    }

    @Test
    void supervisorThatWasNotStartedByItsLauncherRefuses() throws IOException, InterruptedException {
        Sandbox sandbox = Sandbox.in(directory).programs("web: {cmd: touch started}\n");
        Path jar = Path.of("target", "taskmaster.jar").toAbsolutePath();
        String java = ProcessHandle.current().info().command().orElseThrow();

        Process process = new ProcessBuilder(
                        java, "-jar", jar.toString(), sandbox.config().toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("start Taskmaster by its launcher, taskmaster");
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(sandbox.path("started")).doesNotExist();
    }
}
