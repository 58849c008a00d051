package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When a start counts as successful, and what becomes of one that does not.
final class StartingIT {

    @TempDir
    Path directory;

    @Test
    void processIsStartingUntilStarttimeIsOver() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                slow: {cmd: sleep 1000, starttime: 1000}
                usual: {cmd: sleep 1000, starttime: 0.5}
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            taskmaster.await("usual", "RUNNING");

            assertThat(taskmaster.status("slow").state()).isEqualTo("STARTING");
            assertThat(taskmaster.awaitLog("success: usual"))
                    .contains("entered RUNNING state, process has stayed up for > than 0.5 seconds (starttime)");
        }
    }

    @Test
    void startWaitsForSuccess() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                usual: {cmd: sleep 1000, starttime: 0.5, autostart: false}
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            assertThat(taskmaster.ask("start usual")).singleElement().asString().startsWith("usual: started (pid ");
            assertThat(taskmaster.status("usual").state()).isEqualTo("RUNNING");
            assertThat(taskmaster.ask("start usual")).containsExactly("usual: ERROR (already started)");
        }
    }

    @Test
    void startIsTriedAgainAsOftenAsStartretriesSaysAndThenGivenUp() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                failing:
                    cmd: [sh, -c, "echo try >>tries.txt; exit 3"]
                    startretries: 2
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            Status.Row row = taskmaster.await("failing", "FATAL");

            assertThat(row.text()).isEqualTo("exited too quickly (exit status 3)");
            assertThat(sandbox.lines("tries.txt")).hasSize(3);
            assertThat(taskmaster.awaitLog("gave up: failing"))
                    .contains("entered FATAL state, too many start retries too quickly")
                    .contains("exit status 3");
            assertThat(taskmaster.logged("spawned: 'failing'")).isEqualTo(3);
            assertThat(taskmaster.logged("backoff: failing")).isEqualTo(2);
        }
    }

    @Test
    void exitBeforeStarttimeIsAFailureEvenWithAnExpectedCode() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                brief: {cmd: "true", startretries: 0, exitcodes: 0}
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            assertThat(taskmaster.await("brief", "FATAL").text()).isEqualTo("exited too quickly (exit status 0)");
        }
    }

    @Test
    void startThatFailsAnswersWithTheReason() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                failing:
                  cmd: [sh, -c, "echo no database >&2; exit 1"]
                  startretries: 0
                  autostart: false
                  stderr: %s
                """.formatted(directory.resolve("failing.err")));

        try (Taskmaster taskmaster = sandbox.start()) {
            assertThat(taskmaster.ask("start failing"))
                    .startsWith(
                            "failing: ERROR (exited too quickly (exit status 1))",
                            "    failing's last lines of stderr:",
                            "    | no database")
                    .anyMatch(line -> line.contains("its stdout is not kept"));
        }
    }

    @Test
    void programThatWasMendedStartsAfterItWasGivenUp() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                mended: {cmd: ./later, startretries: 0, starttime: 0}
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            taskmaster.await("mended", "FATAL");
            sandbox.script("later", "exec sleep 1000\n");

            assertThat(taskmaster.ask("start mended"))
                    .singleElement()
                    .asString()
                    .startsWith("mended: started");
        }
    }

    @Test
    void programThatCannotStartIsGivenUpWithTheReason() {
        Map<String, String> reasons = Map.ofEntries(
                Map.entry("cmd: no-such-command", "can't find command 'no-such-command' in PATH"),
                Map.entry("cmd: /no/such/file", "'/no/such/file' does not exist"),
                Map.entry("cmd: ./readable", "is not executable"),
                Map.entry("cmd: ./orphaned", "the interpreter '/no/such/interpreter'"),
                Map.entry("cmd: ./nonsense", "is not a program: it has no #! line"),
                Map.entry("cmd: /tmp", "is a directory"),
                Map.entry("cmd: sleep 1000, workingdir: /no/such/dir", "workingdir '/no/such/dir' does not exist"),
                Map.entry("cmd: sleep 1000, workingdir: readable", "is not a directory"),
                Map.entry("cmd: sleep 1000, stdout: /proc/missing/out.txt", "there is no directory"),
                Map.entry("cmd: sleep 1000, stderr: readable/out.txt", "is not a directory"),
                Map.entry("cmd: sleep 1000, stdout: .", "cannot write stdout"));
        List<String> settings = List.copyOf(reasons.keySet());
        StringBuilder programs = new StringBuilder();
        for (int i = 0; i < settings.size(); i++) {
            programs.append("p%d: {%s, startretries: 1}\n".formatted(i, settings.get(i)));
        }
        Sandbox sandbox = Sandbox.in(directory).programs(programs.toString());
        sandbox.write("readable", "not a program\n");
        overwrite(sandbox.script("nonsense", ""), "hello\n");
        overwrite(sandbox.script("orphaned", ""), "#!/no/such/interpreter\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            for (int i = 0; i < settings.size(); i++) {
                String name = "p" + i;
                String reason = reasons.get(settings.get(i));

                assertThat(taskmaster.await(name, "FATAL").text())
                        .as(settings.get(i))
                        .contains(reason);
                assertThat(taskmaster.awaitLog("gave up: " + name + " ")).contains(reason);
                assertThat(taskmaster.logged("spawnerr: " + name + ":")).isEqualTo(2);
                assertThat(taskmaster.logged("exited: " + name + " ")).isZero();
            }
        }
    }

    /// Keeps the permissions of the file.
    private static void overwrite(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
