package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.taskmaster.Waiting;

/// What follows when a program ends by itself after a successful start.
final class AutorestartIT {

    /// Ends as it is told when it runs for the first time, and stays the second time.
    private static final String ONCE = """
            echo run >>runs.txt
            [ "$(wc -l <runs.txt)" -gt 1 ] || %s
            exec sleep 1000
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "always,     0, 0",
        "always,     3, 0",
        "true,       0, 0",
        "unexpected, 3, 0",
        "unexpected, 0, 3",
        "unexpected, 1, '[0, 2]'"
    })
    void programIsStartedAgain(String autorestart, int code, String expected) {
        Sandbox sandbox = sandbox(autorestart, "exit " + code, expected);

        try (Taskmaster taskmaster = sandbox.start()) {
            Waiting.until("it runs again", () -> sandbox.lines("runs.txt").size() == 2);

            assertThat(taskmaster.status("once").state()).isEqualTo("RUNNING");
            taskmaster.awaitLog("spawned: 'once'", 2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "never,      0, 0",
        "never,      3, 0",
        "false,      3, 0",
        "unexpected, 0, 0",
        "unexpected, 2, '[0, 2]'",
        "unexpected, 255, 255"
    })
    void programStaysExitedWithItsStatus(String autorestart, int code, String expected) {
        Sandbox sandbox = sandbox(autorestart, "exit " + code, expected);

        try (Taskmaster taskmaster = sandbox.start()) {
            Status.Row row = taskmaster.await("once", "EXITED");

            assertThat(row.text()).endsWith("exit status " + code);
            assertThat(sandbox.lines("runs.txt")).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, expected", "1, 0, not expected"})
    void logTellsWhetherAnExitWasExpected(int code, String expected, String verdict) {
        Sandbox sandbox = sandbox("never", "exit " + code, expected);

        try (Taskmaster taskmaster = sandbox.start()) {
            assertThat(taskmaster.awaitLog("exited: once"))
                    .contains("(exit status " + code + "; " + verdict + ")")
                    .contains(verdict.equals("expected") ? " INFO " : " WARN ");
        }
    }

    @Test
    void deathBySignalIsUnexpectedWhateverTheExitCodes() {
        Sandbox sandbox = sandbox("unexpected", "kill -s SEGV $$", "[0, 11, 139]");

        try (Taskmaster taskmaster = sandbox.start()) {
            Waiting.until("it runs again", () -> sandbox.lines("runs.txt").size() == 2);

            assertThat(taskmaster.awaitLog("exited: once"))
                    .contains("terminated by SIGSEGV")
                    .contains("; not expected");
        }
    }

    @Test
    void deathBySignalIsShownByItsName() {
        Sandbox sandbox = sandbox("never", "kill -s KILL $$", "0");

        try (Taskmaster taskmaster = sandbox.start()) {
            assertThat(taskmaster.await("once", "EXITED").text()).endsWith("terminated by SIGKILL");
        }
    }

    @Test
    void programThatEndsAtOnceForEverIsSlowedDownAndNotGivenUp() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                brief:
                    cmd: "true"
                    autorestart: always
                    starttime: 0
                """);

        try (Taskmaster taskmaster = sandbox.start()) {
            taskmaster.awaitLog("keeps ending at once (exit status 0), next try in 0.4 seconds");

            assertThat(taskmaster.status("brief").state()).isNotEqualTo("FATAL");
        }
    }

    private Sandbox sandbox(String autorestart, String end, String expected) {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                once:
                    cmd: ./once
                    starttime: 0
                    autorestart: %s
                    exitcodes: %s
                """.formatted(autorestart, expected));
        sandbox.script("once", ONCE.formatted(end));
        return sandbox;
    }
}
