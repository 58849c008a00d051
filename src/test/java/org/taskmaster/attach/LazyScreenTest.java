package org.taskmaster.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The model of a screen costs memory, and nobody pays before a program has a terminal.
final class LazyScreenTest {

    @Test
    void theFirstTerminalLoadsJLineAndNothingBeforeItDoes() throws IOException, InterruptedException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-Xlog:class+load:stdout",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FirstTerminal.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();

        assertThat(jvm.waitFor()).isZero();
        int made = lines.indexOf(FirstTerminal.MADE);
        assertThat(made).isPositive();
        assertThat(lines.subList(0, made)).noneMatch(line -> line.contains(" org.jline."));
        assertThat(lines.subList(made, lines.size())).anyMatch(line -> line.contains(" org.jline."));
    }
}
