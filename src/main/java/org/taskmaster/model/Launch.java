package org.taskmaster.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Everything the kernel needs to start a process: a change to any of it needs a restart to take
/// effect.
///
/// @param command the words of the command, the first of which names the program; never empty
/// @param environment what the configuration adds to, or replaces in, the supervisor's own environment
/// @param workingdir empty: the supervisor's own
/// @param umask empty: the supervisor's own; else 0 to 0777
/// @param user empty: the supervisor's own
public record Launch(
        List<String> command,
        Map<String, String> environment,
        Optional<Path> workingdir,
        OptionalInt umask,
        Optional<String> user,
        Stdin stdin,
        Output stdout,
        Output stderr) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a command needs at least one word");
        }
    }
}
