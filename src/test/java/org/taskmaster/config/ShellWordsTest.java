package org.taskmaster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.taskmaster.config.ShellWords.Unfinished;

class ShellWordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a b  c          | a;b;c
        'a b' c         | a b;c
        "a b" c         | a b;c
        a' b'c          | a bc
        a\\ b c         | a b;c
        "a\\"b" '\\'    | a"b;\\
        "a\\b\\\\"      | a\\b\\
        "\\$X" '$X' $X  | $X;$X;$X
        "it's"          | it's
        #a b            | #a;b
        """, quoteCharacter = '\u0001', maxCharsPerColumn = 100)
    void wordsAreSplitAsAShellDoes(String text, String words) throws Unfinished {
        assertThat(String.join(";", ShellWords.split(text))).isEqualTo(words);
    }

    @Test
    void quotesMakeEmptyWords() throws Unfinished {
        assertThat(ShellWords.split("a '' \"\"")).containsExactly("a", "", "");
        assertThat(ShellWords.split("  ")).isEmpty();
    }

    @Test
    void shellSyntaxIsTakenAsItIs() throws Unfinished {
        assertThat(ShellWords.split("a | b; c>d")).containsExactly("a", "|", "b;", "c>d");
    }

    @Test
    void linesAreJoinedByABackslash() throws Unfinished {
        assertThat(ShellWords.split("a \\\n b\nc\"\\\nd\"")).containsExactly("a", "b", "cd");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {"a 'b|2", "a \"b|2", "a\\|1", "\"\\\"|0"})
    void whatIsUnfinishedIsNamedByItsPosition(String text, int position) {
        assertThatExceptionOfType(Unfinished.class)
                .isThrownBy(() -> ShellWords.split(text))
                .returns(position, Unfinished::position);
    }
}
