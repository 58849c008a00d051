package org.taskmaster.linux;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a spawn tries, for saying why it failed.
///
/// @param command as the user wrote it
/// @param program the path it is executed by, from within the working directory
/// @param user empty: the supervisor's own
record SpawnAttempt(String command, String program, Optional<Path> workingdir, Optional<User> user) {

    /// The program's file, as it is called from anywhere.
    String file() {
        return CommandLookup.within(workingdir, program);
    }

    /// What the user who tries this must be allowed to enter, and then to execute.
    List<String> paths() {
        List<String> paths = new ArrayList<>();
        if (workingdir.isPresent()) {
            paths.add(workingdir.get().toString());
        }
        paths.add(file());
        return paths;
    }
}
