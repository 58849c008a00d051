package org.taskmaster.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What the process was started in.
///
/// @param home the home directory of the account; no absolute path when it has none
/// @param root whether the user is root
/// @param inputIsTerminal whether somebody types
/// @param outputIsTerminal whether somebody reads along
record Surroundings(
        Map<String, String> environment, String home, boolean root, boolean inputIsTerminal, boolean outputIsTerminal) {

    /// Which of the standard streams are terminals, which the launcher knows at no cost: `in`, `out`,
    /// `in,out` or nothing.
    private static final String TERMINAL = "taskmasterctl.terminal";

    static Surroundings ofThisProcess() {
        List<String> terminals = Arrays.asList(System.getProperty(TERMINAL, "").split(","));
        return new Surroundings(
                System.getenv(),
                System.getProperty("user.home", "/"),
                isRoot(),
                terminals.contains("in"),
                terminals.contains("out"));
    }

    /// A variable; empty when it is not set.
    String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /// Whether there are to be colours (https://no-color.org).
    boolean colours() {
        return outputIsTerminal
                && variable("NO_COLOR").isEmpty()
                && !variable("TERM").equals("dumb");
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException _) {
            // Without /proc nobody can be root for sure, and what root may do beyond is only to look elsewhere.
            return false;
        }
    }
}
