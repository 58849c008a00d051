package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real terminal that is joined to that of a program, and given back.
final class AttachIT {

    private static final String SHELL = """
            console:
              cmd: bash --norc -i
              tty: true
              stdout: console.log
              starttime: 0
              autorestart: false
              stopsignal: HUP
              env: {PS1: "in> "}
            """;

    @TempDir
    Path directory;

    @Test
    void aShellIsUsedLeftFoundAgainAndEnded() {
        Sandbox sandbox = sandbox(SHELL);

        try (Background daemon = Background.start(sandbox)) {
            Terminal terminal = open(sandbox);
            terminal.enter("attach console");
            terminal.awaitText("attached to console; detach with Ctrl-] d");
            Waiting.until(
                    "its prompt is there",
                    () -> terminal.lastLine().equals("in>"),
                    () -> String.join("\n", terminal.screen()));

            terminal.type("echo $((40 + 2)); stty size").press("Enter");
            terminal.awaitText("30 100");
            terminal.type("sleep 1000").press("Enter");
            terminal.press("C-c");
            terminal.type("echo interrupted: $?").press("Enter");
            terminal.awaitText("interrupted: 130");

            terminal.press("C-]", "d");
            terminal.awaitText("detached from console, which goes on");
            terminal.awaitPrompt();
            terminal.enter("attach console");
            Waiting.until("its prompt is there again", () -> terminal.lastLine().equals("in>"));
            terminal.type("exit 5").press("Enter");
            terminal.awaitText("console: exit status 5");
            terminal.awaitPrompt();
            terminal.enter("quit");

            terminal.awaitEnd();
            assertThat(daemon.lives()).isTrue();
            terminal.abandon();
        }
        assertThat(String.join("\n", sandbox.lines("console.log"))).contains("42", "interrupted: 130");
    }

    @Test
    void oneCommandAttachesAndTellsByItsExitStatusHowItWent() {
        Sandbox sandbox = sandbox(SHELL);

        try (Background _ = Background.start(sandbox)) {
            String attach = Sandbox.program("taskmasterctl") + " -c " + sandbox.config() + " attach console";
            Terminal terminal =
                    Terminal.open(sandbox, List.of("sh", "-c", attach + "; echo left: $?; stty -a | tr ' ' '\\n'"));
            Waiting.until("its prompt is there", () -> terminal.lastLine().equals("in>"));

            terminal.press("C-]", "d");

            terminal.awaitText("left: 0");
            terminal.awaitEnd();
            assertThat(terminal.screen()).contains("icanon", "isig", "echo", "icrnl", "opost", "ixon");
            terminal.abandon();
        }
    }

    @Test
    void whoHasNoTerminalTypesFromAfar() {
        Sandbox sandbox = sandbox(SHELL);

        try (Background _ = Background.start(sandbox)) {
            Ran attach = ctl(sandbox, "attach", "console");
            assertThat(attach.status()).isEqualTo(1);
            assertThat(attach.errors()).contains("attach needs a terminal", "send console TEXT", "tail -f console");

            assertThat(ctl(sandbox, "send", "console", "echo $((40 + 2))").status())
                    .isZero();
            assertThat(ctl(sandbox, "send", "console", "--keys", "e x i t enter")
                            .status())
                    .isZero();
            assertThat(ctl(sandbox, "wait", "--until", "EXITED", "--timeout", "30s", "console")
                            .status())
                    .isZero();
        }
        assertThat(String.join("\n", sandbox.lines("console.log"))).contains("42");
    }

    private Sandbox sandbox(String programs) {
        return Sandbox.in(directory)
                .environment("XDG_STATE_HOME", directory.resolve("state-home").toString())
                .programs(programs);
    }

    private static Ran ctl(Sandbox sandbox, String... words) {
        List<String> all = new ArrayList<>(List.of("-c", sandbox.config().toString()));
        all.addAll(List.of(words));
        return Ran.program(sandbox, "taskmasterctl", all.toArray(String[]::new));
    }

    private static Terminal open(Sandbox sandbox) {
        Terminal terminal = Terminal.open(
                sandbox,
                List.of(
                        Sandbox.program("taskmasterctl").toString(),
                        "-c",
                        sandbox.config().toString()));
        terminal.awaitPrompt();
        return terminal;
    }
}
