package org.taskmaster.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.taskmaster.model.DetachKeys;

class DetachFilterTest {

    private static final String FIRST = "\u001d";

    @Test
    void whatIsTypedGoesThroughAsItIs() {
        assertThat(sift("ctrl-] d", "ls -l\r\u0003\u001a\u001b[A\u00e9d"))
                .isEqualTo("ls -l\r\u0003\u001a\u001b[A\u00e9d");
    }

    @Test
    void theKeysLeaveAndAreNotTyped() {
        assertThat(sift("ctrl-] d", "ab" + FIRST + "dcd")).isEqualTo("ab!");
    }

    @Test
    void theKeysAreFoundAcrossPieces() {
        assertThat(sift("ctrl-] d", "ab" + FIRST, "", "d")).isEqualTo("ab!");
        assertThat(sift("ctrl-p ctrl-q", "\u0010", "\u0011")).isEqualTo("!");
    }

    @Test
    void theFirstKeyTwiceIsTypedOnce() {
        assertThat(sift("ctrl-] d", FIRST, FIRST, "d")).isEqualTo(FIRST + "d");
        assertThat(sift("ctrl-] d", FIRST + FIRST + FIRST + "d")).isEqualTo(FIRST + "!");
    }

    @Test
    void whatOnlyBeginsLikeThemIsTyped() {
        assertThat(sift("ctrl-] d", FIRST + "x")).isEqualTo(FIRST + "x");
        assertThat(sift("ctrl-a b c", "\u0001bx")).isEqualTo("\u0001bx");
        assertThat(sift("ctrl-a b c", "\u0001b\u0001bc")).isEqualTo("\u0001b!");
    }

    @Test
    void oneKeyMayBeAll() {
        assertThat(sift("ctrl-]", "a" + FIRST + "b")).isEqualTo("a!");
    }

    @Test
    void theFirstKeyMayComeTwiceInThem() {
        assertThat(sift("ctrl-] ctrl-]", "a" + FIRST, FIRST)).isEqualTo("a!");
    }

    @Test
    void anotherKeyAfterTheFirstMayBeginThemAnew() {
        assertThat(sift("ctrl-a b c", "\u0001b\u0001", "b", "c")).isEqualTo("\u0001b!");
    }

    /// What is typed, and `!` where it is left.
    private static String sift(String keys, String... pieces) {
        DetachFilter filter = new DetachFilter(DetachKeys.parse(keys).orElseThrow());
        StringBuilder typed = new StringBuilder();
        for (String piece : pieces) {
            byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
            DetachFilter.Sifted sifted = filter.sift(bytes, bytes.length);
            typed.append(new String(sifted.typed(), StandardCharsets.UTF_8));
            if (sifted.detach()) {
                return typed.append('!').toString();
            }
        }
        return typed.toString();
    }
}
