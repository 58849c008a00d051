package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.taskmaster.Waiting;

/// The shell in a real terminal: editing, history, completion, and what happens meanwhile.
final class TerminalIT {

    private static final String FLEET = """
            web: {cmd: sleep 1000, numprocs: 2, starttime: 0}
            worker: {cmd: sleep 1000, starttime: 0, autostart: false}
            slow: {cmd: sleep 1000, starttime: 1000, autostart: false}
            """;

    @TempDir
    Path directory;

    @Test
    void promptAppearsBelowTheStatusAndAnswers() {
        try (Terminal terminal = Terminal.open(Sandbox.in(directory).programs(FLEET))) {
            assertThat(terminal.screen()).anyMatch(row -> row.matches("web:0 +RUNNING +pid [0-9]+, uptime .*"));

            terminal.enter("version");

            terminal.awaitText("0.1.0");
            terminal.awaitPrompt();
        }
    }

    @Test
    void lineCanBeEdited() {
        try (Terminal terminal = Terminal.open(Sandbox.in(directory).programs(FLEET))) {
            terminal.type("staus").press("Left", "Left").type("t");
            terminal.awaitTyped("status");
            terminal.press("C-a").type("X").press("C-e").type("Y");
            terminal.awaitTyped("XstatusY");
            terminal.press("BSpace", "Home", "DC");
            terminal.awaitTyped("status");
            terminal.press("End").type(" web:0 web:1").press("M-b", "M-b", "C-k");
            terminal.awaitTyped("status web:0");
            terminal.press("C-w", "C-w").type("x").press("C-u");
            terminal.awaitPrompt();
            terminal.type("abc").press("C-a", "Right", "C-k", "C-y");
            terminal.awaitTyped("abc");
        }
    }

    @Test
    void historyOutlivesTheSupervisorAndIsPrivate() throws IOException {
        Sandbox sandbox = Sandbox.in(directory).programs(FLEET);
        try (Terminal terminal = Terminal.open(sandbox)) {
            terminal.enter("status web:0");
            terminal.awaitPrompt();
            terminal.enter("pid web:1");
            terminal.awaitPrompt();
            terminal.press("Up", "Up");
            terminal.awaitTyped("status web:0");
            terminal.press("Down");
            terminal.awaitTyped("pid web:1");
            terminal.press("C-u");
            terminal.enter("quit");
            terminal.awaitEnd();
        }

        Path history = sandbox.path("state").resolve("shell-history");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
                .isEqualTo("rw-------");
        try (Terminal terminal = Terminal.open(sandbox)) {
            terminal.press("Up", "Up");
            terminal.awaitTyped("pid web:1");
            terminal.press("C-u", "C-r").type("stat");
            terminal.awaitText("status web:0");
            terminal.press("C-c");
        }
    }

    @Test
    void tabCompletesCommandsAndNames() {
        try (Terminal terminal = Terminal.open(Sandbox.in(directory).programs(FLEET))) {
            terminal.type("rest").press("Tab");
            terminal.awaitTyped("restart");
            terminal.type("w").press("Tab");
            terminal.awaitText(Terminal.PROMPT + " restart web:");
            terminal.awaitText("web:1    (running)");
            terminal.press("C-c");
            terminal.awaitPrompt();
            terminal.type("start wor").press("Tab");
            terminal.awaitTyped("start worker");
        }
    }

    @Test
    void eventsAppearAboveWhatIsBeingTyped() {
        try (Terminal terminal = Terminal.open(Sandbox.in(directory).programs(FLEET))) {
            long web = Proc.children(terminal.pid()).getFirst().pid();
            terminal.type("status web:0 wor");

            Signals.send("KILL", web);

            terminal.awaitText("(terminated by SIGKILL; not expected)");
            terminal.awaitTyped("status web:0 wor");
            terminal.type("ker").press("Enter");
            terminal.awaitText("Not started");
            assertThat(terminal.screen()).anyMatch(row -> row.matches("worker +STOPPED +Not started"));
        }
    }

    @Test
    void windowThatChangesItsSizeIsDrawnAnew() {
        try (Terminal terminal = Terminal.open(Sandbox.in(directory).programs(FLEET))) {
            String line = "status web:0 web:1 worker slow web:0 web:1 worker slow";
            terminal.type(line);
            terminal.awaitTyped(line);

            terminal.resize(40, 20);
            terminal.type("!");
            Waiting.until(
                    "the line goes on in the next row",
                    () -> String.join("", lastRows(terminal, 2)).equals(Terminal.PROMPT + " " + line + "!"));
            terminal.resize(120, 30);
            terminal.press("BSpace");
            terminal.awaitTyped(line);

            terminal.press("C-u");
            terminal.awaitPrompt();
            terminal.enter("version");
            terminal.awaitText("0.1.0");
        }
    }

