package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// What becomes of the supervisor when somebody sends it a signal, or stops it.
final class SignalsIT {

    /// INT, QUIT, TERM; ABRT, XCPU, PWR.
    private static final Set<Integer> END_IT = Set.of(2, 3, 15, 6, 24, 30);

    /// ILL, BUS, FPE, SEGV: to the JVM each is a defect of its own. KILL and STOP: nobody can take them.
    private static final Set<Integer> CANNOT_BE_TAKEN = Set.of(4, 7, 8, 11, 9, 19);

    @TempDir
    Path directory;

    @Test
    void survivesEverySignalThatDoesNotMeanItsEnd() {
        Sandbox sandbox = Sandbox.in(directory).supervisor("loglevel: debug").programs("""
                web: {cmd: sleep 1000, starttime: 0}
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            long web = taskmaster.pidOf("web");
            for (int signal = 1; signal <= 64; signal++) {
                if (!END_IT.contains(signal) && !CANNOT_BE_TAKEN.contains(signal)) {
                    Signals.sendNumber(signal, taskmaster.pid());
                    assertThat(taskmaster.lives()).as("after signal " + signal).isTrue();
                    assertThat(taskmaster.pidOf("web"))
                            .as("after signal " + signal)
                            .isEqualTo(web);
                }
            }
            for (String meaningless : List.of("SIGALRM", "SIGPROF", "SIGIO", "SIGRTMIN+0", "SIGTTIN")) {
                taskmaster.awaitLog("received " + meaningless + " from process ");
            }
            assertThat(Proc.status(web, "SigBlk")).isEqualTo("0000000000000000");
            assertThat(Proc.status(web, "SigIgn")).isEqualTo("0000000000000000");
        }
    }

    /// A JVM that takes a PIPE lets a TRAP that waits through, whoever has blocked it.
    @Test
    void survivesTwoSignalsAtOnceOfWhichTheJvmTakesOne() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                web: {cmd: sleep 1000, starttime: 0}
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            long web = taskmaster.pidOf("web");
            for (int round = 0; round < 3; round++) {
                taskmaster.signal("STOP");
                Waiting.until(
                        "it is stopped",
                        () -> Proc.stat(taskmaster.pid()).orElseThrow().state() == 'T');
                taskmaster.signal("TRAP");
                taskmaster.signal("PIPE");
                taskmaster.signal("CONT");
                assertThat(taskmaster.pidOf("web")).isEqualTo(web);
            }
            assertThat(Proc.status(web, "SigIgn")).isEqualTo("0000000000000000");
        }
    }

    @Test
    void endsInOrderWhenThePowerFails() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                web: {cmd: sleep 1000, starttime: 0}
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            taskmaster.pidOf("web");

            taskmaster.signal("PWR");

            assertThat(taskmaster.awaitExit()).isZero();
            taskmaster.awaitLog("stopped: web");
        }
    }

    @Test
    void whoDiedWhileItWasStoppedIsJudgedByHowLongItLived() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                quick: {cmd: ./quick, numprocs: 3, starttime: 2, startretries: 9}
                """);
        sandbox.script("quick", "echo $$ >>pids.txt\nread line <go\n");
        Tools.run("mkfifo", sandbox.path("go").toString());

        try (Taskmaster taskmaster = sandbox.start()) {
            long born = System.nanoTime();
            Waiting.until("they are up", () -> sandbox.lines("pids.txt").size() == 3);
            List<String> pids = sandbox.lines("pids.txt");
            taskmaster.signal("STOP");
            Waiting.until(
                    "it is stopped",
                    () -> Proc.stat(taskmaster.pid()).orElseThrow().state() == 'T');
            for (String pid : pids) {
                Signals.send("TERM", Long.parseLong(pid));
            }
            for (String pid : pids) {
                Waiting.until("it is dead", () -> !Proc.lives(Long.parseLong(pid)));
            }
            Waiting.until("starttime is over", () -> System.nanoTime() - born > 2_500_000_000L);
            taskmaster.signal("CONT");

            taskmaster.awaitLog("exited: quick:", 3);
            assertThat(taskmaster.logged("entered RUNNING")).isZero();
            assertThat(taskmaster.logged("it did not last starttime")).isEqualTo(3);
        }
    }
}
