package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing of the supervisor's own ways reaches its programs.
final class ChildEnvironmentIT {

    private static final String PLAIN = "plain: {cmd: sleep 1000, starttime: 0}\n";

    /// glibc keeps 32 and 33 for itself, so nobody can give them back.
    private static final long GLIBC = 1L << 31 | 1L << 32;

    @TempDir
    Path directory;

    @Test
    void programHasTheStandardDescriptorsOnly() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                plain: {cmd: sleep 1000, starttime: 0}
                logged: {cmd: sleep 1000, starttime: 0, stdout: out.txt, stderr: err.txt, umask: 022}
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            assertThat(Proc.descriptors(taskmaster.pidOf("plain")).keySet()).isEqualTo(Set.of(0, 1, 2));
            assertThat(Proc.descriptors(taskmaster.pidOf("logged")))
                    .containsOnlyKeys(0, 1, 2)
                    .containsEntry(0, Path.of("/dev/null"))
                    .containsEntry(1, sandbox.path("out.txt"))
                    .containsEntry(2, sandbox.path("err.txt"));
        }
    }

    @Test
    void programBlocksAndIgnoresNoSignal() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                plain: {cmd: sleep 1000, starttime: 0}
                masked: {cmd: sleep 1000, starttime: 0, umask: 022}
                """);

        // As nohup and some daemons leave it.
        try (Taskmaster taskmaster = sandbox.by("env", "--ignore-signal=HUP,PIPE", "--block-signal=USR1,ALRM")
                .start()) {
            for (String name : Set.of("plain", "masked")) {
                assertThat(bits(taskmaster.pidOf(name), "SigBlk")).isZero();
                assertThat(bits(taskmaster.pidOf(name), "SigIgn") & ~GLIBC).isZero();
            }
        }
    }

    @Test
    void programLeadsASessionAndAGroupOfItsOwn() {
        Sandbox sandbox = Sandbox.in(directory).programs(PLAIN);

        try (Taskmaster taskmaster = sandbox.start()) {
            long pid = taskmaster.pidOf("plain");

            assertThat(Proc.stat(pid)).hasValueSatisfying(stat -> {
                assertThat(stat.session()).isEqualTo(pid);
                assertThat(stat.group()).isEqualTo(pid);
                assertThat(stat.parent()).isEqualTo(taskmaster.pid());
            });
        }
    }

    @Test
    void programSeesTheLimitOnOpenFilesThatTheLauncherSaw() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                plain: {cmd: sleep 1000, starttime: 0, numprocs: 400}
                """);

        try (Taskmaster taskmaster =
                sandbox.by("sh", "-c", "ulimit -Sn 300; exec \"$0\" \"$@\"").start()) {
            assertThat(Proc.softLimitOfFiles(taskmaster.pidOf("plain:0"))).isEqualTo("300");
            assertThat(Proc.softLimitOfFiles(taskmaster.pidOf("plain:399"))).isEqualTo("300");
            assertThat(taskmaster.status().rows()).allMatch(row -> row.state().equals("RUNNING"));
        }
    }

    @Test
    void programDoesNotSeeTheLaunchersVariables() {
        Sandbox sandbox = Sandbox.in(directory)
                .environment("NOTIFY_SOCKET", "/no/such/socket")
                .programs(PLAIN);

        try (Taskmaster taskmaster = sandbox.start()) {
            assertThat(Proc.environment(taskmaster.pidOf("plain")))
                    .doesNotContainKeys("NOTIFY_SOCKET", "_JAVA_SR_SIGNUM");
        }
    }

    private static long bits(long pid, String key) {
        return Long.parseUnsignedLong(Proc.status(pid, key), 16);
    }
}
