package org.taskmaster.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.taskmaster.model.AnsiFilter;

class AnsiFilterTest {

    @Test
    void coloursAndMovementsOfTheCursorGo() {
        assertThat(strip("\u001B[1;38;5;196mred\u001B[m, \u001B[2J\u001B[10;20H\u001B[?25l\u001B[>c\u001B[4 qcursor"))
                .isEqualTo("red, cursor");
    }

    @Test
    void titlesAndLinksGoUpToTheirEnd() {
        assertThat(strip("a\u001B]0;title\u0007b\u001B]8;;http://x\u001B\\link\u001B]8;;\u001B\\c"))
                .isEqualTo("ablinkc");
        assertThat(strip("a\u001B]0;λ漢\u0007b")).isEqualTo("ab");
    }

    @Test
    void stringsGoUpToTheirTerminatorAndABellIsAPartOfThem() {
        assertThat(strip("a\u001BPq#0\u0007x\u001B\\b\u001B_y\u001B\\c\u001B^z\u001B\\d\u001BXw\u001B\\e"))
                .isEqualTo("abcde");
    }

    @Test
    void characterSetsAndSingleSequencesGo() {
        assertThat(strip("a\u001B(Bb\u001B)0c\u001B#8d\u001B=e\u001B>f\u001B7g\u001BMh\u001B%Gi"))
                .isEqualTo("abcdefghi");
    }

    @Test
    void controlCharactersInASequenceAreKept() {
        assertThat(strip("a\u001B[3\t1mb")).isEqualTo("a\tb");
        assertThat(strip("a\u001B\rcb")).isEqualTo("a\rb");
    }

    @Test
    void cancellingEndsASequence() {
        assertThat(strip("a\u001B[31\u0018mb")).isEqualTo("amb");
        assertThat(strip("a\u001B]title\u001Ab")).isEqualTo("ab");
        assertThat(strip("a\u0018b")).isEqualTo("a\u0018b");
    }

    @Test
    void anEscapeBeginsAnotherSequence() {
        assertThat(strip("a\u001B[3\u001B[31mb\u001B\u001B[0mc\u001B]x\u001B[1md"))
                .isEqualTo("abcd");
    }

    @Test
    void theEndOfTheLineEndsEverySequence() {
        assertThat(strip("a\u001B]title\nb\u001BPx\nc\u001B[1\nd\u001B\ne")).isEqualTo("a\nb\nc\nd\ne");
    }

    @Test
    void charactersBeyondAsciiAreNoSequences() {
        byte[] bytes = {'a', (byte) 0x9B, '3', '1', 'm', (byte) 0xC2, (byte) 0x9B, (byte) 0xFF};

        assertThat(strip(bytes)).isEqualTo(bytes);
        assertThat(strip("\u001B[3éb")).isEqualTo("éb");
    }

    @Test
    void aSequenceMayArriveByteByByte() {
        AnsiFilter filter = new AnsiFilter();
        byte[] in = "a\u001B]8;;x\u001B\\b\u001B[31mc".getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int length = 0;

        for (int i = 0; i < in.length; i++) {
            length = filter.strip(in, i, i + 1, out, length);
        }

        assertThat(new String(out, 0, length, StandardCharsets.UTF_8)).isEqualTo("abc");
        assertThat(filter.isOutside()).isTrue();
    }

    @Test
    void whatIsLeftHasNoSequences() {
        for (int seed = 0; seed < 200; seed++) {
            byte[] in = HostileText.of(new Random(seed), 500);

            byte[] once = strip(in);

            assertThat(once).as("seed %d", seed).doesNotContain(0x1B);
            assertThat(lines(once)).as("seed %d", seed).isEqualTo(lines(in));
            assertThat(strip(once)).as("seed %d", seed).isEqualTo(once);
        }
    }

    @Test
    void itCanBeDoneInPlace() {
        byte[] bytes = "a\u001B[1mb\u001B[0mc".getBytes(StandardCharsets.UTF_8);

        int length = new AnsiFilter().strip(bytes, 0, bytes.length, bytes, 0);

        assertThat(new String(bytes, 0, length, StandardCharsets.UTF_8)).isEqualTo("abc");
    }

    private static long lines(byte[] bytes) {
        long lines = 0;
        for (byte one : bytes) {
            lines += one == '\n' ? 1 : 0;
        }
        return lines;
    }

    private static String strip(String text) {
        return new String(strip(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private static byte[] strip(byte[] in) {
        byte[] out = new byte[in.length];
        return Arrays.copyOf(out, new AnsiFilter().strip(in, 0, in.length, out, 0));
    }
}
