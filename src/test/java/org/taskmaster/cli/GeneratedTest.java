package org.taskmaster.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.taskmaster.Golden;

/// What is made of the definitions of commands and options and kept with the sources.
final class GeneratedTest {

    private static final Path COMPLETIONS = Path.of("completions");
    private static final Path MANUAL = Path.of("man");

    @Test
    void completionsAreThoseOfTheCommands() {
        Golden.check(COMPLETIONS.resolve("taskmasterctl.bash"), ShellCompletions.bash());
        Golden.check(COMPLETIONS.resolve("_taskmasterctl"), ShellCompletions.zsh());
        Golden.check(COMPLETIONS.resolve("taskmasterctl.fish"), ShellCompletions.fish());
    }

    @Test
    void manualIsThatOfTheCommands() {
        Golden.check(MANUAL.resolve("taskmasterctl.1"), Manual.ctl());
        Golden.check(MANUAL.resolve("taskmaster.1"), Manual.foreground());
        Golden.check(MANUAL.resolve("taskmasterd.8"), Manual.daemon());
    }

    @Test
    void referenceIsThatOfTheCommands() {
        Golden.check(Path.of("docs", "reference", "taskmasterctl.md"), ReferencePage.text());
    }
}
