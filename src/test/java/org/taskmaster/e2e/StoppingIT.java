package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// How a process is asked to end, and made to.
final class StoppingIT {

    @TempDir
    Path directory;

    @Test
    void everySignalThatCanBeCaughtCanBeTheStopSignal() {
        // 9 and 19 cannot be caught; 32 and 33 belong to glibc.
        List<Integer> signals = IntStream.rangeClosed(1, 64)
                .filter(number -> number != 9 && number != 19 && number != 32 && number != 33)
                .boxed()
                .toList();
        Sandbox sandbox = Sandbox.in(directory);
        Recorder.compileIn(sandbox);
        StringBuilder programs = new StringBuilder();
        for (int signal : signals) {
            String command = signal == 18 ? "./recorder cont" : "./recorder";
            programs.append("s%d: {cmd: %s, stopsignal: %d, stdout: s%d.txt, starttime: 0}\n"
                    .formatted(signal, command, signal, signal));
        }
        sandbox.programs(programs.toString());

        try (Taskmaster taskmaster = sandbox.start()) {
            signals.forEach(signal -> sandbox.awaitLine("s" + signal + ".txt", "ready"));

            List<String> answer = taskmaster.ask("stop all");

            assertThat(answer).hasSize(signals.size()).allMatch(line -> line.endsWith("stopped (exit status 0)"));
            for (int signal : signals) {
                assertThat(sandbox.lines("s" + signal + ".txt"))
                        .containsExactly("ready", signal + " from " + taskmaster.pid());
            }
        }
    }

    @Test
    void whatIsStoppedGoesOnToTakeItsStopSignal() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                leader: {cmd: ./handles leader, starttime: 0, stoptime: 1000}
                member: {cmd: ./parent, starttime: 0, stoptime: 1000}
                left: {cmd: ./leaves, starttime: 0, stoptime: 1000, autorestart: never}
                """);
        sandbox.script(
                "handles", "trap 'echo handled >$1.txt; exit' TERM\necho $$ >$1.pid\nwhile :; do sleep 0.05; done\n");
        sandbox.script("parent", "trap : TERM\n./handles member &\nwait\nwait\n");
        sandbox.script("leaves", "./handles left &\nuntil [ -s left.pid ]; do sleep 0.01; done\nkill -STOP $!\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            taskmaster.awaitLog("exited: left");
            for (String name : List.of("leader", "member")) {
                long pid = sandbox.awaitNumber(name + ".pid");
                Signals.send("STOP", pid);
                Waiting.until(
                        "it is stopped", () -> Proc.stat(pid).orElseThrow().state() == 'T');
            }

            assertThat(taskmaster.ask("stop leader member")).hasSize(2).allMatch(line -> line.contains("stopped ("));

            assertThat(sandbox.path("leader.txt")).exists();
            assertThat(sandbox.path("member.txt")).exists();
            assertThat(sandbox.path("left.txt")).exists();
            assertThat(taskmaster.logged("killing")).isZero();
        }
    }

    @Test
    void stopSignalHasItsUsualEffectOnAProgramThatDoesNotCatchIt() {
        List<String> signals =
                List.of("TERM", "HUP", "INT", "QUIT", "KILL", "USR1", "USR2", "ALRM", "SIGTERM", "RTMIN");
        Sandbox sandbox = Sandbox.in(directory);
        StringBuilder programs = new StringBuilder();
        signals.forEach(signal -> programs.append(
                "p%s: {cmd: sleep 1000, stopsignal: %s, stoptime: 1000, starttime: 0}\n".formatted(signal, signal)));
        sandbox.programs(programs.toString());

        try (Taskmaster taskmaster = sandbox.start()) {
            List<String> answer = taskmaster.ask("stop all");

            assertThat(answer)
                    .contains("pTERM: stopped (terminated by SIGTERM)", "pHUP: stopped (terminated by SIGHUP)")
                    .contains("pINT: stopped (terminated by SIGINT)", "pKILL: stopped (terminated by SIGKILL)")
                    .contains("pUSR1: stopped (terminated by SIGUSR1)", "pUSR2: stopped (terminated by SIGUSR2)")
                    .contains("pALRM: stopped (terminated by SIGALRM)", "pSIGTERM: stopped (terminated by SIGTERM)")
                    .contains("pRTMIN: stopped (terminated by SIGRTMIN+0)")
                    .anyMatch(line -> line.startsWith("pQUIT: stopped (terminated by SIGQUIT"));
        }
    }

    @Test
    void programThatIgnoresItsStopSignalIsKilledAfterStoptime() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                stubborn:
                    cmd: ./stubborn
                    starttime: 0
                    stoptime: 0.3
                """);
        sandbox.script("stubborn", "trap '' TERM\necho >ready\nwhile :; do sleep 1000; done\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            sandbox.awaitLine("ready", "");

            assertThat(taskmaster.ask("stop stubborn")).containsExactly("stubborn: stopped (terminated by SIGKILL)");
            assertThat(taskmaster.awaitLog("stopping: stubborn")).contains("with SIGTERM");
            assertThat(taskmaster.awaitLog("killing 'stubborn'")).contains("with SIGKILL");
        }
    }

    @Test
    void stoppedProcessStaysStoppedWhateverItsAutorestart() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                web: {cmd: sleep 1000, autorestart: always, starttime: 0}
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            long pid = taskmaster.pidOf("web");

            assertThat(taskmaster.ask("stop web")).containsExactly("web: stopped (terminated by SIGTERM)");
            assertThat(Proc.lives(pid)).isFalse();
            assertThat(taskmaster.status("web").state()).isEqualTo("STOPPED");
            assertThat(taskmaster.ask("stop web")).containsExactly("web: ERROR (not running)");
            assertThat(taskmaster.logged("spawned: 'web'")).isEqualTo(1);
        }
    }

    @Test
    void restartGivesANewProcessAndTouchesNoOther() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                web: {cmd: sleep 1000, numprocs: 3, starttime: 0}
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            var before = taskmaster.status();

            assertThat(taskmaster.ask("restart web:1"))
                    .singleElement()
                    .asString()
                    .startsWith("web:1: restarted in ");

            var after = taskmaster.status();
            assertThat(after.pidOf("web:0")).isEqualTo(before.pidOf("web:0"));
            assertThat(after.pidOf("web:1")).isNotEqualTo(before.pidOf("web:1"));
            assertThat(after.pidOf("web:2")).isEqualTo(before.pidOf("web:2"));
        }
    }

    @Test
    void signalReachesOneProcessAndStopsNothing() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                web: {cmd: ./noting, starttime: 0}
                """);
        sandbox.script("noting", "trap 'echo noted >>noted.txt' USR1\necho >ready\nwhile :; do sleep 0.05; done\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            sandbox.awaitLine("ready", "");

            assertThat(taskmaster.ask("signal USR1 web")).containsExactly("web: signalled");

            sandbox.awaitLine("noted.txt", "noted");
            assertThat(taskmaster.status("web").state()).isEqualTo("RUNNING");
        }
    }

    @Test
    void suspendedProgramIsKilledAfterStoptime() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                web: {cmd: sleep 1000, starttime: 0, stoptime: 0.3}
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            Signals.send("STOP", taskmaster.pidOf("web"));

            assertThat(taskmaster.ask("stop web"))
                    .singleElement()
                    .asString()
                    .startsWith("web: stopped (terminated by SIG");
        }
    }
}
