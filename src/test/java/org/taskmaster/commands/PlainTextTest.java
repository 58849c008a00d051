package org.taskmaster.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlainTextTest {

    /// What was written, and what can be read.
    private record Written(String bytes, String text) {}

    private static final List<Written> LINES = List.of(
            new Written("plain\ttext", "plain\ttext"),
            new Written("one\r", "one"),
            new Written(" 10%\r 50%\r100%", "100%"),
            new Written("Downloading 100%\r\033[KDone", "Done"),
            new Written("longer line\rshort", "shortr line"),
            new Written("\033[1;31mred\033[0m and \033]8;;http://x\033\\link\033]8;;\007", "red and link"),
            new Written("\033(Bset\033=\033[?2004hmode\033[6n", "setmode"),
            new Written("typo\b\bxe", "tyxe"),
            new Written("abcdef\033[3D\033[P\033[2@XY", "abcXYef"),
            new Written("abc\033[5Cd\033[1GA\033[4GB", "AbcB    d"),
            new Written("a\tb\rx", "x       b"),
            new Written("first\033[Hsecond\033[3;5Hthird", "first\nsecond\n    third"),
            new Written("one\033[2K\rtwo\033[1Kx", "   x"),
            new Written("中文\r字", "字文"),
            new Written("中文\ra\033[4Gb", "a  b"),
            new Written("e\u0301\ra", "a"),
            new Written("bell\007, nul\0", "bell, nul"),
            new Written("cut \033[12", "cut "),
            new Written("cut \033]0;title", "cut "),
            new Written("far\033[99999999Cx", "far" + " ".repeat(997) + "x"),
            new Written("\033[0mlogin: ", "login: "));

    @Test
    void aLineIsWhatATerminalShowsInTheEnd() {
        for (Written line : LINES) {
            assertThat(text(line.bytes() + "\r\nnext\n", 1_000))
                    .as(line.bytes().replace('\033', '^'))
                    .isEqualTo(line.text() + "\nnext\n");
        }
    }

    @Test
    void itIsTheSameInAnyPieces() {
        StringBuilder all = new StringBuilder();
        LINES.forEach(line -> all.append(line.bytes()).append("\r\n"));
        String whole = text(all.toString(), 100_000);

        for (int seed = 0; seed < 50; seed++) {
            assertThat(text(all.toString(), new Random(seed).nextInt(1, 20))).isEqualTo(whole);
        }
    }

    @Test
    void whatIsNoUtf8KeepsItsBytes() {
        PlainText plain = new PlainText();

        assertThat(plain.of(new byte[] {'a', (byte) 0xe9, 0x1b, '[', 'm', '\r', '\n'}))
                .containsExactly('a', 0xe9, '\n');
    }

    @Test
    void theBeginningOfALineCanBeSeenAndIsToldOnce() {
        PlainText plain = new PlainText();

        assertThat(plain.of("one\r\n\033[1mlog".getBytes(StandardCharsets.UTF_8)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("one\n");
        assertThat(plain.unfinished()).isEqualTo("log");
        assertThat(plain.rest()).asString(StandardCharsets.UTF_8).isEqualTo("log");
        assertThat(plain.rest()).isEmpty();
    }

    @Test
    void aLineWithoutEndIsToldInPieces() {
        assertThat(text("x".repeat(200_000), 200_000)).hasSize(200_000);
    }

    private static String text(String written, int piece) {
        byte[] bytes = written.getBytes(StandardCharsets.UTF_8);
        PlainText plain = new PlainText();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int at = 0; at < bytes.length; at += piece) {
            text.writeBytes(plain.of(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece))));
        }
        text.writeBytes(plain.rest());
        return text.toString(StandardCharsets.UTF_8);
    }
}