    @Test
    void interruptKeyClearsTheLineAndTouchesNothingElse() {
        try (Terminal terminal = Terminal.open(Sandbox.in(directory).programs(FLEET))) {
            List<Proc.Stat> before = Proc.children(terminal.pid());
            terminal.type("stop all");
            terminal.awaitTyped("stop all");

            terminal.press("C-c");

            terminal.awaitPrompt();
            terminal.press("C-c", "C-c", "C-c");
            terminal.enter("version");
            terminal.awaitText("0.1.0");
            assertThat(Proc.children(terminal.pid()))
                    .extracting(Proc.Stat::pid)
                    .isEqualTo(before.stream().map(Proc.Stat::pid).toList());
        }
    }

    @Test
    void interruptKeyEndsTheWaitingOfACommandAndNotTheCommand() {
        try (Terminal terminal = Terminal.open(Sandbox.in(directory).programs(FLEET))) {
            terminal.enter("start slow");
            terminal.awaitText("waiting for slow");

            terminal.press("C-c");

            terminal.awaitText("no longer waiting; the order stands");
            terminal.awaitPrompt();
            terminal.enter("status slow");
            terminal.awaitText("STARTING");
        }
    }

    @Test
    void suspendKeyDoesNotSuspend() {
        try (Terminal terminal = Terminal.open(Sandbox.in(directory).programs(FLEET))) {
            terminal.press("C-z");
            terminal.type("version").press("Enter");

            terminal.awaitText("0.1.0");
            assertThat(terminal.lives()).isTrue();
        }
    }

    @Test
    void endOfInputKeyStopsEverything() {
        Sandbox sandbox = Sandbox.in(directory).programs(FLEET);
        try (Terminal terminal = Terminal.open(sandbox)) {
            terminal.press("C-d");

            terminal.awaitEnd();
            assertThat(sandbox.survivors()).isEmpty();
            sandbox.awaitLine("taskmaster.log", "shutdown, asked by the shell, at the end of its input");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"by quit", "by Ctrl-D"})
    void interruptKeyKillsWhatIsLeftOnceTheShellHasEnded(String how) {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                deaf:
                  cmd: sh -c 'trap "" TERM; echo up >deaf.txt; while :; do sleep 1000; done'
                  starttime: 0
                  stoptime: 30m
                """);
        try (Terminal terminal = Terminal.open(sandbox)) {
            sandbox.awaitLine("deaf.txt", "up");
            if (how.equals("by quit")) {
                terminal.enter("quit");
            } else {
                terminal.press("C-d");
            }
            terminal.awaitText("each has up to 1800.0 s, Ctrl-C kills what is left");
            sandbox.awaitLine("taskmaster.log", "waiting for deaf to die");

            terminal.press("C-c");

            terminal.awaitEnd();
            assertThat(sandbox.survivors()).isEmpty();
            sandbox.awaitLine("taskmaster.log", "asked to exit again: killing what is left");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"by quit", "by SIGTERM"})
    void terminalIsLeftAsItWasFound(String how) {
        Sandbox sandbox = Sandbox.in(directory)
                .programs(FLEET)
                .by(
                        "sh",
                        "-c",
                        "stty -a >before.txt; \"$0\" \"$@\"; echo $? >status.txt; stty -a >after.txt; exec cat");
        try (Terminal terminal = Terminal.open(sandbox)) {
            if (how.equals("by quit")) {
                terminal.enter("quit");
            } else {
                terminal.type("stat");
                Signals.send("TERM", Proc.children(terminal.pid()).getFirst().pid());
            }
            sandbox.awaitLine("after.txt", "echok");

            assertThat(sandbox.awaitNumber("status.txt")).isZero();
            assertThat(sandbox.lines("after.txt")).isEqualTo(sandbox.lines("before.txt"));
        }
    }

    @Test
    void hangUpStopsEverything() {
        Sandbox sandbox = Sandbox.in(directory).programs(FLEET);
        try (Terminal terminal = Terminal.open(sandbox)) {
            terminal.type("status").hangUp();

            Waiting.until("nothing is left", () -> sandbox.survivors().isEmpty());
            sandbox.awaitLine("taskmaster.log", "taskmaster ends");
        }
    }

    @Test
    void terminationStopsEverythingFromOutside() {
        Sandbox sandbox = Sandbox.in(directory).programs(FLEET);
        try (Terminal terminal = Terminal.open(sandbox)) {
            terminal.type("stat");
            Signals.send("TERM", terminal.pid());

            terminal.awaitEnd();
            assertThat(sandbox.survivors()).isEmpty();
        }
    }

    @Test
    void floodOfEventsIsCutShortAndTheShellAnswers() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                many: {cmd: sleep 1000, numprocs: 100, starttime: 0}
                """);
        try (Terminal terminal = Terminal.open(sandbox)) {
            Proc.children(terminal.pid())
                    .forEach(child -> ProcessHandle.of(child.pid()).ifPresent(ProcessHandle::destroyForcibly));

            terminal.awaitText("more, see maintail");
            terminal.enter("version");
            terminal.awaitText("0.1.0");
        }
    }

    private static List<String> lastRows(Terminal terminal, int count) {
        List<String> screen = terminal.screen();
        return screen.subList(Math.max(0, screen.size() - count), screen.size());
    }
}
