package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// What `taskmasterd` says of its start is true, whatever else is written meanwhile and whatever it was started
/// with.
final class ReadyIT {

    private static final Path NOWHERE = Path.of("/dev/null");

    @TempDir
    Path directory;

    @Test
    void neitherProgramsNorTheirOutputNorTheJvmCanAnswerForIt() {
        Sandbox sandbox = Sandbox.in(directory)
                .environment(
                        "TASKMASTER_JAVA_OPTS", "-Xlog:startuptime -Xlog:gc*=info:stdout -Xlog:safepoint=info:stdout")
                .programs("""
                        shown: {cmd: "yes refused", starttime: 0, stdout_console: true}
                        itself: {cmd: sleep 1000, starttime: 0, stdout: /proc/self/fd/1, stderr: /dev/stderr}
                        """);

        Ran started = Ran.program(sandbox, "taskmasterd", "-c", sandbox.config().toString());

        assertThat(started.status()).as(started.errors()).isZero();
        assertThat(started.output()).isEmpty();
        try (Background daemon = Background.of(sandbox)) {
            assertThat(daemon.lives()).isTrue();
            Ran status = Ran.ctl(sandbox, "status");
            assertThat(status.lines()).hasSize(2).allMatch(line -> line.contains("RUNNING"));
            // Nothing of the terminal is kept, neither by the supervisor nor by a program.
            long itself = Long.parseLong(status.lines().getFirst().replaceAll(".* pid ([0-9]+),.*", "$1"));
            for (int stream = 0; stream <= 2; stream++) {
                assertThat(Proc.descriptors(itself).get(stream)).isEqualTo(NOWHERE);
            }
            assertThat(Proc.descriptors(daemon.pid()))
                    .containsEntry(0, NOWHERE)
                    .containsEntry(1, NOWHERE)
                    .containsEntry(2, sandbox.path("state/crash.log"));
        }
    }

