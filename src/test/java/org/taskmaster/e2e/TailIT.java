package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

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
            assertThat(Ran.ctl(sandbox, "restart", "one", "other").status()).isZero();
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

    /// What is fed to it is written by the process with the number 0, whatever that is called; `count` writes by
    /// itself.
    private static String scaled(Sandbox sandbox, int processes) {
        String feed = sandbox.path("feed.%(process_num)s").toString();
        return """
                fed:
                  cmd: sh -c 'test -p %1$s || mkfifo %1$s; exec cat <>%1$s'
                  numprocs: %2$d
                  starttime: 0
                  stdout: auto
                count:
                  cmd: sh -c 'test %%(process_num)s = 0 || exec sleep 1000; while :; do i=$((i+1)); echo $i; sleep 0.01; done'
                  numprocs: %2$d
                  starttime: 0
                  stdout: auto
                """.formatted(feed, processes);
    }

    @Test
    void aProcessIsFollowedUnderEachOfItsNamesLineByLineAndNoneComesLate() throws IOException {
        Sandbox sandbox = Sandbox.in(directory);
        sandbox.programs(scaled(sandbox, 1));
        Path feed = sandbox.path("feed.0");
        List<String> written = new ArrayList<>();

        try (Background _ = Background.start(sandbox);
                Follower all = new Follower(sandbox, "tail", "-f", "all");
                Follower one = new Follower("one", sandbox, "tail", "-f", "fed")) {
            Waiting.until("it can be fed", () -> Files.exists(feed));
            for (int round = 0; round < 6; round++) {
                written.add("before " + round);
                Files.writeString(feed, "before " + round + "\n", StandardOpenOption.WRITE);
                if (round > 0) {
                    sandbox.programs(scaled(sandbox, 1 + round % 2));
                    assertThat(Ran.ctl(sandbox, "reload").status()).isZero();
                }
                // comes though nothing more is written
                Waiting.until("all", () -> fed(all).equals(written), all::toString);
                Waiting.until("one", () -> fed(one).equals(written), one::toString);
                written.add("after " + round);
                Files.writeString(feed, "after " + round + "\n", StandardOpenOption.WRITE);
                Waiting.until("all", () -> fed(all).equals(written), all::toString);
                Waiting.until("one", () -> fed(one).equals(written), one::toString);
            }

            List<String> counted = of("count", all);
            // the last one may be cut
            assertThat(counted.removeLast()).isNotEmpty();
            int first = Integer.parseInt(counted.getFirst());
            assertThat(counted)
                    .isEqualTo(IntStream.range(first, first + counted.size())
                            .mapToObj(Integer::toString)
                            .toList());
        }
    }

    @Test
    void anUnfinishedLineIsEndedWhereOthersJoin() throws IOException {
        Sandbox sandbox = Sandbox.in(directory);
        sandbox.programs(unfinished(1));

        try (Background _ = Background.start(sandbox);
                Follower follower = new Follower(sandbox, "tail", "-f", "half")) {
            List<String> before = List.of("whole", "half");
            Waiting.until("the line is begun", () -> follower.lines().equals(before), follower::toString);
            sandbox.programs(unfinished(2));
            assertThat(Ran.ctl(sandbox, "reload").status()).isZero();

            Waiting.until(
                    "another joins",
                    () -> follower.lines().stream().anyMatch(line -> line.matches(".*half:1 +\\| whole")),
                    follower::toString);
            assertThat(follower.lines().subList(0, 2)).isEqualTo(before);
        }
    }

    private static String unfinished(int processes) {
        return "half: {cmd: \"sh -c 'echo whole; printf half; exec sleep 1000'\", starttime: 0, stdout: auto, numprocs: "
                + processes + "}\n";
    }

    private static List<String> fed(Follower follower) {
        return of("fed", follower);
    }

    /// The whole lines of a program's processes, without the labels that several have.
    private static List<String> of(String program, Follower follower) {
        return follower.lines().stream()
                .filter(line ->
                        line.matches(program + "(:[0-9])? +\\| .*") || program.equals("fed") && !line.contains("|"))
                .map(line -> line.substring(line.indexOf('|') + 1).strip())
                .collect(Collectors.toCollection(ArrayList::new));
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
    void whatBecameOfALogThatWasTakenFromAProgramWhichWritesItIsTold() throws IOException {
        Sandbox sandbox = Sandbox.in(directory).programs("""
                gone: {cmd: "sh -c 'echo gone; exec sleep 1000'", starttime: 0, stdout: gone.log}
                inside: {cmd: "sh -c 'echo inside; exec sleep 1000'", starttime: 0, stdout: sub/inside.log}
                moved: {cmd: "sh -c 'echo moved; exec sleep 1000'", starttime: 0, stdout: moved.log, stderr: stdout}
                kept: {cmd: "sh -c 'echo kept; exec sleep 1000'", starttime: 0, stdout: kept.log, stderr: kept.log}
                idle: {cmd: sleep 1000, autostart: false, stdout: idle.log}
                """);

        try (Background _ = Background.start(sandbox)) {
            for (String log : List.of("gone.log", "sub/inside.log", "moved.log", "kept.log")) {
                Waiting.until(log, () -> Follower.isFilled(sandbox.path(log)));
            }
            assertThat(said(Ran.ctl(sandbox, "reopen"))).contains("reopened all log files");
            Files.delete(sandbox.path("gone.log"));
            Files.delete(sandbox.path("sub/inside.log"));
            Files.delete(sandbox.path("sub"));
            Files.move(sandbox.path("moved.log"), sandbox.path("moved.log.1"));
            String removed = ".log: it was removed, and what %s \\(pid [0-9]+\\) writes goes on into the removed file;"
                    + " restart it to have a new one made";
            String renamed = ".log: it was moved to .*/moved\\.log\\.1, and what moved \\(pid [0-9]+\\) writes goes on"
                    + " there; restart it to have a new one made";

            assertThat(said(Ran.ctl(sandbox, "tail", "gone"))).containsPattern("gone" + removed.formatted("gone"));
            assertThat(said(Ran.ctl(sandbox, "tail", "inside")))
                    .containsPattern("inside" + removed.formatted("inside"));
            assertThat(said(Ran.ctl(sandbox, "tail", "moved"))).containsPattern("moved" + renamed);
            assertThat(said(Ran.ctl(sandbox, "tail", "idle")))
                    .contains("idle.log: it does not exist; it is made when idle starts");

            // as logrotate leaves it: there is a new file, but nobody writes to it
            Files.createFile(sandbox.path("moved.log"));
            Ran reopened = Ran.ctl(sandbox, "reopen");
            assertThat(reopened.status()).isNotZero();
            assertThat(said(reopened))
                    .containsPattern("cannot reopen .*gone" + removed.formatted("gone"))
                    .containsPattern("cannot reopen .*inside" + removed.formatted("inside"))
                    .containsPattern("cannot reopen .*moved" + renamed)
                    .doesNotContain("kept")
                    .doesNotContain("idle");

            assertThat(Ran.ctl(sandbox, "restart", "gone", "inside", "moved").status())
                    .isZero();
            Waiting.until("it is written anew", () -> Follower.isFilled(sandbox.path("sub/inside.log")));
            assertThat(said(Ran.ctl(sandbox, "tail", "gone"))).contains("gone");
            assertThat(said(Ran.ctl(sandbox, "reopen"))).contains("reopened all log files");
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

            List<String> answer = Ran.ctl(sandbox, "start", "broken").lines();
            assertThat(answer.getFirst()).startsWith("broken: ERROR (exited too quickly");
            assertThat(answer).containsSequence(words);
            assertThat(Ran.ctl(sandbox, "status", "broken").lines()).containsSequence(words);
            assertThat(Ran.ctl(sandbox, "status").output()).doesNotContain("no such table");
            assertThat(Ran.ctl(sandbox, "--json", "start", "broken").output())
                    .contains("\"last_output\"", "no such table");
        }
    }

    private static String said(Ran ran) {
        return ran.output() + ran.errors();
    }

    /// A `taskmasterctl` that goes on until it is closed.
    private static final class Follower implements AutoCloseable {

        private final Path out;
        private final Path err;
        private final Process process;

        Follower(Sandbox sandbox, String... words) throws IOException {
            this("follower", sandbox, words);
        }

        /// @param files how its files are called
        Follower(String files, Sandbox sandbox, String... words) throws IOException {
            out = sandbox.path(files + ".out");
            err = sandbox.path(files + ".err");
            process = sandbox.startClient(files, words);
        }

        static boolean isFilled(Path file) {
            return Files.exists(file) && !read(file).isEmpty();
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
