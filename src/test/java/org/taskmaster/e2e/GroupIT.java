package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// What becomes of the processes that a program has started itself.
final class GroupIT {

    @TempDir
    Path directory;

    @Test
    void stopEndsTheWholeGroup() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                parent: {cmd: ./parent, starttime: 0}
                """);
        sandbox.script("parent", "sleep 1000 &\necho $! >child.txt\nwait\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            long child = sandbox.awaitNumber("child.txt");
            assertThat(Proc.lives(child)).isTrue();

            taskmaster.ask("stop parent");

            assertThat(Proc.lives(child)).isFalse();
        }
    }

    @Test
    void stopIsThroughOnlyWhenAGrandchildThatIgnoresTheSignalIsGoneToo() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                parent: {cmd: ./parent, starttime: 0, stoptime: 0.3}
                """);
        sandbox.script("child", "trap '' TERM\necho $$ >child.txt\nwhile :; do sleep 1000; done\n");
        sandbox.script("parent", "./child &\nwait\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            long child = sandbox.awaitNumber("child.txt");

            // The leader dies of TERM at once.
            assertThat(taskmaster.ask("stop parent")).containsExactly("parent: stopped (terminated by SIGTERM)");

            assertThat(Proc.lives(child)).isFalse();
            taskmaster.awaitLog("killing 'parent'");
        }
    }

    @Test
    void grandchildOfAKilledLeaderIsEndedBeforeTheRestart() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                parent: {cmd: ./parent, starttime: 0}
                """);
        sandbox.script("parent", """
                [ -e child.txt ] && kill -0 "$(cat child.txt)" 2>/dev/null && echo met >met.txt
                sleep 1000 &
                echo $! >>children.txt
                echo $! >child.txt
                wait
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            long child = sandbox.awaitNumber("child.txt");
            long parent = taskmaster.pidOf("parent");

            Signals.send("KILL", parent);
            Waiting.until("it runs again", () -> sandbox.lines("children.txt").size() == 2);

            assertThat(Proc.lives(child)).isFalse();
            assertThat(sandbox.path("met.txt")).doesNotExist();
            assertThat(taskmaster.pidOf("parent")).isNotEqualTo(parent);
            taskmaster.awaitLog("left processes that it had started behind, stopping them");
        }
    }

    @Test
    void grandchildThatIgnoresTheSignalDelaysTheRestartUntilItIsKilled() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                parent: {cmd: ./parent, starttime: 0, stoptime: 0.3}
                """);
        sandbox.script("child", "trap '' TERM\necho $$ >>children.txt\nwhile :; do sleep 1000; done\n");
        sandbox.script("parent", "./child &\nwait\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            long child = sandbox.awaitNumber("children.txt");

            Signals.send("KILL", taskmaster.pidOf("parent"));
            Waiting.until("it runs again", () -> sandbox.lines("children.txt").size() == 2);

            assertThat(Proc.lives(child)).isFalse();
            taskmaster.awaitLog("killing 'parent'");
        }
    }

    @Test
    void programThatEndsWellAndLeavesSomethingBehindIsExitedOnlyAfterwards() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                parent: {cmd: ./parent, starttime: 0}
                """);
        sandbox.script("parent", "sleep 1000 &\necho $! >child.txt\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            long child = sandbox.awaitNumber("child.txt");

            assertThat(taskmaster.await("parent", "EXITED").text()).endsWith("exit status 0");
            assertThat(Proc.lives(child)).isFalse();
        }
    }

    @Test
    void orphansAreReaped() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                parent: {cmd: ./parent, starttime: 0}
                """);
        // Each comes to the supervisor when its own parent ends, and becomes a zombie there unless reaped.
        sandbox.script("parent", """
                for i in 1 2 3 4 5; do
                    sh -c 'sleep 0.05 & echo $! >>orphans.txt'
                    setsid sh -c 'sleep 0.05 & echo $! >>orphans.txt'
                done
                exec sleep 1000
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            Waiting.until(
                    "there were all orphans", () -> sandbox.lines("orphans.txt").size() == 10);
            for (String orphan : sandbox.lines("orphans.txt")) {
                Waiting.until(
                        "it is reaped", () -> Proc.stat(Long.parseLong(orphan)).isEmpty());
            }

            assertThat(Proc.children(taskmaster.pid()))
                    .singleElement()
                    .satisfies(stat -> assertThat(stat.pid()).isEqualTo(taskmaster.pidOf("parent")));
        }
    }

    @Test
    void programThatMakesItselfADaemonIsNotLeftRunningAndTheReasonSaysSo() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                daemon: {cmd: ./daemon, startretries: 1, starttime: 5}
                """);
        sandbox.script("daemon", "setsid ./work &\nuntil [ -e up.$$ ]; do sleep 0.01; done\n");
        sandbox.script("work", "echo $$ >>pids.txt\necho >up.$PPID\nexec sleep 1000\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            String fatal = taskmaster.await("daemon", "FATAL").text();

            assertThat(fatal)
                    .contains("; it left pid ")
                    .endsWith(" outside its process group running: have the program stay in the foreground, without"
                            + " setsid, `&` or a daemon mode (nginx: `daemon off;`)");
            assertThat(sandbox.lines("pids.txt")).hasSize(2).noneMatch(pid -> Proc.lives(Long.parseLong(pid)));
        }
    }

    @Test
    void stopEndsTheWholeSessionAndWhatHasLeftItAsWell() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                jobs: {cmd: [bash, ./jobs], starttime: 0}
                patient: {cmd: [bash, ./patient], starttime: 0, stoptime: 1000}
                """);
        sandbox.script("jobs", "set -m\nsleep 1000 &\nsetsid ./orphan\nset +m\necho $! >>pids.txt\nexec sleep 1000\n");
        sandbox.script("orphan", "sleep 1000 &\necho $! >>pids.txt\n");
        sandbox.script("patient", "setsid ./worker &\ntrap 'wait; exit 7' TERM\nwait\n");
        sandbox.script(
                "worker", "trap 'echo >asked.txt; exit' TERM\necho $$ >>pids.txt\nwhile :; do sleep 0.05; done\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            Waiting.until("all are up", () -> sandbox.lines("pids.txt").size() == 3);
            taskmaster.pidOf("jobs");

            assertThat(taskmaster.ask("stop jobs patient"))
                    .containsExactlyInAnyOrder(
                            "jobs: stopped (terminated by SIGTERM)", "patient: stopped (exit status 7)");

            assertThat(sandbox.lines("pids.txt")).noneMatch(pid -> Proc.lives(Long.parseLong(pid)));
            assertThat(sandbox.path("asked.txt")).exists();
        }
    }

    @Test
    void whatHasLeftItsSessionIsEndedBeforeTheRestartAndByTheShutdown() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                parent: {cmd: ./parent, starttime: 0}
                """);
        sandbox.script("parent", "setsid ./orphan\necho >>runs.txt\nexec sleep 1000\n");
        sandbox.script("orphan", "sleep 1000 &\necho $! >>pids.txt\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            Waiting.until("it is up", () -> sandbox.lines("runs.txt").size() == 1);
            Signals.send("KILL", taskmaster.pidOf("parent"));
            Waiting.until("it is up again", () -> sandbox.lines("runs.txt").size() == 2);
            assertThat(Proc.lives(Long.parseLong(sandbox.lines("pids.txt").getFirst())))
                    .isFalse();

            taskmaster.signal("TERM");

            assertThat(taskmaster.awaitExit()).isZero();
            assertThat(sandbox.lines("pids.txt")).hasSize(2).noneMatch(pid -> Proc.lives(Long.parseLong(pid)));
        }
    }

    @Test
    void whatCannotBeToldWhoseItIsIsLeftAndTold() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                parent: {cmd: ./parent, starttime: 0}
                """);
        sandbox.script("parent", "env -i setsid /bin/sh ./orphan\nexec sleep 1000\n");
        sandbox.script("orphan", "sleep 1000 &\necho $! >pid.txt\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            long left = sandbox.awaitNumber("pid.txt");
            taskmaster.signal("TERM");

            int status = taskmaster.awaitExit();
            boolean lives = Proc.lives(left);
            Signals.send("KILL", left);

            assertThat(status).isEqualTo(1);
            assertThat(lives).isTrue();
            taskmaster.awaitLog("leaving pid " + left
                    + " (sleep) behind: a program had started it, and it does not tell" + " which");
        }
    }
}
