package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// The shell of `taskmasterctl` in a real terminal: a visitor of the supervisor.
final class CtlShellIT {

    @TempDir
    Path directory;

    @Test
    void shellCompletesNamesAndLeavesTheSupervisorRunning() {
        Sandbox sandbox = sandbox("webserver: {cmd: sleep 1000, starttime: 0}\n");

        try (Background daemon = Background.start(sandbox)) {
            Terminal terminal = Terminal.openClient(sandbox);
            assertThat(terminal.screen()).anyMatch(row -> row.contains("webserver") && row.contains("RUNNING"));

            terminal.type("restart webs").press("Tab");
            terminal.awaitText("restart webserver");
            terminal.press("Enter");
            terminal.awaitText("webserver: restarted in");
            terminal.awaitPrompt();
            terminal.press("C-d");

            terminal.awaitEnd();
            assertThat(daemon.lives()).isTrue();
            terminal.abandon();
        }
    }

    @Test
    void ctrlCEndsAWaitingAndNotTheShell() {
        Sandbox sandbox = sandbox("slow: {cmd: sleep 1000, starttime: 3600}\n");

        try (Background daemon = Background.start(sandbox)) {
            Terminal terminal = Terminal.openClient(sandbox);

            terminal.enter("restart slow");
            terminal.awaitText("waiting for slow");
            terminal.press("C-c");
            terminal.awaitText("no longer waiting; the order stands");
            terminal.awaitPrompt();
            terminal.enter("quit");

            terminal.awaitEnd();
            assertThat(daemon.lives()).isTrue();
            terminal.abandon();
        }
    }

    @Test
    void shutdownAsksFirst() {
        Sandbox sandbox = sandbox("web: {cmd: sleep 1000, starttime: 0}\n");

        try (Background daemon = Background.start(sandbox)) {
            Terminal terminal = Terminal.openClient(sandbox);

            terminal.enter("shutdown");
            terminal.awaitText("Stop 1 process and end the supervisor? [y/N]");
            terminal.type("n").press("Enter");
            terminal.awaitText("nothing was done");
            assertThat(daemon.lives()).isTrue();
            terminal.awaitPrompt();
            terminal.enter("shutdown");
            Waiting.until(
                    "it asks again", () -> terminal.lastLine().equals("Stop 1 process and end the supervisor? [y/N]"));
            terminal.type("y").press("Enter");

            Waiting.until("the supervisor ends", () -> !daemon.lives());
            terminal.abandon();
        }
    }

    @Test
    void ctrlCEndsAOneShotCommandAndTheOrderStands() {
        Sandbox sandbox = sandbox("slow: {cmd: sleep 1000, starttime: 3600}\n");

        try (Background daemon = Background.start(sandbox)) {
            String command = Sandbox.program("taskmasterctl") + " -c " + sandbox.config()
                    + " restart slow; echo \"status $?\"; exec cat";
            Terminal terminal = Terminal.open(sandbox, List.of("sh", "-c", "trap : INT; " + command));
            terminal.awaitText("waiting for slow");

            terminal.press("C-c");

            terminal.awaitText("no longer waiting; the order stands");
            terminal.awaitText("status 130");
            assertThat(daemon.lives()).isTrue();
            terminal.abandon();
        }
    }

    @Test
    void whatIsTypedReachesAProcessInTheForeground() {
        Sandbox sandbox = sandbox("echo: {cmd: cat, stdin: pipe, starttime: 0, stdout: " + directory + "/echo.out}\n");

        try (Background daemon = Background.start(sandbox)) {
            Terminal terminal = Terminal.openClient(sandbox);

            terminal.enter("fg echo");
            terminal.type("hello out there").press("Enter");
            Waiting.until(
                    "it comes back",
                    () -> terminal.screen().stream()
                                    .filter(row -> row.strip().equals("hello out there"))
                                    .count()
                            // once more when it was typed before the shell took it
                            >= 2);
            terminal.press("C-c");
            terminal.awaitPrompt();

            assertThat(daemon.lives()).isTrue();
            assertThat(sandbox.lines("echo.out")).containsExactly("hello out there");
            terminal.abandon();
        }
    }

    private Sandbox sandbox(String programs) {
        return Sandbox.in(directory)
                .environment("XDG_STATE_HOME", directory.resolve("state-home").toString())
                .programs(programs);
    }
}
