package org.taskmaster.linux;

import java.nio.file.Path;
import java.util.Optional;

/// Finds the file that a command names, as execvp(3) does.
///
/// [execvp(3)](https://man7.org/linux/man-pages/man3/exec.3.html)
final class CommandLookup {

    private static final String DEFAULT_PATH = "/bin:/usr/bin:/usr/local/bin";

    private final FileStatus files;

    CommandLookup(FileStatus files) {
        this.files = files;
    }

    /// @param command with a slash: a path, absolute or from the working directory; else looked up in
    ///     the PATH of the environment
    /// @return the path to execute from within the working directory
    String find(String command, Environment environment, Optional<Path> workingdir) throws SpawnRefused {
        if (command.isEmpty()) {
            throw new SpawnRefused("the command is empty");
        }
        if (command.indexOf('/') >= 0) {
            return command;
        }
        String path = environment.value("PATH", DEFAULT_PATH);
        String unusable = "";
        int start = 0;
        while (start <= path.length()) {
            int colon = path.indexOf(':', start);
            int end = colon < 0 ? path.length() : colon;
            // An empty element is the working directory.
            String candidate = (end == start ? "." : path.substring(start, end)) + "/" + command;
            String seenFromHere = within(workingdir, candidate);
            if (files.look(seenFromHere) == 0 && files.isRegular()) {
                if (files.isExecutable(seenFromHere)) {
                    return candidate;
                }
                unusable = unusable.isEmpty() ? candidate : unusable;
            }
            start = end + 1;
        }
        if (!unusable.isEmpty()) {
            throw new SpawnRefused("can't run command '" + command + "': '" + unusable + "' is not executable");
        }
        throw new SpawnRefused("can't find command '" + command + "' in PATH (" + path + ")");
    }

    /// A path from the working directory, as it is called from anywhere.
    static String within(Optional<Path> workingdir, String path) {
        return path.startsWith("/") || workingdir.isEmpty() ? path : workingdir.get() + "/" + path;
    }
}
