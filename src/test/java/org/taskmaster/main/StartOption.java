package org.taskmaster.main;

import java.util.Arrays;
import java.util.List;

/// An option of `taskmaster` and `taskmasterd`, as their completions offer it.
///
/// @param brief its short word; empty when it has none
/// @param file whether a configuration file follows it
record StartOption(String brief, String word, String meaning, boolean file) {

    private static final StartOption FILE = new StartOption("-c", "--configuration", "what to supervise", true);
    private static final StartOption VERSION = new StartOption("-v", "--version", "print the version", false);
    private static final StartOption HELP = new StartOption("-h", "--help", "print how it is used", false);

    private static final StartOption DRY_RUN = new StartOption(
            "", "--dry-run", "say what a start would do with what a supervisor has left; start nothing", false);

    static final List<StartOption> FOREGROUND = List.of(
            FILE,
            new StartOption("", "--no-shell", "show the activity log instead of a shell", false),
            DRY_RUN,
            VERSION,
            HELP);

    static final List<StartOption> DAEMON = List.of(
            FILE,
            new StartOption("-n", "--nodaemon", "stay in the foreground and show the activity log", false),
            new StartOption("", "--no-guardian", "start no guardian, which starts it anew when it is killed", false),
            DRY_RUN,
            VERSION,
            HELP);

    /// Both of its words, or the one it has.
    List<String> words() {
        return Arrays.asList(brief, word).stream().filter(one -> !one.isEmpty()).toList();
    }
}
