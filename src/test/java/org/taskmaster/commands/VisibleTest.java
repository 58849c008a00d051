package org.taskmaster.commands;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class VisibleTest {

    @Test
    void whatCouldSteerATerminalIsSpelledOut() {
        assertThat(Visible.of("a\tb\u001b[2Jc\rd\u0007e\u009bf\u202eg\u0000"))
                .isEqualTo("a\tb\\x1b[2Jc\\x0dd\\x07e\\x9bf\\u202eg\\x00");
    }

    @Test
    void ordinaryTextOfAllLanguagesStaysAsItIs() {
        assertThat(Visible.of("grüße, 你好, 👋")).isEqualTo("grüße, 你好, 👋");
    }

    @Test
    void coloursOfALogAreLeftOutAndNothingElseIs() {
        assertThat(Visible.logLine("\u001b[1;31mred\u001b[0m \u001b]0;title\u0007"))
                .isEqualTo("red \\x1b]0;title\\x07");
    }
}
