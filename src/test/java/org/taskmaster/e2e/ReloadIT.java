package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.taskmaster.Waiting;

/// The configuration changes while everything runs.
final class ReloadIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"by the shell", "by SIGHUP"})
    void programsComeGoAndChangeAndTheRestIsLeftAlone(String how) {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                kept: {cmd: sleep 1000, numprocs: 2, starttime: 0}
                changed: {cmd: sleep 1001, starttime: 0}
                removed: {cmd: sleep 1002, starttime: 0}
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            Status before = taskmaster.status();
            sandbox.programs("""
                    kept: {cmd: sleep 1000, numprocs: 2, starttime: 0}
                    changed: {cmd: sleep 1003, starttime: 0}
                    added: {cmd: sleep 1004, starttime: 0}
                    """);

            if (how.equals("by SIGHUP")) {
                taskmaster.signal("HUP");
                taskmaster.awaitLog("spawned: 'added'");
                taskmaster.awaitLog("spawned: 'changed'", 2);
            } else {
                assertThat(taskmaster.ask("reload")).last().asString().isEqualTo("reloaded, 3 changes made");
            }

            Status after = taskmaster.status();
            assertThat(after.names()).containsExactlyInAnyOrder("kept:0", "kept:1", "changed", "added");
            assertThat(after.rows()).allMatch(row -> row.state().equals("RUNNING"));
            assertThat(after.pidOf("kept:0")).isEqualTo(before.pidOf("kept:0"));
            assertThat(after.pidOf("kept:1")).isEqualTo(before.pidOf("kept:1"));
            assertThat(Proc.command(after.pidOf("changed"))).containsExactly("sleep", "1003");
            assertThat(Proc.lives(before.pidOf("removed"))).isFalse();
            assertThat(Proc.lives(before.pidOf("changed"))).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'env: {A: new}', env",
        "umask: 077, umask",
        "workingdir: /, workingdir",
        "stdout: other.txt, stdout",
        "stderr: other.txt, stderr"
    })
    void changeToHowAProgramIsStartedRestartsIt(String setting, String reason) {
        Sandbox sandbox = Sandbox.in(directory).programs("web: {cmd: sleep 1000, starttime: 0}\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            long before = taskmaster.pidOf("web");
            sandbox.programs("web: {cmd: sleep 1000, starttime: 0, " + setting + "}\n");

            assertThat(taskmaster.ask("reload").getFirst()).contains("web").contains(reason);

            assertThat(taskmaster.pidOf("web")).isNotEqualTo(before);
            assertThat(Proc.lives(before)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stopsignal: HUP",
                "stoptime: 3",
                "autorestart: never",
                "exitcodes: [1, 2]",
                "starttime: 2",
                "startretries: 7",
                "priority: 1",
                "autostart: false"
            })
    void changeToHowAProgramIsWatchedKeepsItsPid(String setting) {
        Sandbox sandbox = Sandbox.in(directory).programs("web: {cmd: sleep 1000, starttime: 0}\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            long before = taskmaster.pidOf("web");
            String starttime = setting.startsWith("starttime") ? "" : "starttime: 0, ";
            sandbox.programs("web: {cmd: sleep 1000, " + starttime + setting + "}\n");

            assertThat(taskmaster.ask("reload").getFirst()).contains("web").contains(setting.split(":")[0]);

            assertThat(taskmaster.status("web").state()).isEqualTo("RUNNING");
            assertThat(taskmaster.pidOf("web")).isEqualTo(before);
        }
    }

    @Test
    void changedPolicyIsInForceForWhatRunsAlready() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                asked: {cmd: sleep 1000, starttime: 0, autorestart: always}
                dying: {cmd: sleep 1000, starttime: 0, autorestart: always}
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            long dying = taskmaster.pidOf("dying");
            sandbox.programs("""
                    asked: {cmd: sleep 1000, starttime: 0, autorestart: always, stopsignal: USR1}
                    dying: {cmd: sleep 1000, starttime: 0, autorestart: never}
                    """);
            taskmaster.ask("reload");

            assertThat(taskmaster.ask("stop asked")).containsExactly("asked: stopped (terminated by SIGUSR1)");
            Signals.send("KILL", dying);
            taskmaster.await("dying", "EXITED");
        }
    }

    @Test
    void programGrowsAndShrinksAndItsFirstCopyGoesOnRunning() {
        Sandbox sandbox = Sandbox.in(directory).programs("web: {cmd: sleep 1000, starttime: 0}\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            long first = taskmaster.pidOf("web");

            sandbox.programs("web: {cmd: sleep 1000, starttime: 0, numprocs: 3}\n");
            taskmaster.ask("reload");
            Status three = taskmaster.status();
            assertThat(three.names()).containsExactly("web:0", "web:1", "web:2");
            assertThat(three.pidOf("web:0")).isEqualTo(first);

            sandbox.programs("web: {cmd: sleep 1000, starttime: 0, numprocs: 2}\n");
            taskmaster.ask("reload");
            assertThat(taskmaster.status().names()).containsExactly("web:0", "web:1");
            assertThat(Proc.lives(three.pidOf("web:2"))).isFalse();

            sandbox.programs("web: {cmd: sleep 1000, starttime: 0}\n");
            taskmaster.ask("reload");
            assertThat(taskmaster.status().names()).containsExactly("web");
            assertThat(taskmaster.pidOf("web")).isEqualTo(first);
            assertThat(Proc.children(taskmaster.pid())).hasSize(1);
        }
    }

    @Test
    void processThatWasStoppedByHandStaysStopped() {
        Sandbox sandbox = Sandbox.in(directory).programs("web: {cmd: sleep 1000, starttime: 0, numprocs: 2}\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            taskmaster.ask("stop web:1");
            sandbox.programs("web: {cmd: sleep 1001, starttime: 0, numprocs: 2}\n");
            taskmaster.ask("reload");

            assertThat(Proc.command(taskmaster.pidOf("web:0"))).containsExactly("sleep", "1001");
            assertThat(taskmaster.status("web:1").state()).isEqualTo("STOPPED");

            taskmaster.ask("start web:1");
            assertThat(Proc.command(taskmaster.pidOf("web:1"))).containsExactly("sleep", "1001");
        }
    }

    @Test
    void programThatWasGivenUpIsStartedWhenItIsMended() {
        Sandbox sandbox = Sandbox.in(directory).programs("web: {cmd: no-such-command, startretries: 0}\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            taskmaster.await("web", "FATAL");
            sandbox.programs("web: {cmd: sleep 1000, startretries: 0, starttime: 0}\n");
            taskmaster.ask("reload");

            assertThat(taskmaster.status("web").state()).isEqualTo("RUNNING");
        }
    }

    @Test
    void reloadOfAnUnchangedFileChangesNothing() {
        Sandbox sandbox = Sandbox.in(directory).programs("web: {cmd: sleep 1000, starttime: 0}\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            long before = taskmaster.pidOf("web");

            assertThat(taskmaster.ask("reload")).containsExactly("reloaded, nothing has changed");

            assertThat(taskmaster.pidOf("web")).isEqualTo(before);
            taskmaster.awaitLog("reloaded: nothing has changed");
        }
    }

    @Test
    void dryRunTellsThePlanAndChangesNothing() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                old: {cmd: sleep 1000, starttime: 0}
                web: {cmd: sleep 1000, starttime: 0}
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            Status before = taskmaster.status();
            sandbox.programs("""
                    web: {cmd: sleep 1001, starttime: 0}
                    new: {cmd: sleep 1000, starttime: 0}
                    """);

            List<String> plan = taskmaster.ask("reload --dry-run");

            assertThat(plan).hasSize(4);
            assertThat(plan.get(0)).contains("remove").contains("old");
            assertThat(plan).anyMatch(line -> line.contains("web") && line.contains("sleep 1000 -> sleep 1001"));
            assertThat(plan).anyMatch(line -> line.contains("new"));
            assertThat(plan.getLast()).isEqualTo("3 changes to make, nothing was changed");
            assertThat(taskmaster.status().pids()).isEqualTo(before.pids());

            assertThat(taskmaster.ask("reload").subList(0, 3)).isEqualTo(plan.subList(0, 3));
        }
    }

    @Test
    void manyReloadsAtOnceLeadToTheLastFile() {
        Sandbox sandbox = Sandbox.in(directory).programs("web: {cmd: sleep 1000, starttime: 0}\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            taskmaster.await("web", "RUNNING");
            for (int i = 1; i <= 20; i++) {
                sandbox.programs("web: {cmd: sleep %d, starttime: 0, numprocs: %d}\n".formatted(1000 + i, 1 + i % 5));
                taskmaster.signal("HUP");
            }
            // The last of the signals may supersede it.
            taskmaster.ask("reload");
            Waiting.until(() -> taskmaster.status().names().equals(List.of("web")));

            Status after = taskmaster.status();
            assertThat(Proc.command(after.pidOf("web"))).containsExactly("sleep", "1020");
            assertThat(Proc.children(taskmaster.pid())).hasSize(1);
        }
    }
}
