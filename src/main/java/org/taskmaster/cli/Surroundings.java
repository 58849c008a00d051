package org.taskmaster.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.taskmaster.model.SiblingName;

/// What the process was started in.
///
/// @param home the home directory of the account; no absolute path when it has none
/// @param root whether the user is root
/// @param inputIsTerminal whether somebody types
/// @param outputIsTerminal whether somebody reads along
/// @param errorsAreTerminal whether somebody reads what is complained of
record Surroundings(
        Map<String, String> environment,
        String home,
        boolean root,
        boolean inputIsTerminal,
        boolean outputIsTerminal,
        boolean errorsAreTerminal) {

    /// Which of the standard streams are terminals, which the launcher knows at no cost: `in`, `out`
    /// and `err`, or some of them.
    private static final String TERMINAL = "taskmasterctl.terminal";

    private static final String COLUMNS = "taskmasterctl.columns";

    /// What the launcher was called by.
    private static final String CALLED = "taskmasterctl.called";

    /// Before the name of a variable that the launcher has set aside.
    private static final String SET_ASIDE = "TASKMASTER_KEPT_";

    /// What the launcher sets for us, so that names of files are UTF-8.
    private static final String MADE_UTF_8 = "LC_ALL";

    static Surroundings ofThisProcess() {
        List<String> terminals = Arrays.asList(System.getProperty(TERMINAL, "").split(","));
        return new Surroundings(
                environment(System.getenv()),
                System.getProperty("user.home", "/"),
                isRoot(),
                terminals.contains("in"),
                terminals.contains("out"),
                terminals.contains("err"));
    }

    /// What the launcher was started with: it sets aside what would change how our own JVM works.
    static Map<String, String> environment(Map<String, String> ours) {
        Map<String, String> original = new HashMap<>(ours);
        original.remove(MADE_UTF_8);
        for (Map.Entry<String, String> variable : ours.entrySet()) {
            if (variable.getKey().startsWith(SET_ASIDE)) {
                original.remove(variable.getKey());
                original.put(variable.getKey().substring(SET_ASIDE.length()), variable.getValue());
            }
        }
        return original;
    }

    /// A variable; empty when it is not set.
    String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /// The columns of the terminal, as the variable COLUMNS tells, or else the launcher; 0: neither does.
    int columns() {
        String told = variable("COLUMNS").isEmpty() ? System.getProperty(COLUMNS, "") : variable("COLUMNS");
        return told.matches("[0-9]{1,4}") ? Integer.parseInt(told) : 0;
    }

    /// Whether there are to be colours (https://no-color.org).
    boolean colours() {
        return outputIsTerminal
                && variable("NO_COLOR").isEmpty()
                && !variable("TERM").equals("dumb");
    }

    /// How `taskmasterd` is called by who has called us, as a word for the shell.
    String daemon() {
        return SiblingName.of("taskmasterd", System.getProperty(CALLED, ""), variable("PATH"));
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
