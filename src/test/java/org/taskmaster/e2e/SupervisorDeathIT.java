package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// The supervisor is killed, and the next one comes.
final class SupervisorDeathIT {

    @TempDir
    Path directory;

    @Test
    void whatRunsIsTakenOverAsItIs() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                web: {cmd: sleep 1000, starttime: 0, numprocs: 2}
                down: {cmd: sleep 1000, starttime: 0}
                """);
        Background first = Background.start(sandbox);
        assertThat(Ran.ctl(sandbox, "stop", "down").status()).isZero();
        List<Long> pids = pids(sandbox);
        kill(first);

        try (Background second = Background.start(sandbox)) {
            assertThat(pids(sandbox)).isEqualTo(pids).hasSize(2);
            assertThat(Ran.ctl(sandbox, "status").output())
                    .containsPattern("web:0 +RUNNING +pid " + pids.getFirst() + ", uptime .*, adopted")
                    .containsPattern("down +STOPPED");
            sandbox.awaitLine("taskmaster.log", "web:1 (pid " + pids.getLast() + ") taken over");
            assertThat(sandbox.survivors()).hasSize(3);

            Signals.send("KILL", pids.getFirst());
            Waiting.until("it is restarted", () -> {
                List<Long> now = pids(sandbox);
                return now.size() == 2 && !now.contains(pids.getFirst());
            });
            assertThat(Ran.ctl(sandbox, "restart", "web:1").status()).isZero();
            assertThat(pids(sandbox)).doesNotContainAnyElementsOf(pids);
            assertThat(Ran.ctl(sandbox, "start", "down").status()).isZero();
            assertThat(second.lives()).isTrue();
        }
        assertThat(sandbox.path("state/journal")).doesNotExist();
    }

    /// Killed, and then ended in good order: a shell with what it was told, its screen and its size.
    @Test
    void aTerminalGoesOnWithItsProgram() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                shell:
                  cmd: "bash --norc --noprofile -i"
                  tty: true
                  stdout: shell.log
                  starttime: 0
                  env: {PS1: "in> "}
                """);
        Background first = Background.start(sandbox);
        List<Long> pids = pids(sandbox);
        assertThat(Ran.ctl(sandbox, "send", "shell", "it=alive; stty columns 70")
                        .status())
                .isZero();
        Waiting.until(
                "it was read", () -> String.join("", sandbox.lines("shell.log")).contains("alive"));
        kill(first);

        Background second = Background.start(sandbox);
        assertThat(pids(sandbox)).isEqualTo(pids).hasSize(1);
        assertThat(Ran.ctl(sandbox, "send", "shell", "echo $it-$(stty size)").status())
                .isZero();
        Waiting.until(
                "it answers", () -> String.join("", sandbox.lines("shell.log")).contains("alive-24 70"));
        assertThat(Ran.ctl(sandbox, "shutdown", "--keep-programs", "--wait").output())
                .contains("1 process left to the next one");
        Waiting.until("it has ended", () -> !second.lives());

        try (Background _ = Background.start(sandbox)) {
            assertThat(pids(sandbox)).isEqualTo(pids);
            Terminal terminal = Terminal.openClient(sandbox);
            terminal.enter("attach shell");
            terminal.awaitText("alive-24 70");
            terminal.type("echo $it-again").press("Enter");
            terminal.awaitText("alive-again");
            terminal.press("C-]", "d");
            terminal.awaitPrompt();
            terminal.enter("quit");
            terminal.awaitEnd();
        }
    }

    @Test
    void whatItHasLeftOutsideOfItsSessionEndsWithIt() {
        Sandbox sandbox = Sandbox.in(directory)
                .programs(
                        "left: {cmd: [sh, -c, 'setsid sleep 1000 & exec sleep 1000'], starttime: 0, stoptime: 100}\n");
        Background first = Background.start(sandbox);
        Waiting.until("all runs", () -> sandbox.survivors().size() == 3);
        kill(first);

        try (Background _ = Background.start(sandbox)) {
            // Long before it is killed.
            assertThat(Ran.ctl(sandbox, "stop", "left").output()).contains("left: stopped");
            assertThat(sandbox.survivors()).hasSize(1);
        }
    }

    @Test
    void anOrderlyEndLeavesNothingToTakeOver() {
        Sandbox sandbox = Sandbox.in(directory).programs("web: {cmd: sleep 1000, starttime: 0}\n");
        Background.start(sandbox).close();

        try (Background _ = Background.start(sandbox)) {
            assertThat(Ran.ctl(sandbox, "status").output()).contains("RUNNING").doesNotContain("adopted");
        }
    }

    @Test
    void whoDiedMeanwhileIsToldAndFollowsItsPolicy() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                web: {cmd: sleep 1000, starttime: 0}
                once: {cmd: sleep 1000, starttime: 0, autorestart: never}
                """);
        Background first = Background.start(sandbox);
        List<Long> pids = pids(sandbox);
        kill(first);
        pids.forEach(pid -> Signals.send("KILL", pid));
        Waiting.until("they are dead", () -> sandbox.survivors().isEmpty());

        try (Background _ = Background.start(sandbox)) {
            sandbox.awaitLine("taskmaster.log", "ended while no supervisor ran");
            assertThat(Ran.ctl(sandbox, "status").output())
                    .containsPattern("once +EXITED .*exit status unknown")
                    .containsPattern("web +RUNNING");
            assertThat(pids(sandbox)).hasSize(1).doesNotContainAnyElementsOf(pids);
        }
    }

    @Test
    void whatIsConfiguredOtherwiseNowIsDoneAsByAReload() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                same: {cmd: sleep 1000, starttime: 0}
                other: {cmd: sleep 1000, starttime: 0}
                gone: {cmd: sleep 1000, starttime: 0}
                """);
        Background first = Background.start(sandbox);
        List<Long> pids = pids(sandbox);
        kill(first);
        sandbox.programs("""
                same: {cmd: sleep 1000, starttime: 0, stoptime: 3}
                other: {cmd: sleep 1001, starttime: 0}
                new: {cmd: sleep 1000, starttime: 0}
                """);

        try (Background _ = Background.start(sandbox)) {
            Waiting.until("all is as configured", () -> {
                List<Long> now = pids(sandbox);
                return now.size() == 3 && pids.stream().filter(now::contains).count() == 1;
            });
            assertThat(Ran.ctl(sandbox, "status").output())
                    .containsPattern("same +RUNNING .*adopted")
                    .doesNotContain("gone");
            assertThat(sandbox.survivors()).hasSize(4);
        }
    }

    /// Killed again and again, while a program writes numbered lines.
    @Test
    void outputGoesOnWithoutALostLine() throws Exception {
        Sandbox sandbox = Sandbox.in(directory);
        sandbox.script("counts", "i=0\nwhile [ $i -lt 2000 ]; do i=$((i + 1)); echo line $i; done\nexec sleep 1000\n");
        sandbox.programs("""
                raw: {cmd: %1$s/counts, starttime: 0, stdout: raw.log, stdout_maxbytes: 50MB}
                """.formatted(directory));
        Background daemon = Background.start(sandbox);
        for (int round = 0; round < 3; round++) {
            kill(daemon);
            daemon = Background.start(sandbox);
        }
        try (Background _ = daemon) {
            Waiting.until("all is written", () -> sandbox.lines("raw.log").contains("line 2000"));
            assertThat(sandbox.lines("raw.log"))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 2000)
                            .mapToObj(number -> "line " + number)
                            .toList());
        }
    }

    /// By who cleans up what is old.
    @Test
    void aJournalThatWasRemovedComesBack() throws Exception {
        Sandbox sandbox = Sandbox.in(directory).programs("web: {cmd: sleep 1000, starttime: 0}\n");
        Background first = Background.start(sandbox);
        List<Long> pids = pids(sandbox);
        Files.delete(sandbox.path("state/journal"));
        sandbox.awaitLine("taskmaster.log", "state/journal was gone; written again");
        Tools.run("rm", "-rf", sandbox.path("state").toString());
        sandbox.awaitLine("taskmaster.log", "state was gone; made again");
        Waiting.until("the journal, too", () -> Files.exists(sandbox.path("state/journal")));
        kill(first);

        try (Background _ = Background.start(sandbox)) {
            assertThat(pids(sandbox)).isEqualTo(pids).hasSize(1);
        }
        assertThat(sandbox.path("state/journal")).doesNotExist();
    }

    @Test
    void aJournalThatCannotBeReadIsSetAsideAndSaid() throws Exception {
        Sandbox sandbox = Sandbox.in(directory).programs("web: {cmd: sleep 1000, starttime: 0}\n");
        Background first = Background.start(sandbox);
        kill(first);
        Files.writeString(sandbox.path("state/journal"), "not ours");
        sandbox.endSurvivors();

        try (Background _ = Background.start(sandbox)) {
            sandbox.awaitLine("taskmaster.log", "cannot be read (its beginning is damaged)");
            assertThat(sandbox.path("state/journal.unread")).hasContent("not ours");
            assertThat(Ran.ctl(sandbox, "status").output()).containsPattern("web +RUNNING");
        }
    }

    private static void kill(Background daemon) {
        Signals.send("KILL", daemon.pid());
        Waiting.until("it is dead", () -> !daemon.lives());
    }

    private static List<Long> pids(Sandbox sandbox) {
        return Ran.ctl(sandbox, "status")
                .output()
                .lines()
                .filter(line -> line.contains("RUNNING"))
                .map(line -> Long.parseLong(line.replaceAll(".*pid (\\d+).*", "$1")))
                .toList();
    }
}
