package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody kills what is supervised.
final class KillIT {

    @TempDir
    Path directory;

    @Test
    void killedProcessIsReplacedByANewOneAndStatusKnowsAtOnce() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                web: {cmd: sleep 1000, numprocs: 2, starttime: 0}
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            long victim = taskmaster.pidOf("web:0");
            long other = taskmaster.pidOf("web:1");

            Signals.send("KILL", victim);
            taskmaster.awaitLog("exited: web:0 (terminated by SIGKILL; not expected)");
            taskmaster.awaitLog("spawned: 'web:0'", 2);

            assertThat(taskmaster.pidOf("web:0")).isNotEqualTo(victim);
            assertThat(Proc.lives(taskmaster.pidOf("web:0"))).isTrue();
            assertThat(taskmaster.pidOf("web:1")).isEqualTo(other);
        }
    }

    @Test
    void killedProcessThatIsNotRestartedIsShownWithItsSignal() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                web: {cmd: sleep 1000, autorestart: never, starttime: 0, numprocs: 2}
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            Signals.send("KILL", taskmaster.pidOf("web:0"));

            assertThat(taskmaster.await("web:0", "EXITED").text()).endsWith("terminated by SIGKILL");
            assertThat(taskmaster.status("web:1").state()).isEqualTo("RUNNING");
        }
    }

    @Test
    void everyProcessKilledAtOnceComesBack() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                web: {cmd: sleep 1000, numprocs: 50, starttime: 0}
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            var before = taskmaster.status();

            before.rows().forEach(row -> ProcessHandle.of(row.pid()).ifPresent(ProcessHandle::destroyForcibly));
            taskmaster.awaitLog("spawned: 'web:", 100);

            var after = taskmaster.status();
            assertThat(after.rows()).allMatch(row -> row.state().equals("RUNNING"));
            assertThat(after.rows()).extracting(Status.Row::pid).doesNotHaveDuplicates();
            assertThat(Proc.children(taskmaster.pid())).hasSize(50);
        }
    }
}