    @Test
    void whatWasInheritedIsClosedBeforeAnythingElse() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "s");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        Sandbox sandbox = Sandbox.in(directory)
                .by("/usr/bin/python3", "-c", """
                        import os, sys
                        file = os.open(sys.argv[1], os.O_RDWR)
                        for number in 3, 9, 200:
                            os.dup2(file, number)
                        os.execv(sys.argv[2], sys.argv[2:])
                        """, secret.toString())
                .programs("web: {cmd: sleep 1000, starttime: 0}\n");

        try (Background daemon = Background.start(sandbox)) {
            assertThat(Proc.descriptors(daemon.pid())).doesNotContainValue(secret);
            assertThat(Proc.descriptors(daemon.pid()).values().stream().map(Path::toString))
                    .noneMatch(target -> target.startsWith("pipe:"));
        }
        try (Taskmaster taskmaster = sandbox.startWithoutShell()) {
            taskmaster.awaitOutput("spawned: 'web'");
            assertThat(Proc.descriptors(taskmaster.pid())).doesNotContainValue(secret);
        }
    }

    @Test
    void tooFewDescriptorsForTheOutputOfProgramsRefuseTheStartBeforeTheFirst() {
        Sandbox sandbox = Sandbox.in(directory)
                .by("sh", "-c", "ulimit -n 1024; exec \"$0\" \"$@\"")
                .programs("many: {cmd: sleep 1000, starttime: 0, numprocs: 330, stdout: auto, stderr: auto}\n");

        Ran started = Ran.program(sandbox, "taskmasterd", "-c", sandbox.config().toString());

        assertThat(started.status()).isEqualTo(2);
        assertThat(started.errors())
                .contains("the limit of open files is 1024")
                .contains("captured output of the programs need about 1520")
                .contains("ulimit -n 1520 in root's shell, or LimitNOFILE=1520 in a systemd unit")
                .doesNotContain("ended before it was ready");
        assertThat(sandbox.survivors()).isEmpty();
    }

    @Test
    void tooFewDescriptorsForTheSupervisorRefuseTheStartBeforeTheFirstProgram() {
        Sandbox sandbox = Sandbox.in(directory)
                .by("sh", "-c", "ulimit -n 40; exec \"$0\" \"$@\"")
                .programs("web: {cmd: \"sh -c 'touch began; exec sleep 1000'\", starttime: 0}\n");

        Ran started = Ran.program(sandbox, "taskmasterd", "-c", sandbox.config().toString());

        assertThat(started.status()).isEqualTo(2);
        assertThat(started.errors())
                .contains("the limit of open files is 40, but the supervisor itself needs about ")
                .contains("; raise it before the start: ulimit -n ")
                .doesNotContain("Exception");
        assertThat(sandbox.path("began")).doesNotExist();
        assertThat(sandbox.survivors()).isEmpty();
    }

    @Test
    void aReloadThatTheDescriptorsDoNotSufficeForIsRejectedAndOneThatTheyDoRuns() {
        String many = "many: {cmd: sleep 1000, starttime: 0, numprocs: %d, stdout: auto, stderr: none}\n";
        Sandbox sandbox = Sandbox.in(directory)
                .by("sh", "-c", "ulimit -n 600; exec \"$0\" \"$@\"")
                .programs(many.formatted(140));

        Ran started = Ran.program(sandbox, "taskmasterd", "-c", sandbox.config().toString());
        assertThat(started.status()).isZero();
        try (Background _ = Background.of(sandbox)) {
            assertThat(started.errors()).doesNotContain("limit");
            sandbox.programs(many.formatted(300));
            Ran tooMany = Ran.ctl(sandbox, "reload");
            assertThat(tooMany.status()).isNotZero();
            assertThat(tooMany.output() + tooMany.errors()).contains("the limit of open files is 600");
            sandbox.programs(many.formatted(190));
            Ran enough = Ran.ctl(sandbox, "reload");
            assertThat(enough.status()).as(enough.output() + enough.errors()).isZero();
            assertThat(enough.output()).doesNotContain("limit");
            Ran status = Ran.ctl(sandbox, "status");
            assertThat(status.lines()).hasSize(190).allMatch(line -> line.contains("RUNNING"));
        }
    }

    @Test
    void softLimitIsRaisedAsFarAsNeededAndAllIsSupervised() {
        Sandbox sandbox = Sandbox.in(directory)
                .by("sh", "-c", "ulimit -Sn 256; exec \"$0\" \"$@\"")
                .programs("many: {cmd: sleep 1000, starttime: 0, numprocs: 60, stdout: auto, stderr: auto}\n");

        try (Background _ = Background.start(sandbox)) {
            Ran status = Ran.ctl(sandbox, "status");
            assertThat(status.lines()).hasSize(60).allMatch(line -> line.contains("RUNNING"));
        }
    }

    @Test
    void threadLimitRefusesTheStartOrLetsItSucceedButNeverHangsOrLies() throws IOException {
        assumeTrue(Sandbox.isRoot(), "an ordinary user is needed whose processes can be counted");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        StringBuilder said = new StringBuilder();
        boolean refused = false;
        boolean up = false;
        for (int threads = 20; threads <= 60 && !(refused && up); threads += 6) {
            Sandbox sandbox = Sandbox.in(directory)
                    .withoutUser()
                    .environment("HOME", directory.toString())
                    // A number that nobody has, so that nobody else's processes count.
                    .by(
                            "setpriv",
                            "--reuid",
                            "61234",
                            "--regid",
                            "61234",
                            "--clear-groups",
                            "prlimit",
                            "--nproc=" + threads)
                    .programs("web: {cmd: sleep 1000, starttime: 0}\n");
            Ran started =
                    Ran.program(sandbox, "taskmasterd", "-c", sandbox.config().toString());
            said.append(started.errors());
            if (started.status() == 0) {
                up = true;
                try (Background daemon = Background.of(sandbox)) {
                    assertThat(daemon.lives()).isTrue();
                    Ran ready = Ran.ctl(sandbox, "version");
                    assertThat(ready.errors()).doesNotContain("does not run");
                }
            } else {
                refused |= started.errors().contains("the system allows");
                assertThat(started.status()).as(started.errors()).isEqualTo(2);
                // The guardian, too, which has to see its end first.
                Waiting.until("nothing is left", () -> sandbox.survivors().isEmpty());
            }
        }
        assertThat(refused).as(said.toString()).isTrue();
        assertThat(up).as(said.toString()).isTrue();
    }
}
