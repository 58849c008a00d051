package org.taskmaster.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.taskmaster.model.Stream;

class LineSplitterTest {

    private final TakenLines taken = new TakenLines();
    private final LineSplitter splitter = new LineSplitter("web:0", Stream.STDERR, false, List.of(taken));

    @Test
    void linesAreGivenWithoutTheirEnds() {
        take(splitter, "one\n\ntwo\r\nthr");
        take(splitter, "ee\r");
        take(splitter, "\n");

        assertThat(taken.lines)
                .containsExactly("web:0 stderr: one", "web:0 stderr: ", "web:0 stderr: two", "web:0 stderr: three");
    }

    @Test
    void whatIsNotWholeIsGivenWhenNothingFollows() {
        take(splitter, "one\ntw");
        splitter.flush();
        splitter.flush();

        assertThat(taken.lines).containsExactly("web:0 stderr: one", "web:0 stderr: tw");
    }

    @Test
    void everyTargetIsGivenEveryLine() {
        TakenLines other = new TakenLines();

        take(new LineSplitter("web:0", Stream.STDOUT, false, List.of(taken, other)), "a\nb\n");

        assertThat(taken.lines).isEqualTo(other.lines).hasSize(2);
    }

    @Test
    void linesThatAreTooLongAreCutBetweenCharacters() {
        String text = "€".repeat(LineSplitter.LONGEST_LINE / 3);

        take(splitter, text + "€é\n");

        assertThat(taken.lines).containsExactly("web:0 stderr: " + text, "web:0 stderr: €é");
    }

    @Test
    void aLineAsLongAsAllowedIsWhole() {
        String text = "x".repeat(LineSplitter.LONGEST_LINE);

        take(splitter, text + "\n" + text);
        take(splitter, "\n");

        assertThat(taken.lines).containsExactly("web:0 stderr: " + text, "web:0 stderr: " + text);
    }

    @Test
    void controlSequencesAreTakenOutOnDemand() {
        LineSplitter stripping = new LineSplitter("web:0", Stream.STDOUT, true, List.of(taken));

        take(stripping, "\u001B[1mbo");
        take(stripping, "ld\u001B[");
        take(stripping, "0m\u001B]title\nplain\r\u001B[K\n");

        assertThat(taken.lines).containsExactly("web:0 stdout: bold", "web:0 stdout: plain");
    }

    @Test
    void theLinesDoNotDependOnHowTheBytesArrive() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            byte[] in = HostileText.of(random, 2000);
            for (boolean strip : new boolean[] {false, true}) {
                TakenLines once = new TakenLines();
                LineSplitter whole = new LineSplitter("a", Stream.STDERR, strip, List.of(once));
                whole.take(in, 0, in.length);
                whole.flush();
                TakenLines pieces = new TakenLines();
                LineSplitter cut = new LineSplitter("a", Stream.STDERR, strip, List.of(pieces));
                int most = 1 + random.nextInt(random.nextBoolean() ? 30 : 30_000);
                for (int at = 0; at < in.length; ) {
                    int end = Math.min(in.length, at + random.nextInt(most) + 1);
                    cut.take(in, at, end);
                    at = end;
                }
                cut.flush();

                assertThat(pieces.lines).as("seed %d, strip %s", seed, strip).isEqualTo(once.lines);
                assertThat(pieces.bytes)
                        .as("seed %d, strip %s", seed, strip)
                        .containsExactlyElementsOf(once.bytes)
                        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(LineSplitter.LONGEST_LINE));
            }
        }
    }

    private static void take(LineSplitter splitter, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        splitter.take(bytes, 0, bytes.length);
    }
}
