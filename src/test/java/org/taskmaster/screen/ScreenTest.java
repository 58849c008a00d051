package org.taskmaster.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.taskmaster.control.WindowSize;

/// What is on the screen after a program wrote something, and that a redraw shows just that.
final class ScreenTest {

    private static final WindowSize SIZE = new WindowSize(6, 20);

    private final Screen screen = new Screen(SIZE);

    @Test
    void textGoesWhereTheCursorIsAndWrapsAtTheEdge() {
        feed("hello\r\n\033[3;18Habcde");

        assertThat(text()).startsWith("hello", "", "                 abc", "de");
        assertRedrawIsTheSame();
    }

    @Test
    void coloursAndAttributesAreKeptAsTheProgramSetThem() {
        feed("\033[31mred\033[49m still\033[0m \033[1;4;38;5;196;48;2;1;2;3mmany\033[22;24m few\033[7;9;5mx\033[m");
        feed("\r\n\033[4:3;58;5;2mcurly\033[59;24mplain\033[38:2::9:8:7mcolon");

        assertThat(picture().rows().get(0))
                .isEqualTo("<0;31>red still<0> <0;1;4;38;5;196;48;2;1;2;3>many<0;38;5;196;48;2;1;2;3> few"
                        + "<0;5;7;9;38;5;196;48;2;1;2;3>x<0> ");
        assertThat(picture().rows().get(1)).startsWith("<0;4:3;58;5;2>curly<0>plain<0;38:2::9:8:7>colon<0>");
        assertRedrawIsTheSame();
    }

    @Test
    void whatIsErasedHasTheBackgroundAndNothingElse() {
        feed("\033[44;4mab\033[K\r\n  c");

        assertThat(picture().rows().get(0)).isEqualTo("<0;4;44>ab<0;44>" + " ".repeat(18));
        assertThat(picture().rows().get(1)).startsWith("<0;4;44>  c<0>");
        assertRedrawIsTheSame();
    }

    @Test
    void wideCharactersTakeTwoColumnsAndDoNotBeginInTheLast() {
        feed("日本語\r\n" + "x".repeat(19) + "日\033[1;2Hy");

        assertThat(text()).startsWith(" y本語", "x".repeat(19), "日");
        assertRedrawIsTheSame();
    }

    @Test
    void anAccentIsPutOnItsLetter() {
        feed("e\u0301x");

        assertThat(text()).startsWith("éx");
        assertRedrawIsTheSame();
    }

    @Test
    void lineDrawingIsDrawn() {
        feed("\033(0lqk\033(B lqk \033)0\016x\017x\016");

        assertThat(text()).startsWith("┌─┐ lqk │x");
        assertRedrawIsTheSame();
    }

    @Test
    void tabulatorsStopWhereTheyWereSet() {
        feed("a\tb\t\tc\r\n\033[3g\033[5G\033H\ra\tb\033[Zc");

        assertThat(text()).startsWith("a       b          c", "a   c");
        assertRedrawIsTheSame();
    }

    @Test
    void onlyTheRowsThatScrollDo() {
        feed("1\r\n2\r\n3\r\n4\r\n5\r\n6\033[2;4r\033[4;1H\nnew\033[2;1H\033Mtop");

        assertThat(text()).containsExactly("1", "top", "3", "4", "5", "6");
        assertRedrawIsTheSame();
    }

    @Test
    void linesAndCharactersAreInsertedAndDeleted() {
        feed("one\r\ntwo\r\nthree\033[2;2H\033[Lnew\033[3;2H\033[2@\033[4;1H\033[2P\033[1;1H\033[4hX\033[4l");

        assertThat(text()).startsWith("Xone", "new", "t  wo", "ree");
        assertRedrawIsTheSame();
    }

    @Test
    void aFullLineWrapsOnlyWithTheNextCharacter() {
        feed("x".repeat(20));
        assertThat(picture().cursor()).isEqualTo(new Cursor(0, 19, true));
        assertRedrawIsTheSame();

        feed("y");
        assertThat(text()).startsWith("x".repeat(20), "y");
    }

    @Test
    void goingFarRightDoesNotWrap() {
        feed("\033[999CX");

        assertThat(text()).startsWith(" ".repeat(19) + "X", "");
    }

    @Test
    void aCharacterIsRepeatedOnlyRightAfterIt() {
        feed("-\033[3b|\033[m\033[3b. \033[2b|");

        assertThat(text()).startsWith("----|.   |");
    }

    @Test
    void withoutWrappingTheLastColumnIsWrittenAgain() {
        feed("\033[?7l" + "abcdefghijklmnopqrstuvwxyz");

        assertThat(text()).startsWith("abcdefghijklmnopqrsz", "");
        assertRedrawIsTheSame();
    }

