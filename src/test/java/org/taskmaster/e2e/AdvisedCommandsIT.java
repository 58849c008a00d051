package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// The commands that messages advise do what they say when they are typed as they stand there, also where names have
/// blanks and quotes.
final class AdvisedCommandsIT {

    @TempDir
    Path directory;

    @Test
    void whoTypesWhatIsAdvisedGetsWhereItSays() throws Exception {
        Sandbox sandbox = Sandbox.in(Files.createDirectory(directory.resolve("it's a $HOME;")))
                .programs("a;b's: {cmd: sh -c 'echo oops >&2; exec sleep 1000', starttime: 0, stderr: kept.txt}\n"
                        + "term: {cmd: sleep 1000, starttime: 0, tty: true}\n");
        sandbox.environment("PATH", Path.of("").toAbsolutePath() + ":" + System.getenv("PATH"));

        Ran nobody = typed(sandbox, "taskmasterctl -c taskmaster.yaml status");
        assertThat(nobody.status()).isEqualTo(69);
        Ran started = typed(
                sandbox, found(nobody.errors(), "to start its supervisor: (.*)").group(1));
        assertThat(started.status()).as(started.errors()).isZero();

        try (Background running = Background.of(sandbox)) {
            sandbox.awaitLine("kept.txt", "oops");
            Ran silent = typed(sandbox, "taskmasterctl -c taskmaster.yaml tail \"a;b's\"");
            String tail = found(silent.output() + silent.errors(), "Its stderr is kept: ([^\\n)]*)")
                    .group(1);
            assertThat(typed(sandbox, "taskmasterctl -c taskmaster.yaml " + tail)
                            .output())
                    .isEqualTo("oops\n");

            Ran terminal = typed(sandbox, "taskmasterctl -c taskmaster.yaml tail term stderr");
            String line = found(terminal.output() + terminal.errors(), "write (std[a-z]+: [^ ]+) for term")
                    .group(1);
            sandbox.programs("term: {cmd: sleep 1000, tty: true, " + line + "}\n");
            assertThat(typed(sandbox, "taskmaster check taskmaster.yaml").errors())
                    .isEmpty();

            Ran second = typed(sandbox, "taskmasterd -c \"$PWD/taskmaster.yaml\"");
            assertThat(second.status()).isEqualTo(2);
            MatchResult advice = found(second.errors(), "Talk to it: (.*)\\. End it: (.* shutdown --wait)\\.");
            assertThat(typed(sandbox, advice.group(1)).output()).contains("RUNNING");
            Ran ended = typed(sandbox, advice.group(2));
            assertThat(ended.status()).as(ended.errors()).isZero();
            Waiting.until("the supervisor has ended", () -> !running.lives());
        }
    }

    @Test
    void whoCannotAskTheOtherSupervisorCanEndIt() throws Exception {
        Sandbox sandbox = Sandbox.in(directory).programs("web: {cmd: sleep 1000, starttime: 0}\n");

        try (Background running = Background.start(sandbox)) {
            sandbox.supervisor("socket: " + sandbox.path("other.sock") + "\npidfile: " + sandbox.path("other.pid"))
                    .programs("web: {cmd: sleep 1000, starttime: 0}\n");
            Ran second =
                    Ran.program(sandbox, "taskmasterd", "-c", sandbox.config().toString());
            assertThat(second.status()).isEqualTo(2);
            typed(sandbox, found(second.errors(), "End it: (kill [0-9]+)\\.").group(1));
            Waiting.until("the supervisor has ended", () -> !running.lives());
        }
    }

    @Test
    void whoHasNoConfigurationIsShownOneThatIsValid() throws Exception {
        Sandbox sandbox = Sandbox.in(directory);
        sandbox.environment("PATH", Path.of("").toAbsolutePath() + ":" + System.getenv("PATH"));

        Ran ran = typed(sandbox, "taskmaster check");

        if (!Files.exists(Path.of("/etc/taskmaster/taskmaster.yaml"))) {
            String shown =
                    found(ran.errors(), "(?s)This is one to begin with:\n(.*)").group(1);
            sandbox.file(shown);
            assertThat(typed(sandbox, "taskmaster check -c taskmaster.yaml").output())
                    .contains("is valid");
        }
    }

    /// Types a line into a shell, in the directory of the sandbox.
    private static Ran typed(Sandbox sandbox, String line) {
        return Ran.path(
                sandbox,
                Path.of("/bin/sh"),
                "-c",
                "cd \"$0\" && " + line,
                sandbox.path("").toString());
    }

    private static MatchResult found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is advised by: " + text));
    }
}
