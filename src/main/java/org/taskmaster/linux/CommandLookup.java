package org.taskmaster.linux;

import java.nio.file.Path;
import java.util.Optional;
import org.taskmaster.model.SearchPath;
import org.taskmaster.model.SearchPath.Found;

/// Finds the file that a command names, as execvp(3) does.
final class CommandLookup {

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
        String path = environment.value("PATH", SearchPath.DEFAULT);
        return switch (SearchPath.find(command, path, new SeenFrom(workingdir, files))) {
            case Found.Usable(String file) -> file;
            case Found.Unusable(String file) ->
                throw new SpawnRefused("can't run command '" + command + "': '" + file + "' is not executable");
            case Found.Nowhere _ ->
                throw new SpawnRefused("can't find command '" + command + "' in PATH (" + path + ")");
        };
    }

    private record SeenFrom(Optional<Path> workingdir, FileStatus files) implements SearchPath.Files {

        @Override
        public boolean isRegular(String path) {
            return files.look(within(workingdir, path)) == 0 && files.isRegular();
        }

        @Override
        public boolean isExecutable(String path) {
            return files.isExecutable(within(workingdir, path));
        }
    }

    /// A path from the working directory, as it is called from anywhere.
    static String within(Optional<Path> workingdir, String path) {
        return path.startsWith("/") || workingdir.isEmpty() ? path : workingdir.get() + "/" + path;
    }
}
