package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// `taskmasterd` detaches, and there is one supervisor at a time for a configuration.
final class DaemonIT {

    @TempDir
    Path directory;

    @Test
    void launcherReturnsWhenTheSupervisorIsReadyAndHasLetGoOfEverything() {
        Sandbox sandbox = sandbox();

        try (Background daemon = Background.start(sandbox)) {
            assertThat(Proc.stat(daemon.pid()).orElseThrow().session()).isEqualTo(daemon.pid());
            assertThat(List.of(0, 1, 2))
                    .extracting(Proc.descriptors(daemon.pid())::get)
                    .containsExactly(Path.of("/dev/null"), Path.of("/dev/null"), sandbox.path("state/crash.log"));
            assertThat(sandbox.lines("taskmaster.log")).anyMatch(line -> line.contains("spawned: 'web'"));
        }

        assertThat(sandbox.path("state/taskmaster.pid")).doesNotExist();
    }

    @Test
    void closingTheTerminalThatStartedItLeavesItRunning() {
        Sandbox sandbox = sandbox();
        String command = Sandbox.program("taskmasterd") + " -c " + sandbox.config() + "; exec cat";

        try (Background daemon = startedInTerminal(sandbox, command)) {
            assertThat(daemon.lives()).isTrue();
            assertThat(sandbox.lines("taskmaster.log")).noneMatch(line -> line.contains("SIGHUP"));
        }
    }

    @Test
    void secondSupervisorIsRefusedAndToldWhoHoldsTheState() {
        Sandbox sandbox = sandbox();

        try (Background daemon = Background.start(sandbox)) {
            for (String program : List.of("taskmasterd", "taskmaster")) {
                Ran second =
                        Ran.program(sandbox, program, "-c", sandbox.config().toString());

                assertThat(second.status()).isEqualTo(2);
                assertThat(second.errors())
                        .contains("another Taskmaster is running with this state already: pid " + daemon.pid()
                                + ", since ")
                        .contains("taskmasterctl -c " + sandbox.config() + " shutdown")
                        .contains("statedir:");
            }
            assertThat(daemon.lives()).isTrue();
            assertThat(sandbox.awaitNumber("state/taskmaster.pid")).isEqualTo(daemon.pid());
        }
    }

    @Test
    void shutdownCanBeWaitedForAndWhoeverStartsMeanwhileIsToldOfIt() throws Exception {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                deaf:
                  cmd: sh -c 'trap "" TERM; echo up >deaf.txt; while :; do sleep 1000; done'
                  starttime: 0
                  stoptime: 30m
                """);
        String config = sandbox.config().toString();
        try (Background daemon = Background.start(sandbox)) {
            sandbox.awaitLine("deaf.txt", "up");
            CompletableFuture<Ran> waiting =
                    CompletableFuture.supplyAsync(() -> Ran.ctl(sandbox, "shutdown", "--wait"));
            sandbox.awaitLine("taskmaster.log", "waiting for deaf to die");

            Ran second = Ran.program(sandbox, "taskmasterd", "-c", config);

            assertThat(second.status()).isEqualTo(2);
            // What it advises to wait with is what waits here.
            assertThat(second.errors())
                    .contains("another Taskmaster with this state is ending: pid " + daemon.pid())
                    .containsPattern("Wait for its end: .*taskmasterctl -c ")
                    .contains(config + " shutdown --wait. Then start this one again");
            assertThat(waiting).isNotDone();
            long told = System.nanoTime();
            Waiting.until("a second request is another intention", () -> System.nanoTime() - told > 1_000_000_000);
            Signals.send("TERM", daemon.pid());
            assertThat(waiting.get().output()).isEqualTo("stopped 1 process; the supervisor has ended\n");
            assertThat(waiting.get().status()).isZero();
        }
        sandbox.programs("web: {cmd: sleep 1000, starttime: 0}\n");
        Background.start(sandbox).close();
    }

    @Test
    void killedSupervisorCanBeStartedAgain() {
        Sandbox sandbox = sandbox();
        Background first = Background.start(sandbox);

        Signals.send("KILL", first.pid());
        Waiting.until("it is dead", () -> !first.lives());
        sandbox.endSurvivors();

        try (Background second = Background.start(sandbox)) {
            assertThat(second.pid()).isNotEqualTo(first.pid());
            sandbox.awaitLine(
                    "taskmaster.log",
                    "the previous supervisor (pid " + first.pid()
                            + ") did not end properly; what still runs of its programs can be taken over");
            sandbox.awaitLine("taskmaster.log", "ended while no supervisor ran");
            assertThat(second.lives()).isTrue();
        }
    }

    @Test
    void whatStandsInTheWayIsSaidWhereItWasStarted() {
        Sandbox sandbox = Sandbox.in(directory).programs("web: {comand: sleep 1000}\n");

        Ran started = Ran.program(sandbox, "taskmasterd", "-c", sandbox.config().toString());

        assertThat(started.status()).isEqualTo(2);
        assertThat(started.errors()).contains("there is no setting `comand`");
        assertThat(started.output()).isEmpty();
        Waiting.until("nothing is left", () -> sandbox.survivors().isEmpty());
    }

    @Test
    void nodaemonStaysInTheForegroundAndShowsItsLog() {
        Sandbox sandbox = sandbox();

        try (Taskmaster taskmaster = Taskmaster.launch(
                sandbox,
                Sandbox.program("taskmasterd"),
                List.of("-n", "-c", sandbox.config().toString()))) {
            taskmaster.awaitOutput("spawned: 'web'");
            assertThat(sandbox.awaitNumber("state/taskmaster.pid")).isEqualTo(taskmaster.pid());

            taskmaster.signal("TERM");

            assertThat(taskmaster.awaitExit()).isZero();
        }
    }

    @Test
    void optionOfSupervisordThatIsAKeyHereIsNamed() {
        Ran ran = Ran.program(Sandbox.in(directory), "taskmasterd", "-j", "/tmp/pid");

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.errors()).contains("there is no option -j: write pidfile: in the taskmaster: section");
    }

    private Sandbox sandbox() {
        return Sandbox.in(directory).programs("web: {cmd: sleep 1000, starttime: 0}\n");
    }

    private static Background startedInTerminal(Sandbox sandbox, String command) {
        Terminal terminal = Terminal.open(sandbox, List.of("sh", "-c", command));
        Background daemon = Background.of(sandbox);
        Waiting.until(
                "it has let go of the terminal",
                () -> sandbox.path("state/crash.log")
                        .equals(Proc.descriptors(daemon.pid()).get(2)));
        terminal.abandon();
        return daemon;
    }
}
