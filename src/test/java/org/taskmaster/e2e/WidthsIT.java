package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is said on a terminal is laid out to its width, between words and never within what is to be copied; and
/// says the same as into a pipe.
final class WidthsIT {

    private static final List<Integer> WIDTHS = List.of(50, 80, 200);

    /// What is as wide as it is, so that nobody copies half of it.
    private static final String WHOLE = " *(\\S+|(taskmaster|taskmasterctl|taskmasterd) .*|'.*'\\S*)";

    @TempDir
    Path directory;

    @Test
    void messagesFitTheTerminal() {
        Sandbox sandbox = sandbox();
        sandbox.programs("""
                web: {cmd: sleep 1000, numprocs: 2, starttime: 0}
                absent: {cmd: /nonexistent/programs/that/nobody has/installed, startretries: 0}
                """);

        try (Background running = Background.start(sandbox)) {
            assertThat(running.lives()).isTrue();
            sandbox.awaitLine("taskmaster.log", "gave up: absent");
            sandbox.programs("""
                    web: {cmd: sleep 1001, numprocs: 3, starttime: 0, stdout: none, stoptime: 3, umask: 022, nice: 1}
                    absent: {cmd: sleep 1002}
                    """);
            sandbox.write("say", """
                    ctl="taskmasterctl -c taskmaster.yaml"
                    $ctl status
                    $ctl status nobody such-a-name-that-is-as-long-as-a-row-of-the-narrowest-terminal
                    $ctl help
                    $ctl --help
                    $ctl reload --dry-run
                    $ctl events
                    $ctl tail web:0
                    $ctl start web:0 --nothing-of-that-kind >/dev/null
                    taskmasterctl -c nobody.yaml status
                    taskmaster --help
                    taskmasterd --help
                    taskmasterd -c taskmaster.yaml
                    taskmaster check bad.yaml
                    (mkdir gone && cd gone && rmdir ../gone && taskmaster check taskmaster.yaml)
                    echo That was all.
                    """);
            sandbox.write(
                    "bad.yaml", "programs:\n  web: {cmd: x, redirect_stderr: true, stdout: on, listen: somewhere}\n");
            String told =
                    Ran.path(sandbox, Path.of("/bin/sh"), "-c", "sh ./say 2>&1").output();
            for (int columns : WIDTHS) {
                follows(sandbox, columns, told);
            }
        }
    }

    private static void follows(Sandbox sandbox, int columns, String told) {
        Terminal terminal = Terminal.open(sandbox, columns, List.of("sh", "-c", "sh ./say; exec cat"));
        try {
            terminal.awaitText("That was all.");
            List<String> lines = terminal.lines();
            assertThat(lines)
                    .as("in %d columns", columns)
                    .allMatch(line -> line.length() <= columns || line.matches(WHOLE));
            assertThat(words(String.join("\n", lines)))
                    .as("in %d columns", columns)
                    .isEqualTo(words(told));
            assertThat(lines.stream().filter(line -> line.startsWith("web:")).limit(2))
                    .as("in %d columns", columns)
                    .allMatch(line -> line.matches("web:[01] +RUNNING +pid \\d+, uptime \\d:\\d\\d:\\d\\d"));
        } finally {
            terminal.abandon();
        }
    }

    /// One line, in which no number changes as time goes by.
    private static String words(String text) {
        return text.lines()
                .collect(Collectors.joining(" "))
                .replaceAll(" +", " ")
                .replaceAll("\\d+", "0")
                .strip();
    }

    private Sandbox sandbox() {
        Sandbox sandbox = Sandbox.in(directory);
        return sandbox.environment("PATH", Path.of("").toAbsolutePath() + ":" + System.getenv("PATH"))
                .environment("COLUMNS", "")
                .environment("XDG_STATE_HOME", directory.resolve("state-home").toString());
    }
}
