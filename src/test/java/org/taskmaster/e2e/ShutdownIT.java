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

/// Every way to end. That nothing is left running is checked whenever a sandbox is closed.
final class ShutdownIT {

    private static final String FLEET = """
            web: {cmd: sleep 1000, numprocs: 3, starttime: 0}
            waiting: {cmd: "false", startretries: 100}
            starting: {cmd: sleep 1000, starttime: 1000}
            grouped: {cmd: sh -c 'sleep 1000 & sleep 1000 & wait', starttime: 0}
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "QUIT"})
    void signalStopsEverythingAndEnds(String signal) {
        Sandbox sandbox = Sandbox.in(directory).programs(FLEET);

        try (Taskmaster taskmaster = sandbox.start()) {
            taskmaster.await("web:2", "RUNNING");

            taskmaster.signal(signal);

            assertThat(taskmaster.awaitExit()).isZero();
            assertThat(sandbox.survivors()).isEmpty();
            assertThat(taskmaster.awaitLog("received SIG" + signal)).contains("from process ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "QUIT"})
    void signalEndsASupervisorWithoutAShell(String signal) {
        Sandbox sandbox = Sandbox.in(directory).programs(FLEET);

        try (Taskmaster taskmaster = sandbox.startWithoutShell()) {
            taskmaster.awaitOutput("success: web:2");

            taskmaster.signal(signal);

            assertThat(taskmaster.awaitExit()).isZero();
            assertThat(sandbox.survivors()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"quit", "exit", "shutdown"})
    void commandStopsEverythingAndEnds(String command) {
        Sandbox sandbox = Sandbox.in(directory).programs(FLEET);

        try (Taskmaster taskmaster = sandbox.start()) {
            taskmaster.await("web:2", "RUNNING");
            taskmaster.write(command + "\n");

            taskmaster.awaitExit();

            assertThat(sandbox.survivors()).isEmpty();
            assertThat(taskmaster.awaitLog("shutdown, asked by")).contains("the shell");
        }
    }

    @Test
    void endOfTheInputStopsEverythingAndEnds() {
        Sandbox sandbox = Sandbox.in(directory).programs(FLEET);

        try (Taskmaster taskmaster = sandbox.start()) {
            taskmaster.write("pid\n");
            taskmaster.endInput();

            assertThat(taskmaster.awaitExit()).isZero();
            assertThat(sandbox.survivors()).isEmpty();
            taskmaster.awaitLog("at the end of its input");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'status\npid\n', 0",
        "'stop web\nstatus\n', 3",
        "'start no-such\n', 4",
        "'frobnicate\nstatus\n', 1",
        "'start\n', 2",
        "'stop web\npid web\nfrobnicate\n', 7"
    })
    void exitStatusIsThatOfTheFirstCommandThatDidNotSucceed(String commands, int status) {
        Sandbox sandbox = Sandbox.in(directory).programs("web: {cmd: sleep 1000, starttime: 0}\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            taskmaster.write(commands);
            taskmaster.endInput();

            assertThat(taskmaster.awaitExit()).isEqualTo(status);
        }
    }

    @Test
    void higherPrioritiesStopFirstAndLowerOnesWaitForThem() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                database: {cmd: ./slow database, priority: 1, starttime: 0}
                application: {cmd: ./slow application, priority: 2, starttime: 0}
                web: {cmd: ./slow web, priority: 3, starttime: 0}
                """);
        sandbox.script("slow", """
                trap 'echo "$1 asked" >>order.txt; sleep 0.1; echo "$1 ends" >>order.txt; exit' TERM
                echo >"ready-$1"
                while :; do sleep 0.05; done
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            List.of("database", "application", "web").forEach(name -> sandbox.awaitLine("ready-" + name, ""));

            taskmaster.signal("TERM");

            assertThat(taskmaster.awaitExit()).isZero();
            assertThat(sandbox.lines("order.txt"))
                    .containsExactly(
                            "web asked",
                            "web ends",
                            "application asked",
                            "application ends",
                            "database asked",
                            "database ends");
        }
    }

    @Test
    void secondSignalKillsWhatIsLeft() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                stubborn: {cmd: ./stubborn, starttime: 0, stoptime: 1000}
                """);
        sandbox.script("stubborn", "trap '' TERM\necho >ready\nwhile :; do sleep 1000; done\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            sandbox.awaitLine("ready", "");
            taskmaster.signal("TERM");
            taskmaster.awaitLog("stopping: stubborn");
            taskmaster.signal("INT");
            taskmaster.awaitLog("taken for the same request as before; to kill what is left, send it again from another"
                    + " process a second or more after the first, or press Ctrl-C again");
            long heard = System.nanoTime();
            Waiting.until("a second is over", () -> System.nanoTime() - heard > 1_000_000_000);
            assertThat(taskmaster.lives()).isTrue();

            taskmaster.signal("TERM");

            assertThat(taskmaster.awaitExit()).isZero();
            taskmaster.awaitLog("asked to exit again: killing what is left");
        }
    }

    @Test
    void shutdownWaitsForProgramsThatTakeTheirTime() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                slow: {cmd: ./slow, starttime: 0, stoptime: 1000}
                """);
        sandbox.script(
                "slow", "trap 'sleep 0.3; echo >finished; exit' TERM\necho >ready\nwhile :; do sleep 0.05; done\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            sandbox.awaitLine("ready", "");
            taskmaster.write("quit\n");

            taskmaster.awaitExit();

            assertThat(sandbox.path("finished")).exists();
        }
    }

    @Test
    void programsThatDieDuringTheShutdownAreNotRestarted() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                first: {cmd: sleep 1000, starttime: 0, autorestart: always, priority: 1}
                slow: {cmd: ./slow, starttime: 0, stoptime: 1000, priority: 2}
                """);
        sandbox.script("slow", """
                trap 'echo >asked; while [ ! -e go ]; do sleep 0.05; done; exit' TERM
                echo >ready
                while :; do sleep 0.05; done
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            sandbox.awaitLine("ready", "");
            long first = taskmaster.pidOf("first");
            taskmaster.signal("TERM");
            sandbox.awaitLine("asked", "");
            Signals.send("KILL", first);
            taskmaster.awaitLog("exited: first");
            sandbox.write("go", "");

            assertThat(taskmaster.awaitExit()).isZero();
            assertThat(taskmaster.logged("spawned: 'first'")).isEqualTo(1);
        }
    }

    @Test
    void logTellsTheBeginningAndTheEnd() {
        Sandbox sandbox = Sandbox.in(directory).programs("web: {cmd: sleep 1000, starttime: 0}\n");

        try (Taskmaster taskmaster = sandbox.start()) {
            taskmaster.write("quit\n");
            assertThat(taskmaster.awaitExit()).isZero();

            assertThat(taskmaster.log().getFirst()).contains("started with pid " + taskmaster.pid());
            assertThat(taskmaster.log().getLast()).contains("taskmaster ends");
        }
    }
}
