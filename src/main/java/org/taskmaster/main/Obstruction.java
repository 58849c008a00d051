package org.taskmaster.main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.taskmaster.model.ShellWord;

/// What is found where a file of ours was.
///
/// @param what as `a symbolic link`
/// @param remedy the command that takes it away
/// @param isDirectory whether it is one
/// @param isFile whether it is a file
/// @param owner the number of the user whose it is
record Obstruction(String what, String remedy, boolean isDirectory, boolean isFile, int owner) {

    /// Looks; no link is followed.
    ///
    /// @return empty when there is nothing
    static Optional<Obstruction> at(Path path) throws IOException {
        try {
            BasicFileAttributes seen = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            int owner = (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            String remedy = "mv " + ShellWord.of(path) + " " + ShellWord.of(path + ".aside");
            if (seen.isDirectory()) {
                return Optional.of(new Obstruction("a directory", remedy, true, false, owner));
            }
            String what =
                    seen.isSymbolicLink() ? "a symbolic link" : seen.isRegularFile() ? "a file" : "a special file";
            return Optional.of(new Obstruction(what, remedy, false, seen.isRegularFile(), owner));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /// What is to be done about it, for the end of a message.
    static String thenLookAgain(String remedy) {
        return remedy + " && " + lookAgain();
    }

    /// The command by which we look again.
    static String lookAgain() {
        return "kill -HUP " + ProcessHandle.current().pid();
    }
}
