package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
            assertThat(taskmaster.ask("stop parent")).containsExactly("parent: stopped (killed by SIGTERM)");

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
            taskmaster.awaitLog("left processes of its group " + parent + " behind, stopping them");
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
}
