package org.taskmaster.model;

/// Finds the file that a command names which has no slash in it: the first in the directories of `PATH` that may be
/// executed.
///
/// [execvp(3)](https://man7.org/linux/man-pages/man3/exec.3.html)
public final class SearchPath {

    /// The directories for a process that has no `PATH`.
    public static final String DEFAULT = "/bin:/usr/bin:/usr/local/bin";

    private SearchPath() {}

    /// What is known of files, seen from where the command is to run.
    public interface Files {

        boolean isRegular(String path);

        boolean isExecutable(String path);
    }

    /// What a search comes to.
    public sealed interface Found {

        /// This one is executed.
        record Usable(String path) implements Found {}

        /// Only files that may not be executed are there; the first of them.
        record Unusable(String path) implements Found {}

        /// There is none.
        record Nowhere() implements Found {}
    }

    /// Looks for `command` in the directories of `path`.
    public static Found find(String command, String path, Files files) {
        String unusable = "";
        int start = 0;
        while (start <= path.length()) {
            int colon = path.indexOf(':', start);
            int end = colon < 0 ? path.length() : colon;
            // An empty element is the working directory.
            String candidate = (end == start ? "." : path.substring(start, end)) + "/" + command;
            if (files.isRegular(candidate)) {
                if (files.isExecutable(candidate)) {
                    return new Found.Usable(candidate);
                }
                unusable = unusable.isEmpty() ? candidate : unusable;
            }
            start = end + 1;
        }
        return unusable.isEmpty() ? new Found.Nowhere() : new Found.Unusable(unusable);
    }
}
