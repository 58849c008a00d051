package org.taskmaster.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.taskmaster.model.Capture;
import org.taskmaster.model.Capture.LineFormat;
import org.taskmaster.model.Stream;

class RewriterTest {

    private static final String TIME = "2026-11-25T09:41:00.123+01:00";
    private static final String HEAD = TIME + " web:0 | ";

    private Instant now = Instant.parse("2026-11-25T08:41:00.123Z");
    private final byte[] out = new byte[Rewriter.LEAST_ROOM];

    @Test
    void aPrefixTellsTheTimeAndTheName() {
        assertThat(all(rewriter(LineFormat.PREFIX, false), "one\n\ntwo\n"))
                .isEqualTo(HEAD + "one\n" + HEAD + "\n" + HEAD + "two\n");
    }

    @Test
    void aPrefixMarksTheStandardError() {
        Rewriter rewriter =
                new Rewriter(capture(LineFormat.PREFIX, false), "web:0", Stream.STDERR, () -> now, berlin());

        assertThat(all(rewriter, "one\n")).isEqualTo(TIME + " web:0 stderr | one\n");
    }

    @Test
    void theTimeIsThatOfTheCallInTheZonesOffset() {
        Rewriter rewriter = rewriter(LineFormat.PREFIX, false);

        assertThat(all(rewriter, "a\n")).startsWith("2026-11-25T09:41:00.123+01:00 ");
        now = now.plusMillis(4);
        assertThat(all(rewriter, "b\n")).startsWith("2026-11-25T09:41:00.127+01:00 ");
        now = now.plusMillis(900);
        assertThat(all(rewriter, "c\n")).startsWith("2026-11-25T09:41:01.027+01:00 ");
        now = Instant.parse("2027-03-28T01:00:00Z");
        assertThat(all(rewriter, "summer\n")).startsWith("2027-03-28T03:00:00.000+02:00 ");
        now = Instant.parse("1969-12-31T23:59:59.999Z");
        assertThat(all(rewriter, "before\n")).startsWith("1970-01-01T00:59:59.999+01:00 ");
    }

    @Test
    void universalTimeHasAnOffsetOfTheSameLength() {
        Rewriter rewriter =
                new Rewriter(capture(LineFormat.PREFIX, false), "web:0", Stream.STDOUT, () -> now, ZoneId.of("UTC"));

        assertThat(all(rewriter, "a\n")).isEqualTo("2026-11-25T08:41:00.123+00:00 web:0 | a\n");
    }

    @Test
    void afterAPrefixEveryByteIsKept() {
        byte[] line = {(byte) 0xC3, 0, (byte) 0xFF, '\r', 0x1B, '[', '1', 'm', '\n'};

        assertThat(all(rewriter(LineFormat.PREFIX, false), line)).isEqualTo(joined(bytes(HEAD), line));
    }

    @Test
    void jsonIsOneObjectForEachLine() {
        assertThat(all(rewriter(LineFormat.JSON, false), "one\n\n"))
                .isEqualTo("{\"time\":\"" + TIME
                        + "\",\"process\":\"web:0\",\"stream\":\"stdout\",\"message\":\"one\"}\n"
                        + "{\"time\":\"" + TIME
                        + "\",\"process\":\"web:0\",\"stream\":\"stdout\",\"message\":\"\"}\n");
    }

    @Test
    void jsonEscapesWhatStringsMayNotHold() {
        assertThat(message("a\"b\\c\td\be\ff\rg\0h\u001Bi\u007Fj\u0085k"))
                .isEqualTo("a\\\"b\\\\c\\td\\be\\ff\\rg\\u0000h\\u001bi\\u007fj\\u0085k");
        assertThat(message("é λ 漢 😀 \u00A0")).isEqualTo("é λ 漢 😀 \u00A0");
    }

