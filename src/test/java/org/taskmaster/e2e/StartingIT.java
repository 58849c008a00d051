package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                failing: {cmd: "false", startretries: 0, autostart: false}
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            assertThat(taskmaster.ask("start failing"))
                    .containsExactly("failing: ERROR (exited too quickly (exit status 1))");
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

    @ParameterizedTest
    @CsvSource({
        "'cmd: no-such-command', can't find command 'no-such-command' in PATH",
        "'cmd: /no/such/file', '''/no/such/file'' does not exist'",
        "'cmd: ./readable', is not executable",
        "'cmd: ./orphaned', the interpreter '/no/such/interpreter'",
        "'cmd: ./nonsense', is not a program: it has no #! line",
        "'cmd: /tmp', is a directory",
        "'{cmd: sleep 1000, workingdir: /no/such/dir}', workingdir '/no/such/dir' does not exist",
        "'{cmd: sleep 1000, workingdir: readable}', is not a directory",
        "'{cmd: sleep 1000, stdout: missing/out.txt}', there is no directory",
        "'{cmd: sleep 1000, stderr: readable/out.txt}', is not a directory",
        "'{cmd: sleep 1000, stdout: .}', cannot write stdout",
    })
    void programThatCannotStartIsGivenUpWithTheReason(String settings, String reason) {
        String body = settings.startsWith("{") ? settings.substring(1, settings.length() - 1) : settings;
        Sandbox sandbox = Sandbox.in(directory).programs("broken: {" + body + ", startretries: 1, autostart: true}\n");
        sandbox.write("readable", "not a program\n");
        sandbox.script("nonsense", "");
        sandbox.script("orphaned", "");
        overwrite(sandbox, "nonsense", "hello\n");
        overwrite(sandbox, "orphaned", "#!/no/such/interpreter\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            Status.Row row = taskmaster.await("broken", "FATAL");

            assertThat(row.text()).contains(reason).doesNotContain("127");
            assertThat(taskmaster.awaitLog("gave up: broken")).contains(reason);
            assertThat(taskmaster.logged("spawnerr: broken")).isEqualTo(2);
            assertThat(taskmaster.logged("exited: broken")).isZero();
        }
    }

    /// Keeps the permissions of the file.
    private static void overwrite(Sandbox sandbox, String name, String text) {
        try {
            java.nio.file.Files.writeString(sandbox.path(name), text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
