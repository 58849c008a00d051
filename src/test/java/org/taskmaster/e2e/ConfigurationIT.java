package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
                    .allMatch(line -> line.endsWith("terminated by SIGUSR1)"));
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
    void checkTellsWhatCouldNotStartAsThingsAreNow() throws IOException {
        Sandbox sandbox = Sandbox.in(directory);
        sandbox.write("tool", "#!/no/such/shell\n");
        Files.setPosixFilePermissions(sandbox.path("tool"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createFile(sandbox.path("file"));
        sandbox.file((Sandbox.isRoot() ? "taskmaster: {user: root}\n" : "#\n") + """
                programs:
                  fine: {cmd: sleep 1000, stdout: new/directory/log}
                  lost: {cmd: sleep 1000, workingdir: /no/such}
                  typo: {cmd: slepe 1000}
                  script: {cmd: ./tool, workingdir: .}
                  log: {cmd: sleep 1000, stderr: file/log}
                """);

        Ran ran = Ran.program(sandbox, "taskmaster", "check", "taskmaster.yaml");

        assertThat(ran.status()).isZero();
        String now = ": as things are now, this cannot start: ";
        assertThat(ran.errors().lines().filter(line -> line.startsWith("taskmaster.yaml:")))
                .hasSize(4)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo("taskmaster.yaml:4:39: programs.lost.workingdir" + now
                                        + "workingdir '/no/such' does not exist"),
                        line -> assertThat(line)
                                .startsWith("taskmaster.yaml:5:15: programs.typo.cmd" + now
                                        + "can't find command 'slepe' in PATH"),
                        line -> assertThat(line)
                                .startsWith("taskmaster.yaml:6:17: programs.script.cmd" + now)
                                .contains("the interpreter '/no/such/shell' of '")
                                .endsWith("does not exist"),
                        line -> assertThat(line)
                                .startsWith("taskmaster.yaml:7:34: programs.log.stderr" + now + "cannot write '")
                                .endsWith("' is not a directory"));
        assertThat(sandbox.path("new")).doesNotExist();
    }

    @Test
    void checkByRootTellsWhatOthersMayNotDo() throws IOException {
        assumeTrue(Sandbox.isRoot(), "only root knows the rights of others");
        Sandbox sandbox = Sandbox.in(directory);
        Path open = Files.createDirectory(sandbox.path("open"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectory(
                open.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path tool = Files.copy(Path.of("/bin/sleep"), open.resolve("tool"));
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
        Path theirs = Files.createDirectory(open.resolve("theirs"));
        Files.setAttribute(theirs, "unix:uid", 5);
        String programs = """
                programs:
                  fine: {cmd: sleep 1000, user: games, workingdir: open, stdout: open/theirs/log}
                  closed: {cmd: sleep 1000, user: games, workingdir: open/closed}
                  tool: {cmd: open/tool 1000, user: games, workingdir: .}
                  log: {cmd: sleep 1000, stdout: open/theirs/log.2}
                """;
        sandbox.file("taskmaster: {user: root}\n" + programs);

        assertThat(obstacles(sandbox))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("taskmaster.yaml:4:54: programs.closed.workingdir: ")
                                .endsWith("open/closed' is closed to user 'games': permission denied"),
                        line -> assertThat(line)
                                .startsWith("taskmaster.yaml:5:15: programs.tool.cmd: ")
                                .contains("open/tool' may not be executed by user 'games'"),
                        line -> assertThat(line)
                                .startsWith("taskmaster.yaml:6:34: programs.log.stdout: ")
                                .contains(theirs + " belongs to user 5"));

        // Of a supervisor that becomes somebody else, the logs are that user's.
        sandbox.file("taskmaster: {user: nobody}\nprograms:\n"
                + "  log: {cmd: sleep 1000, stdout: open/theirs/log, stderr: open/new/log}\n");
        assertThat(obstacles(sandbox)).hasSize(2).allMatch(line -> line.contains("cannot be written by user 'nobody'"));
    }

    private static List<String> obstacles(Sandbox sandbox) {
        Ran ran = Ran.program(sandbox, "taskmaster", "check", "taskmaster.yaml");
        assertThat(ran.status()).as(ran.errors()).isZero();
        return ran.errors()
                .lines()
                .filter(line -> line.startsWith("taskmaster.yaml:"))
                .toList();
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
