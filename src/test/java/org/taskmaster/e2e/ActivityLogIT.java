package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// What is written to the local file, and what becomes of it when the file is in trouble.
final class ActivityLogIT {

    private static final String STAMP = "[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8},[0-9]{3} (CRIT|ERRO|WARN|INFO|DEBG) .*";

    @TempDir
    Path directory;

    @Test
    void everythingThatHappensToAProgramIsALine() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                web: {cmd: sleep 1000, starttime: 0}
                failing: {cmd: "false", startretries: 0}
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            long first = taskmaster.pidOf("web");
            taskmaster.await("failing", "FATAL");
            taskmaster.ask("restart web");
            long second = taskmaster.pidOf("web");
            Signals.send("KILL", second);
            taskmaster.awaitLog("spawned: 'web'", 3);
            taskmaster.ask("stop web");

            taskmaster.awaitLog("stop web, asked by the shell");
            taskmaster.awaitLog("stopped: web", 2);
            assertThat(taskmaster.log()).allMatch(line -> line.matches(STAMP));
            assertThat(taskmaster.log().stream().map(line -> line.split(" ", 3)[2]))
                    .containsSubsequence(
                            "INFO spawned: 'web' with pid " + first,
                            "INFO success: web entered RUNNING state, process has stayed up for > than 0 seconds"
                                    + " (starttime)",
                            "INFO restart web, asked by the shell",
                            "INFO stopping: web (" + first + ") with SIGTERM",
                            "INFO stopped: web (terminated by SIGTERM)",
                            "INFO spawned: 'web' with pid " + second,
                            "WARN exited: web (terminated by SIGKILL; not expected)",
                            "INFO stop web, asked by the shell",
                            "INFO stopped: web (terminated by SIGTERM)")
                    .containsSubsequence(
                            "WARN exited: failing (exit status 1; not expected, it did not last starttime)",
                            "ERRO gave up: failing entered FATAL state, too many start retries too quickly: exited too"
                                    + " quickly (exit status 1)");
        }
    }

    @Test
    void reloadIsLoggedWithItsChangesAndWhoAskedForIt() {
        Sandbox sandbox = Sandbox.in(directory).programs("web: {cmd: sleep 1000, starttime: 0}\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            taskmaster.await("web", "RUNNING");
            sandbox.programs("web: {cmd: sleep 1001, starttime: 0}\n");
            taskmaster.signal("HUP");

            assertThat(taskmaster.awaitLog("reload, asked by")).contains("SIGHUP from process ");
            assertThat(taskmaster.awaitLog("cmd sleep 1000 -> sleep 1001")).contains("web");
        }
    }

    @Test
    void levelDecidesWhatIsWritten() {
        Sandbox sandbox = Sandbox.in(directory).supervisor("loglevel: error").programs("""
                web: {cmd: sleep 1000, starttime: 0}
                failing: {cmd: "false", startretries: 0}
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            taskmaster.awaitLog("gave up: failing");

            assertThat(taskmaster.log()).allMatch(line -> line.contains(" ERRO ") || line.contains(" CRIT "));
        }
    }

    @Test
    void logIsShownInATerminalWithoutAShell() {
        Sandbox sandbox = Sandbox.in(directory).programs("web: {cmd: sleep 1000, starttime: 0}\n");

        try (Taskmaster taskmaster = sandbox.startWithoutShell()) {
            taskmaster.awaitOutput("spawned: 'web' with pid ");
        }
    }

    @Test
    void fullLogIsSetAsideAndTheOldestGoes() throws IOException {
        Sandbox sandbox = Sandbox.in(directory)
                .supervisor("logfile_maxbytes: 2000\nlogfile_backups: 2")
                .programs("web: {cmd: sleep 1000, starttime: 0}\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            for (int i = 0; i < 150; i++) {
                taskmaster.ask("signal CONT web");
            }
            Waiting.until("there are two backups", () -> Files.exists(sandbox.path("taskmaster.log.2")));

            assertThat(sandbox.path("taskmaster.log.3")).doesNotExist();
            for (String name : List.of("taskmaster.log", "taskmaster.log.1", "taskmaster.log.2")) {
                assertThat(Files.size(sandbox.path(name))).isLessThanOrEqualTo(2000);
                assertThat(sandbox.lines(name)).allMatch(line -> line.matches(STAMP));
            }
        }
    }

    @Test
    void logThatWasMovedAwayIsOpenedAnewWhenAsked() throws IOException {
        Sandbox sandbox = Sandbox.in(directory).programs("web: {cmd: sleep 1000, starttime: 0}\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            taskmaster.awaitLog("success: web");
            Files.move(sandbox.path("taskmaster.log"), sandbox.path("moved.log"));

            taskmaster.signal("USR2");

            taskmaster.awaitLog("SIGUSR2");
            assertThat(sandbox.lines("moved.log")).isNotEmpty();
        }
    }

    @Test
    void logThatCannotBeWrittenStopsNothingAndTellsItsGapAfterwards() {
        assumeTrue(Sandbox.isRoot(), "mounting a small file system needs root");
        Sandbox sandbox = Sandbox.in(directory);
        Path small = sandbox.path("small");
        sandbox.supervisor("logfile: " + small.resolve("log"));
        sandbox.programs("web: {cmd: sleep 1000, starttime: 0}\n");
        assumeTrue(mounted(small), "this machine does not allow mounts");

        try (Taskmaster taskmaster = sandbox.start()) {
            long before = taskmaster.pidOf("web");
            Tools.run("sh", "-c", "head -c 10M /dev/zero >" + small.resolve("ballast") + " 2>/dev/null || :");

            for (int i = 0; i < 300; i++) {
                taskmaster.ask("signal CONT web");
            }
            assertThat(taskmaster.pidOf("web")).isEqualTo(before);
            String told = "the activity log " + small.resolve("log") + " cannot be written (no space left on device)";
            assertThat(taskmaster.ask("status")).anyMatch(line -> line.startsWith(told));
            Tools.run("rm", small.resolve("ballast").toString());
            taskmaster.ask("restart web");

            sandbox.awaitLine("small/log", "the activity log could not be written (");
            sandbox.awaitLine("small/log", "stopping: web");
            assertThat(taskmaster.ask("status")).noneMatch(line -> line.startsWith(told));
        } finally {
            Tools.run("umount", "-l", small.toString());
        }
    }

    @Test
    void logDirectoryThatDisappearsStopsNothing() throws IOException {
        Sandbox sandbox = Sandbox.in(directory)
                .supervisor("logfile: logs/log")
                .programs("web: {cmd: sleep 1000, starttime: 0}\n");
        Files.createDirectory(sandbox.path("logs"));

        try (Taskmaster taskmaster = sandbox.start()) {
            sandbox.awaitLine("logs/log", "success: web");
            Files.move(sandbox.path("logs"), sandbox.path("elsewhere"));
            taskmaster.signal("USR2");
            taskmaster.ask("restart web");
            assertThat(taskmaster.status("web").state()).isEqualTo("RUNNING");

            Files.createDirectory(sandbox.path("logs"));
            taskmaster.ask("restart web");

            sandbox.awaitLine("logs/log", "lines are missing here");
        }
    }

    private static boolean mounted(Path small) {
        try {
            Files.createDirectory(small);
            Tools.run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small.toString());
            return true;
        } catch (IOException | AssertionError _) {
            return false;
        }
    }
}