    @Test
    void anEditorsPageIsShownAndTheShellsIsBehindIt() {
        feed("$ vim\r\n\033[31mhidden\033[?1049h\033[H\033[2J\033[?1h\033=\033[?2004h\033[1;6r");
        feed("\033[34m~\r\n~\033[m\033[6;1H\033[7mfile\033[m\033[2;3H\033[?25l");

        Picture before = picture();
        Screen theirs = assertRedrawIsTheSame();
        assertThat(before.alternate()).isTrue();
        feed("\033[?1049l back");
        theirs.feed(bytes("\033[?1049l back"), 0, 13);

        assertThat(text()).startsWith("$ vim", "hidden back");
        assertThat(Picture.of(theirs)).isEqualTo(picture());
    }

    @Test
    void theOtherWaysToTheOtherPageWorkToo() {
        feed("main\033[?47hother");
        assertThat(text()).startsWith("    other");

        feed("\033[?47l\033[?1047h\033[2J\033[Hx\033[?1047l!");
        assertThat(text()).startsWith("m!in", "");
    }

    @Test
    void modesAreToldToWhoeverComes() {
        feed("\033[?1000h\033[?1006h\033[?2004h\033[?1h\033=\033[4 q\033[>4;2m\033[?25l\033[?6h\033[4h\0337");

        String redraw = new String(screen.redraw(SIZE, Screen.Past.SHOWN), StandardCharsets.UTF_8);

        assertThat(redraw)
                .contains("\033[?1000h", "\033[?1006h", "\033[?2004h", "\033[?1h", "\033=", "\033[4 q", "\033[>4;2m")
                .doesNotContain("\033[?25h");
        assertRedrawIsTheSame();
    }

    @Test
    void aSavedCursorIsSavedThereToo() {
        feed("\033[3;4H\033[32m\033(0\0337\033[m\033(B\033[1;1H");

        Screen theirs = assertRedrawIsTheSame();
        feed("\0338q");
        theirs.feed(bytes("\0338q"), 0, 3);

        assertThat(Picture.of(theirs)).isEqualTo(picture());
        assertThat(picture().rows().get(2)).startsWith("   <0;32>─");
    }

    @Test
    void questionsAreAnsweredOnceAndNotPassedOn() {
        String shown = feed("a\033[6nb\033[c\033[>c\033[18t\033]11;?\007\033P+q544e\033\\\033[?2004$pc");

        assertThat(shown).isEqualTo("abc");
        assertThat(new String(screen.takeAnswers(), StandardCharsets.US_ASCII))
                .isEqualTo("\033[1;2R\033[?1;2c\033[>0;0;0c\033[8;6;20t\033[?2004;2$y");
    }

    @Test
    void whatIsPassedOnIsNeverCutWithinACharacterOrSequence() {
        byte[] all = bytes("ä\033[31mö\033]0;title\007日\033[6n\033[0m!");
        StringBuilder passed = new StringBuilder();

        for (int i = 0; i < all.length; i++) {
            String piece = new String(screen.feed(all, i, i + 1), StandardCharsets.UTF_8);
            assertThat(piece).isIn("", "ä", "\033[31m", "ö", "\033]0;title\007", "日", "\033[0m", "!");
            passed.append(piece);
        }

        assertThat(passed.toString()).isEqualTo("ä\033[31mö\033]0;title\007日\033[0m!");
    }

    @Test
    void bytesThatAreNoTextArePassedOnAsTheyAre() {
        byte[] odd = {'a', (byte) 0xFF, (byte) 0xC3, 'b', (byte) 0x80, 0, 'c'};

        assertThat(screen.feed(odd, 0, odd.length)).isEqualTo(odd);
        assertThat(screen.feed(new byte[] {(byte) 0xE6, (byte) 0x97, 'x'}, 0, 3))
                .isEqualTo(new byte[] {(byte) 0xE6, (byte) 0x97, 'x'});
    }

    @Test
    void aLongStringIsPassedOnInParts() {
        String picture = "\033Pq" + "#".repeat(20_000) + "\033\\";

        assertThat(feed(picture + "x")).isEqualTo(picture + "x");
        assertThat(text()).startsWith("x");
    }

    @Test
    void whatHasScrolledAwayComesBeforeTheScreenWhenSomebodyComes() {
        for (int i = 1; i <= 30; i++) {
            feed("\033[3" + i % 8 + "mline " + i + "\r\n");
        }
        Screen theirs = new Screen(SIZE);

        byte[] redraw = screen.redraw(SIZE, Screen.Past.SHOWN);
        theirs.feed(redraw, 0, redraw.length);

        List<String> past = theirs.canvas().scrollback().lines();
        assertThat(past).containsSubsequence(screen.canvas().scrollback().lines());
        assertThat(screen.canvas().scrollback().lines()).hasSize(25).startsWith("\033[0;31mline 1\033[0m");
        assertThat(Picture.of(theirs)).isEqualTo(picture());
    }

