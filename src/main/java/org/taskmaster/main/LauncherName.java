package org.taskmaster.main;

import java.util.List;
import org.taskmaster.linux.Environment;
import org.taskmaster.model.ShellWord;

/// How our programs are called by the user who called this one: by name where that is on their PATH, else by the
/// path that they have just typed. So a command that is advised can be typed as it stands there.
final class LauncherName {

    /// What the launcher was called by.
    private static final String CALLED = "taskmaster.called";

    private LauncherName() {}

    /// The client, as a word for the shell.
    static String ctl() {
        String path = Environment.ofThisProcess().variables().getOrDefault("PATH", "");
        return ctl(System.getProperty(CALLED, ""), List.of(path.split(":")));
    }

    static String ctl(String called, List<String> path) {
        String directory = called.substring(0, Math.max(0, called.lastIndexOf('/')));
        return directory.isEmpty() || path.contains(directory)
                ? "taskmasterctl"
                : ShellWord.of(directory + "/taskmasterctl");
    }
}
