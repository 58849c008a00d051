package org.taskmaster.main;

import org.taskmaster.linux.Environment;
import org.taskmaster.model.SiblingName;

/// How our programs are called by the user who called this one.
final class LauncherName {

    /// What the launcher was called by.
    private static final String CALLED = "taskmaster.called";

    private LauncherName() {}

    /// The client, as a word for the shell.
    static String ctl() {
        String path = Environment.ofThisProcess().variables().getOrDefault("PATH", "");
        return SiblingName.of("taskmasterctl", System.getProperty(CALLED, ""), path);
    }
}