    @Test
    void jsonShowsWhatIsNotUtf8() {
        byte[] line = {'a', (byte) 0xFF, 'b', (byte) 0xE2, (byte) 0x82, 'c', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '\n'
        };

        assertThat(all(rewriter(LineFormat.JSON, false), line))
                .asString(StandardCharsets.UTF_8)
                .contains("\"message\":\"a\uFFFDb\uFFFDc\uFFFD\uFFFD\uFFFD\"");
    }

    @Test
    void jsonDropsOneCarriageReturnAtTheEndOfALine() {
        assertThat(message("a\r")).isEqualTo("a");
        assertThat(message("a\r\r")).isEqualTo("a\\r");
        assertThat(message("\r")).isEmpty();
        assertThat(message("a\\r")).isEqualTo("a\\\\r");
    }

    @Test
    void aNameIsEscapedToo() {
        Rewriter rewriter = new Rewriter(capture(LineFormat.JSON, false), "a\"b", Stream.STDOUT, () -> now, berlin());

        assertThat(all(rewriter, "x\n")).contains("\"process\":\"a\\\"b\"");
    }

    @Test
    void anUnfinishedLineStaysUntilItIsFinished() {
        Rewriter rewriter = rewriter(LineFormat.PREFIX, false);
        byte[] in = bytes("one\ntw");

        rewriter.rewrite(in, 0, in.length, false, out);

        assertThat(rewriter.consumed()).isEqualTo(4);
        assertThat(rewriter.written()).isEqualTo(HEAD.length() + 4);
    }

    @Test
    void theLastLineIsFinishedForIt() {
        assertThat(all(rewriter(LineFormat.PREFIX, false), "one\ntw")).isEqualTo(HEAD + "one\n" + HEAD + "tw\n");
        assertThat(message("x", "")).isEqualTo("x");
        assertThat(message("x\r", "")).isEqualTo("x");
        assertThat(all(rewriter(LineFormat.PREFIX, false), "")).isEmpty();
    }

    @Test
    void aLineAsLongAsAllowedIsWhole() {
        String line = "x".repeat(Rewriter.LONGEST_LINE);

        assertThat(all(rewriter(LineFormat.PREFIX, false), line + "\n")).isEqualTo(HEAD + line + "\n");
        assertThat(all(rewriter(LineFormat.PREFIX, false), line + "y\n")).isEqualTo(HEAD + line + "\n" + HEAD + "y\n");
    }

    @Test
    void aLineThatIsTooLongIsCutBetweenCharacters() {
        String line = "x" + "€".repeat(Rewriter.LONGEST_LINE / 3) + "é";

        assertThat(all(rewriter(LineFormat.PREFIX, false), line + "\n"))
                .isEqualTo(HEAD + line.substring(0, line.length() - 1) + "\n" + HEAD + "é\n");
        assertThat(all(rewriter(LineFormat.PREFIX, false), "yy" + line + "\n"))
                .isEqualTo(HEAD + "yy" + line.substring(0, line.length() - 2) + "\n" + HEAD + "€é\n");
    }

    @Test
    void whatIsNoTextIsCutWhereItMust() {
        byte[] in = new byte[Rewriter.LONGEST_LINE + 5];
        Arrays.fill(in, (byte) 0x80);
        Rewriter rewriter = rewriter(LineFormat.PREFIX, false);

        rewriter.rewrite(in, 0, in.length, false, out);

        assertThat(rewriter.consumed()).isEqualTo(Rewriter.LONGEST_LINE);
    }

    @Test
    void theWorstLineHasRoom() {
        Rewriter rewriter = rewriter(LineFormat.JSON, false);
        byte[] in = new byte[2 * Rewriter.LONGEST_LINE];

        rewriter.rewrite(in, 0, in.length, true, out);

        assertThat(rewriter.consumed()).isEqualTo(Rewriter.LONGEST_LINE);
        assertThat(rewriter.written()).isGreaterThan(6 * Rewriter.LONGEST_LINE);
    }

