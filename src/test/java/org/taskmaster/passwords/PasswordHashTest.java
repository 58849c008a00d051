package org.taskmaster.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PasswordHashTest {

    private static final int QUICK = 10_000;
    private static final char[] SECRET = "correct horse".toCharArray();

    /// `hashlib.pbkdf2_hmac('sha512', b'correct horse', b'0123456789abcdef', 10000, 32)` of Python.
    private static final String MADE_BY_PYTHON =
            "$pbkdf2-sha512$i=10000$MDEyMzQ1Njc4OWFiY2RlZg$Ku2kkJn6DxC9USh74Agbkv4vbBI4ZhZ8d47MX26bL/c";

    @Test
    void onlyThePasswordMatches() {
        PasswordHash hash = PasswordHash.of(SECRET, QUICK);

        assertThat(hash.matches(SECRET)).isTrue();
        assertThat(hash.matches("correct horsf".toCharArray())).isFalse();
        assertThat(hash.matches("".toCharArray())).isFalse();
    }

    @Test
    void itsTextIsReadAgain() {
        PasswordHash hash = PasswordHash.of("schlüssel €".toCharArray(), QUICK);

        PasswordHash read = PasswordHash.parse(hash.text()).orElseThrow();

        assertThat(read.text()).isEqualTo(hash.text());
        assertThat(read.matches("schlüssel €".toCharArray())).isTrue();
    }

    @Test
    void othersMakeTheSameOfTheSamePassword() {
        assertThat(PasswordHash.parse(MADE_BY_PYTHON).orElseThrow().matches(SECRET))
                .isTrue();
    }

    @Test
    void noTwoOfOnePasswordAreAlike() {
        assertThat(PasswordHash.of(SECRET, QUICK).text())
                .isNotEqualTo(PasswordHash.of(SECRET, QUICK).text());
    }

    @Test
    void newOnesTakeTheWorkThatIsAskedForToday() {
        assertThat(PasswordHash.of(SECRET).text()).startsWith("$pbkdf2-sha512$i=210000$");
    }

    @Test
    void aDecoyTakesTheSameWorkAndMatchesNothing() {
        PasswordHash decoy = PasswordHash.of(SECRET, QUICK).decoy();

        assertThat(decoy.iterations()).isEqualTo(QUICK);
        assertThat(decoy.matches(SECRET)).isFalse();
    }

    @Test
    void otherTextsAreNone() {
        String good = PasswordHash.of(SECRET, QUICK).text();

        assertThat(PasswordHash.parse("")).isEmpty();
        assertThat(PasswordHash.parse("hunter2")).isEmpty();
        assertThat(PasswordHash.parse("{SHA}2jmj7l5rSw0yVb/vlWAYkK/YBwk=")).isEmpty();
        assertThat(PasswordHash.parse(good + "=")).isEmpty();
        assertThat(PasswordHash.parse(good.replace("i=10000", "i=9999"))).isEmpty();
        assertThat(PasswordHash.parse(good.replace("i=10000", "i=999999999"))).isEmpty();
        assertThat(PasswordHash.parse(good.replace("sha512", "sha1"))).isEmpty();
    }

    @Test
    void anEmptyPasswordIsRefused() {
        assertThatThrownBy(() -> PasswordHash.of(new char[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itIsNotPrintedByAccident() {
        PasswordHash hash = PasswordHash.of(SECRET, QUICK);

        assertThat(hash.toString()).isEqualTo("PasswordHash[10000 iterations]");
    }
}
