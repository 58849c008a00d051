package org.taskmaster.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WordsTest {

    @Test
    void blanksSeparateAndQuotesHoldTogether() {
        assertThat(Words.of("  a\t'b c' \"d \\\" e\" f\\ g ''  "))
                .isEqualTo(new Words.Split(List.of("a", "b c", "d \" e", "f g", "")));
    }

    @Test
    void aHashBeginsACommentOnlyAtTheStartOfAWord() {
        assertThat(Words.of("stop a#b '#c' # d 'e")).isEqualTo(new Words.Split(List.of("stop", "a#b", "#c")));
    }

    @Test
    void aQuoteMustBeClosed() {
        assertThat(Words.of("stop \"a")).isEqualTo(new Words.OpenQuote('"'));
    }

    @Test
    void aBackslashAtTheEndStandsForItself() {
        assertThat(Words.of("a\\")).isEqualTo(new Words.Split(List.of("a\\")));
    }
}
