package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `taskmasterctl tail`, and the last words of programs that do not start.
final class TailIT {

    @TempDir
    Path directory;

    @Test
    void severalProgramsAreFollowedOverRotationsAndRestarts() throws IOException {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                one: {cmd: "sh -c 'echo one starts; exec sleep 1000'", starttime: 0, stdout: one.log}
                other: {cmd: "sh -c 'echo other starts; exec sleep 1000'", starttime: 0, stdout: other.log}
                mute: {cmd: sleep 1000, starttime: 0}
                """);

        try (Background _ = Background.start(sandbox);
                Follower follower = new Follower(sandbox, "tail", "-f", "all")) {
            follower.await("one   | one starts");
            follower.await("other | other starts");
            follower.awaitError("mute: its stdout is not kept; write stdout: ");

            Files.move(sandbox.path("one.log"), sandbox.path("one.log.1"));
            assertThat(ctl(sandbox, "restart", "one", "other").status()).isZero();
            Waiting.until("each is told twice", () -> follower.lines().size() >= 4, follower::toString);

            assertThat(follower.lines())
                    .containsExactlyInAnyOrder(
                            "one   | one starts", "one   | one starts", "other | other starts", "other | other starts");
        }
    }

    @Test
    void noLineIsMissedOrDoubledWhileTheLogIsSetAsideAgainAndAgain() throws IOException {
        Sandbox sandbox = Sandbox.in(directory).programs("writer: {cmd: sleep 1000, starttime: 0, stdout: w.log}\n");

        try (Background _ = Background.start(sandbox);
                Follower follower = new Follower(sandbox, "tail", "-f", "-n", "100000", "writer")) {
            Path log = sandbox.path("w.log");
            Files.writeString(log, "begin\n");
            follower.await("begin");
            for (int round = 1; round <= 12; round++) {
                for (int i = round; i >= 1; i--) {
                    Path from = i == 1 ? log : sandbox.path("w.log." + (i - 1));
                    if (Files.exists(from)) {
                        Files.move(from, sandbox.path("w.log." + i));
                    }
                }
                Files.writeString(log, lines(round * 1000 - 999, round * 1000));
            }

            Waiting.until("all is read", () -> follower.lines().size() >= 12_001, follower::toString);
            assertThat(follower.lines().stream().skip(1))
                    .containsExactlyElementsOf(lines(1, 12_000).lines().toList());
        }
    }

    private static String lines(int from, int to) {
        StringBuilder text = new StringBuilder();
        IntStream.rangeClosed(from, to)
                .forEach(i -> text.append("line ").append(i).append('\n'));
        return text.toString();
    }

    @Test
    void whatOneProgramWroteComesByteByByte() throws IOException {
        Sandbox sandbox = Sandbox.in(directory).programs("web: {cmd: sleep 1000, starttime: 0, stdout: web.log}\n");

        try (Background _ = Background.start(sandbox)) {
            byte[] odd = {'a', (byte) 0xff, 0, '\r', '\n', 0x1b, '[', 'm', 'e', 'n', 'd'};
            Files.write(sandbox.path("web.log"), odd);

            try (Follower once = new Follower(sandbox, "tail", "web")) {
                once.awaitEnd();
            }

            assertThat(sandbox.path("follower.out")).hasBinaryContent(odd);
        }
    }

    @Test
    void aProgramThatDoesNotStartIsShownWithItsLastWords() {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                broken:
                  cmd: "sh -c 'echo reading; printf \\"no such table\\\\033[2J\\\\n\\" >&2; exit 3'"
                  autostart: false
                  startretries: 0
                  stdout: broken.out
                  stderr: broken.err
                """);

        try (Background _ = Background.start(sandbox)) {
            List<String> words = List.of(
                    "    broken's last lines of stderr:",
                    "    | no such table\\x1b[2J",
                    "    broken's last lines of stdout:",
                    "    | reading");

            List<String> answer = ctl(sandbox, "start", "broken").lines();
            assertThat(answer.getFirst()).startsWith("broken: ERROR (exited too quickly");
            assertThat(answer).containsSequence(words);
            assertThat(ctl(sandbox, "status", "broken").lines()).containsSequence(words);
            assertThat(ctl(sandbox, "status").output()).doesNotContain("no such table");
            assertThat(ctl(sandbox, "--json", "start", "broken").output()).contains("\"last_output\"", "no such table");
        }
    }

    private static Ran ctl(Sandbox sandbox, String... words) {
        List<String> all = new ArrayList<>(List.of("-c", sandbox.config().toString()));
        all.addAll(List.of(words));
        return Ran.program(sandbox, "taskmasterctl", all.toArray(String[]::new));
    }

    /// A `taskmasterctl` that goes on until it is closed.
    private static final class Follower implements AutoCloseable {

        private final Path out;
        private final Path err;
        private final Process process;

        Follower(Sandbox sandbox, String... words) throws IOException {
            out = sandbox.path("follower.out");
            err = sandbox.path("follower.err");
            List<String> command = new ArrayList<>(List.of(
                    Sandbox.program("taskmasterctl").toString(),
                    "-c",
                    sandbox.config().toString()));
            command.addAll(List.of(words));
            ProcessBuilder builder = new ProcessBuilder(sandbox.wrapped(command))
                    .directory(sandbox.path(".").toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(sandbox.environment());
            process = builder.start();
        }

        List<String> lines() {
            return read(out).lines().toList();
        }

        void await(String line) {
            Waiting.until(line, () -> lines().contains(line), this::toString);
        }

        void awaitError(String text) {
            Waiting.until(text, () -> read(err).contains(text), this::toString);
        }

        void awaitEnd() {
            Waiting.until("it ends", () -> !process.isAlive());
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String toString() {
            return read(out) + read(err);
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }
}