    @Test
    void nothingOfThePastIsShownWithTheOtherPage() {
        feed("\r\n".repeat(10) + "old\r\n".repeat(10) + "\033[?1049hnew");

        String redraw = new String(screen.redraw(SIZE, Screen.Past.SHOWN), StandardCharsets.UTF_8);

        assertThat(redraw.split("old", -1)).hasSize(6);
    }

    @Test
    void theProgramMayForgetThePast() {
        feed("old\r\n".repeat(20) + "\033[3J");

        assertThat(screen.canvas().scrollback().lines()).isEmpty();
    }

    @Test
    void thePastIsBounded() {
        for (int i = 0; i < 3_000; i++) {
            feed("line " + i + "\r\n");
        }

        assertThat(screen.canvas().scrollback().lines())
                .hasSize(Scrollback.MOST_LINES)
                .last()
                .isEqualTo("line 2994");
    }

    @Test
    void endlesslyManyColoursTakeBoundedMemory() {
        for (int i = 0; i < 100_000; i++) {
            feed("\033[38;2;" + i % 256 + ";" + i / 256 % 256 + ";" + i / 65_536 + "m#");
        }

        assertThat(screen.canvas().styles().size()).isLessThanOrEqualTo(1 << 15);
        assertThat(picture().rows().get(5)).contains("<0;38;2;159;134;1>#");
        assertRedrawIsTheSame();
    }

    @Test
    void anotherSizeKeepsWhatFits() {
        feed("one\r\ntwo\r\nthree");

        screen.resize(new WindowSize(4, 10));
        assertThat(text()).containsExactly("one", "two", "three", "");
        screen.resize(new WindowSize(2, 30));
        assertThat(text()).containsExactly("two", "three");
        screen.resize(new WindowSize(9_999, 9_999));

        assertThat(screen.size()).isEqualTo(new WindowSize(Screen.MOST_ROWS, Screen.MOST_COLUMNS));
    }

    @Test
    void aSmallerWindowSeesWhatFits() {
        feed("one 日本\r\ntwo");
        Screen small = new Screen(new WindowSize(3, 7));

        byte[] redraw = screen.redraw(small.size(), Screen.Past.SHOWN);
        small.feed(redraw, 0, redraw.length);

        assertThat(Picture.of(small).text()).containsExactly("one 日", "two", "");
    }

    @Test
    void resetsDoWhatTheySay() {
        feed("\033[31;?1hx\033[?1h\033[2;4r\033(0\033[!pq");
        assertThat(text()).startsWith("q");
        assertThat(picture().modes()).contains("\033[?1l");

        feed("\033[?1049h\033[?1000h\033c");
        assertThat(text()).startsWith("");
        assertThat(picture().alternate()).isFalse();
        assertThat(picture().modes()).contains("\033[?1000l");
        assertRedrawIsTheSame();
    }

    /// Whatever a program writes, nothing breaks, and a redraw shows what is there.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void anythingIsRedrawnAsItIs(int seed) {
        Random random = new Random(seed);

        for (int i = 0; i < 200; i++) {
            feed(RandomOutput.some(random));
            assertRedrawIsTheSame();
        }
    }

    @Test
    void plainTextIsKnownToPassOnlyWhereItIsText() {
        assertThat(passes("a ~")).isTrue();
        assertThat(List.of("é", "\177", "\t", "a\033[m")).noneMatch(this::passes);

        feed("\033[3");
        assertThat(passes("1m")).isFalse();
        feed("1m");
        assertThat(passes("1m")).isTrue();

        screen.feed(bytes("日"), 0, 2);
        assertThat(passes("a")).isFalse();
    }

    private boolean passes(String output) {
        byte[] bytes = bytes(output);
        return screen.passes(bytes, 0, bytes.length);
    }

    private String feed(String output) {
        boolean passes = passes(output);
        byte[] bytes = bytes(output);
        String shown = new String(screen.feed(bytes, 0, bytes.length), StandardCharsets.UTF_8);
        assertThat(!passes || shown.equals(output)).isTrue();
        return shown;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Picture picture() {
        return Picture.of(screen);
    }

    private List<String> text() {
        return picture().text();
    }

    /// @return the screen of somebody who came just now
    private Screen assertRedrawIsTheSame() {
        Screen theirs = new Screen(screen.size());
        byte[] before = bytes("\033[?1049hleft over\033[2;3r\033[?6h\033[33m\033(0\033[?1000h\033]0;cut off");
        theirs.feed(before, 0, before.length);

        byte[] redraw = screen.redraw(screen.size(), Screen.Past.LEFT_OUT);
        theirs.feed(redraw, 0, redraw.length);

        assertThat(Picture.of(theirs)).usingRecursiveComparison().isEqualTo(picture());
        return theirs;
    }
}
