package org.taskmaster.model;

import java.util.List;

/// How one of our programs is called by the user who called another one: by name where that is on their PATH, else by
/// the path that they have just typed. So a command that is advised can be typed as it stands there.
public final class SiblingName {

    private SiblingName() {}

    /// The name, as a word for the shell.
    ///
    /// @param program `taskmasterctl`, `taskmasterd` or `taskmaster`
    /// @param called what the other one was called by
    /// @param path the value of the user's PATH
    public static String of(String program, String called, String path) {
        String directory = called.substring(0, Math.max(0, called.lastIndexOf('/')));
        return directory.isEmpty() || List.of(path.split(":")).contains(directory)
                ? program
                : ShellWord.of(directory + "/" + program);
    }
}
