package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// What is disabled stays down, whatever the supervisor ends by.
final class DisableIT {

    private static final String PROGRAMS = """
            web: {cmd: sleep 1000, starttime: 0, numprocs: 2}
            db: {cmd: sleep 1000, starttime: 0}
            """;

    @TempDir
    Path directory;

    @Test
    void itStaysDownOverAKillAndOverAnOrderlyEndUntilItIsEnabled() {
        Sandbox sandbox = Sandbox.in(directory).programs(PROGRAMS);
        Background first = Background.start(sandbox);
        Ran disable = Ran.ctl(sandbox, "--reason", "migration", "disable", "web:1", "db");
        assertThat(disable.output())
                .isEqualTo("db: disabled, stopped (terminated by SIGTERM)\n"
                        + "web:1: disabled, stopped (terminated by SIGTERM)\n");
        assertThat(disable.status()).isZero();
        assertThat(sandbox.lines("state/disabled")).containsExactly("db:0", "web:1");
        assertThat(Ran.ctl(sandbox, "start", "db").output())
                .containsPattern("db: started \\(pid \\d+\\), still disabled");
        sandbox.awaitLine("taskmaster.log", "because: migration");
        Signals.send("KILL", first.pid());
        Waiting.until("it has ended", () -> !first.lives());

        try (Background _ = Background.start(sandbox)) {
            assertThat(Ran.ctl(sandbox, "status").output())
                    .containsPattern("db +RUNNING +pid .*, adopted, disabled")
                    .containsPattern("web:0 +RUNNING +pid .*, adopted\n")
                    .containsPattern("web:1 +STOPPED .*, disabled");
        }
        try (Background _ = Background.start(sandbox)) {
            assertThat(Ran.ctl(sandbox, "status").output())
                    .containsPattern("db +STOPPED +Not started, disabled")
                    .containsPattern("web:0 +RUNNING")
                    .containsPattern("web:1 +STOPPED +Not started, disabled");
            sandbox.awaitLine("taskmaster.log", "web:1 is disabled, and is not started");
            assertThat(Ran.ctl(sandbox, "restart", "all").output())
                    .contains("db: disabled, left as it is\n")
                    .contains("web:1: disabled, left as it is\n");

            assertThat(Ran.ctl(sandbox, "enable", "web", "db").output())
                    .containsPattern("db: enabled, started \\(pid \\d+\\)")
                    .contains("web:0: enabled, it was not disabled")
                    .containsPattern("web:1: enabled, started \\(pid \\d+\\)");
            assertThat(sandbox.path("state/disabled")).doesNotExist();
        }
    }

    @Test
    void whatIsInItsPlaceIsToldAndKeepsNothingFromStarting() throws IOException {
        Sandbox sandbox = Sandbox.in(directory).programs(PROGRAMS);
        Files.createDirectories(sandbox.path("state"));
        Tools.run("mkfifo", sandbox.path("state/disabled").toString());

        try (Background _ = Background.start(sandbox)) {
            assertThat(Ran.ctl(sandbox, "status").output()).containsPattern("db +RUNNING");
            sandbox.awaitLine(
                    "taskmaster.log",
                    "WARN which processes are disabled cannot be read from " + sandbox.path("state/disabled")
                            + " (it is no regular file), so none is");
            assertThat(Ran.ctl(sandbox, "disable", "db").status()).isZero();
            assertThat(sandbox.lines("state/disabled")).containsExactly("db:0");
        }
    }

    @Test
    void itIsPutBackWithTheStateDirectory() {
        Sandbox sandbox = Sandbox.in(directory).programs(PROGRAMS);
        try (Background _ = Background.start(sandbox)) {
            assertThat(Ran.ctl(sandbox, "disable", "db").status()).isZero();
            Tools.run("rm", "-r", sandbox.path("state").toString());

            sandbox.awaitLine("state/disabled", "db:0");
            sandbox.awaitLine("taskmaster.log", "the list of disabled processes " + sandbox.path("state/disabled"));
        }
    }

    @Test
    void onAFullDiskTheOrderIsRefusedAndNothingHasChanged() throws IOException {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(mounted(disk), "a disk can be mounted here");
        try {
            onAFullDisk(disk);
        } finally {
            Tools.run("umount", disk.toString());
        }
    }

    private void onAFullDisk(Path disk) throws IOException {
        Sandbox sandbox = Sandbox.in(directory);
        Files.createSymbolicLink(sandbox.path("state"), Files.createDirectory(disk.resolve("state")));
        sandbox.programs(PROGRAMS);
        try (Background _ = Background.start(sandbox)) {
            assertThat(Ran.ctl(sandbox, "disable", "web:0").status()).isZero();
            Tools.run("sh", "-c", "cat /dev/zero > '" + disk.resolve("filled") + "' 2>/dev/null || true");

            Ran refused = Ran.ctl(sandbox, "disable", "db");

            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.output())
                    .isEqualTo("db: ERROR (" + sandbox.path("state/disabled")
                            + " cannot be written: no space left on device; nothing was changed)\n");
            assertThat(Ran.ctl(sandbox, "status", "db").output())
                    .containsPattern("db +RUNNING")
                    .doesNotContain("disabled");
            sandbox.awaitLine("taskmaster.log", "ERRO cannot disable db: ");
            assertThat(sandbox.lines("state/disabled")).containsExactly("web:0");
            // To take the last one out needs no room.
            assertThat(Ran.ctl(sandbox, "enable", "web:0").status()).isZero();
            Files.delete(disk.resolve("filled"));
        }
    }

    private static boolean mounted(Path disk) {
        try {
            Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString())
                    .redirectErrorStream(true)
                    .start();
            mount.getInputStream().readAllBytes();
            return mount.waitFor() == 0;
        } catch (IOException _) {
            // There is no such program.
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