    @Test
    void tooLittleRoomIsADefect() {
        assertThatThrownBy(() -> rewriter(LineFormat.RAW, true).rewrite(new byte[1], 0, 1, true, new byte[99]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("99");
    }

    @Test
    void sequencesAreTakenOutOfEveryFormat() {
        String line = "\u001B[1;31mred\u001B[0m\r\n";

        assertThat(all(rewriter(LineFormat.RAW, true), line + "\u001B[2Kpart")).isEqualTo("red\r\npart");
        assertThat(all(rewriter(LineFormat.PREFIX, true), line)).isEqualTo(HEAD + "red\r\n");
        assertThat(all(rewriter(LineFormat.JSON, true), line)).contains("\"message\":\"red\"}");
    }

    @Test
    void aSequenceThatIsCutWithItsLineIsStillTakenOut() {
        String text = "x".repeat(Rewriter.LONGEST_LINE - 2);

        assertThat(all(rewriter(LineFormat.PREFIX, true), text + "\u001B[31mred\n"))
                .isEqualTo(HEAD + text + "\n" + HEAD + "red\n");
    }

    @Test
    void anUnfinishedSequenceEndsWithItsLine() {
        assertThat(all(rewriter(LineFormat.PREFIX, true), "a\u001B]0;b\nc\n")).isEqualTo(HEAD + "a\n" + HEAD + "c\n");
        assertThat(all(rewriter(LineFormat.JSON, true), "a\u001BPb\nc\n")).contains("\"c\"");
    }

    @Test
    void rawBytesAreKeptAsTheyAre() {
        byte[] bytes = HostileText.of(new Random(7), 3000);

        assertThat(all(rewriter(LineFormat.RAW, false), bytes)).isEqualTo(bytes);
    }

    @Test
    void theResultDoesNotDependOnHowTheBytesArrive() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            byte[] in = HostileText.of(random, 2000);
            for (LineFormat format : LineFormat.values()) {
                for (boolean strip : new boolean[] {false, true}) {
                    byte[] once = all(rewriter(format, strip), in);

                    assertThat(inPieces(rewriter(format, strip), in, random))
                            .as("seed %d, %s, strip %s", seed, format, strip)
                            .isEqualTo(once);
                }
            }
        }
    }

    /// What the message of a JSON line is.
    private String message(String line) {
        return message(line, "\n");
    }

    private String message(String line, String end) {
        String json = all(rewriter(LineFormat.JSON, false), line + end);
        String before = "\"message\":\"";
        return json.substring(json.indexOf(before) + before.length(), json.length() - "\"}\n".length());
    }

    private String all(Rewriter rewriter, String in) {
        return new String(all(rewriter, bytes(in)), StandardCharsets.UTF_8);
    }

    private byte[] all(Rewriter rewriter, byte[] in) {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        int at = 0;
        do {
            rewriter.rewrite(in, at, in.length, true, out);
            result.write(out, 0, rewriter.written());
            at += rewriter.consumed();
        } while (at < in.length);
        return result.toByteArray();
    }

    private byte[] inPieces(Rewriter rewriter, byte[] in, Random random) {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        int most = 1 + random.nextInt(random.nextBoolean() ? 20 : 60_000);
        int start = 0;
        int end = 0;
        while (start < in.length) {
            if (end - start <= Rewriter.LONGEST_LINE) {
                end = Math.min(in.length, end + 1 + random.nextInt(most));
            }
            byte[] copy = Arrays.copyOfRange(in, start, end);
            rewriter.rewrite(copy, 0, copy.length, end == in.length, out);
            result.write(out, 0, rewriter.written());
            start += rewriter.consumed();
        }
        return result.toByteArray();
    }

    private Rewriter rewriter(LineFormat format, boolean strip) {
        InstantSource clock = () -> now;
        return new Rewriter(capture(format, strip), "web:0", Stream.STDOUT, clock, berlin());
    }

    private static Capture capture(LineFormat format, boolean strip) {
        return new Capture(Optional.empty(), format, strip, false, Optional.empty(), Capture.OnLogError.DROP);
    }

    private static ZoneId berlin() {
        return ZoneId.of("Europe/Berlin");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
