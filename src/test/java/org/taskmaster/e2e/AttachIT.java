package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

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
            Terminal terminal = Terminal.openClient(sandbox);
            terminal.enter("attach console");
            terminal.awaitText("attached to console; detach with Ctrl-] d");
            Waiting.until(
                    "its prompt is there",
                    () -> terminal.lastLine().equals("in>"),
                    () -> String.join("\n", terminal.screen()));

            terminal.type("echo $((40 + 2)); stty size").press("Enter");
            terminal.awaitText("30 100");
            // What it writes shows that the terminal is its own by now: before, the shell would take the key, and go
            // on.
            terminal.type("sh -c 'echo $((40 + 3)); exec sleep 1000'").press("Enter");
            terminal.awaitText("43");
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
    void fullScreenProgramsAreFoundAsTheyWereLeftAndFollowTheSizeOfTheWindow() throws IOException {
        Path tools = Files.createDirectory(directory.resolve("client"));
        Sandbox sandbox = sandbox(SHELL + """
                editor:
                  cmd: vim -u NONE -N text.txt
                  tty: true
                  stdout: editor.log
                  starttime: 0
                  workingdir: %s
                monitor: {cmd: htop -d 600, tty: true, starttime: 0}
                """.formatted(sandboxPath()));
        sandbox.write("text.txt", "the first line\nthe second line\n");
        Sandbox client = Sandbox.in(tools);

        try (Background _ = Background.start(sandbox)) {
            Terminal terminal = attached(client, sandbox, "editor");
            terminal.awaitText("the second line");
            terminal.type("Gonew words").press("Escape");
            terminal.awaitText("new words");
            terminal.resizeTo(90, 25);
            // the last row is for commands, and empty
            Waiting.until("it fills the window", () -> terminal.visible().size() == 24, terminal::picture);
            String before = terminal.picture();
            terminal.press("C-]", "d");
            terminal.awaitText("detached from editor");
            terminal.abandon();

            Terminal again = attached(client, sandbox, "editor");
            again.resizeTo(90, 25);
            Waiting.until("it looks as before", () -> again.picture().equals(before), () -> before + again.picture());
            again.type(":q!").press("Enter");
            again.awaitText("editor: exit status 0");
            again.abandon();

            Terminal monitor = attached(client, sandbox, "monitor");
            monitor.awaitText("F10Quit");
            monitor.press("F10");
            monitor.awaitText("monitor: exit status 0");
            monitor.abandon();
        }
        assertThat(String.join("\n", sandbox.lines("editor.log"))).contains("the second line", "new words");
    }

    @Test
    void twoViewersSeeTheSameAndOneThatOnlyLooksCannotType() throws IOException {
        Sandbox sandbox = sandbox(SHELL);
        Sandbox first = Sandbox.in(Files.createDirectory(directory.resolve("first")));
        Sandbox second = Sandbox.in(Files.createDirectory(directory.resolve("second")));

        try (Background _ = Background.start(sandbox)) {
            Terminal typist = attached(first, sandbox, "console");
            Terminal viewer = attached(second, sandbox, "--read-only", "console");
            typist.type("echo $((40 + 2))").press("Enter");
            typist.awaitText("42");
            viewer.awaitText("42");
            viewer.type("echo never").press("Enter");
            typist.type("echo $((50 + 3))").press("Enter");
            viewer.awaitText("53");

            assertThat(typist.picture()).doesNotContain("never");
            assertThat(viewer.visible()).isEqualTo(typist.visible());
            typist.abandon();
            viewer.abandon();
        }
    }

    @Test
    void whoHasNoTerminalTypesFromAfar() {
        Sandbox sandbox = sandbox(SHELL);

        try (Background _ = Background.start(sandbox)) {
            Ran attach = Ran.ctl(sandbox, "attach", "console");
            assertThat(attach.status()).isEqualTo(1);
            assertThat(attach.errors()).contains("attach needs a terminal", "send console TEXT", "tail -f console");

            assertThat(Ran.ctl(sandbox, "send", "console", "echo $((40 + 2))").status())
                    .isZero();
            assertThat(Ran.ctl(sandbox, "send", "console", "--keys", "e x i t enter")
                            .status())
                    .isZero();
            assertThat(Ran.ctl(sandbox, "wait", "--until", "EXITED", "--timeout", "30s", "console")
                            .status())
                    .isZero();
        }
        assertThat(String.join("\n", sandbox.lines("console.log"))).contains("42");
    }

    /// A terminal in which a command has attached, and the greeting is over.
    private static Terminal attached(Sandbox client, Sandbox sandbox, String... words) {
        List<String> command = new ArrayList<>(List.of(
                Sandbox.program("taskmasterctl").toString(),
                "-c",
                sandbox.config().toString(),
                "attach"));
        command.addAll(List.of(words));
        return Terminal.open(client, command);
    }

    private Path sandboxPath() throws IOException {
        return directory.toRealPath();
    }

    private Sandbox sandbox(String programs) {
        return Sandbox.in(directory)
                .environment("XDG_STATE_HOME", directory.resolve("state-home").toString())
                .programs(programs);
    }
}
