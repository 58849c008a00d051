package org.taskmaster.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a message suggests to type is one word for a shell, whatever is in it.
class ShellWordTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/web.yaml",
                "a b",
                " ",
                "",
                "it's",
                "''",
                "$HOME",
                "`id`",
                "a;b",
                "a&b",
                "(x)",
                "~",
                "~/x",
                "#x",
                "*",
                "a\\b",
                "\"q\"",
                "two\nlines",
                "=ls",
                "!x",
                "a=b",
                "{a,b}",
                "部署"
            })
    void aShellReadsItAsItWas(String word) throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", "printf %s " + ShellWord.of(word)).start();

        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(word);
    }

    @Test
    void whatNeedsNoQuotesHasNone() {
        assertThat(ShellWord.of(Path.of("/srv/web-1/task_master.yaml"))).isEqualTo("/srv/web-1/task_master.yaml");
        assertThat(ShellWord.of("web:0")).isEqualTo("web:0");
    }
}
