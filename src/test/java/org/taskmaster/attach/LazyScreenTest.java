package org.taskmaster.attach;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.taskmaster.ClassLoading;

/// The model of a screen costs memory, and nobody pays before a program has a terminal.
final class LazyScreenTest {

    @Test
    void theFirstTerminalLoadsJLineAndNothingBeforeItDoes() throws IOException, InterruptedException {
        ClassLoading.comesOnlyAfter(FirstTerminal.class, FirstTerminal.MADE, line -> line.contains(" org.jline."));
    }
}
