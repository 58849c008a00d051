package org.taskmaster.cli;

import java.io.Console;
import java.util.Optional;

/// Reads what must not be seen on the terminal.
final class HiddenInput {

    private HiddenInput() {}

    /// Asks for it. Ctrl-C ends the program, on a line of its own: nothing else ends the line of the prompt.
    ///
    /// @return empty when the input ends
    static Optional<char[]> typed(Console console, String prompt) {
        // Not by the console, which is locked as long as it reads.
        Thread abandoned = Thread.ofPlatform().unstarted(System.err::println);
        Runtime.getRuntime().addShutdownHook(abandoned);
        try {
            return Optional.ofNullable(console.readPassword("%s", prompt));
        } finally {
            keep(abandoned);
        }
    }

    private static void keep(Thread abandoned) {
        try {
            Runtime.getRuntime().removeShutdownHook(abandoned);
        } catch (IllegalStateException _) {
            // The program is being ended already, and the hook does its work.
        }
    }
}
