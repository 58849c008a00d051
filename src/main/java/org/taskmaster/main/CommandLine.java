package org.taskmaster.main;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/// What the command line asks for.
sealed interface CommandLine {

    /// How to use the program, as `--help` prints it.
    String USAGE = """
            Taskmaster keeps programs running.

            usage: taskmaster [FILE]             supervise FILE, with a shell
                   taskmaster --no-shell [FILE]  the same, and show the activity log
                   taskmaster check [FILE]       say whether FILE is valid; start nothing
                   taskmaster --dry-run [FILE]   say what a start would do with what a supervisor has left; start nothing
                   taskmaster --version | --help

            FILE may be given as -c FILE, too. Without FILE it takes the first of: ./taskmaster.yaml, \
            /etc/taskmaster/taskmaster.yaml. As root, only the latter: whoever can write the directory you are in must \
            not decide what root runs.

            Exit status: 0 everything was stopped; 1 something could not be stopped; 2 the command line, the \
            configuration or the machine did not allow a start. When commands are read from a pipe: the status of the \
            first one that did not succeed.
            """;

    /// Supervise.
    record Run(Optional<Path> file, Face face) implements CommandLine {}

    /// Only look at the configuration.
    record Check(Optional<Path> file) implements CommandLine {}

    /// Say what a start would do.
    record DryRun(Optional<Path> file) implements CommandLine {}

    /// Print the version.
    record Version() implements CommandLine {}

    /// Print how the program is used.
    record Help(String usage) implements CommandLine {}

    /// They make no sense.
    ///
    /// @param reason in words for people
    record Wrong(String reason) implements CommandLine {}

    /// What can be seen of the supervisor where it was started.
    enum Face {
        /// A shell.
        SHELL,
        /// The lines of the activity log.
        NO_SHELL,
        /// Nothing, once it is ready: it has no terminal.
        DETACHED
    }

    /// Reads the command line.
    static CommandLine parse(String[] words) {
        Optional<String> file = Optional.empty();
        boolean check = words.length > 0 && words[0].equals("check");
        boolean dryRun = false;
        Face face = Face.SHELL;
        for (int i = check ? 1 : 0; i < words.length; i++) {
            String word = words[i];
            switch (word) {
                case "--help", "-h" -> {
                    return new Help(USAGE);
                }
                case "--version", "-v" -> {
                    return new Version();
                }
                case "--no-shell" -> face = Face.NO_SHELL;
                case "--dry-run" -> dryRun = true;
                case "-c", "--configuration" -> {
                    // As supervisord has it: the next word names the file, which it does anyway.
                    if (i == words.length - 1) {
                        return new Wrong(word + " needs a file behind it");
                    }
                }
                default -> {
                    if (word.startsWith("-")) {
                        return new Wrong("there is no option " + word);
                    }
                    if (file.isPresent()) {
                        return new Wrong("one configuration file is enough: " + file.get() + " or " + word);
                    }
                    file = Optional.of(word);
                }
            }
        }
        if (check && face == Face.NO_SHELL) {
            return new Wrong("check starts nothing, so --no-shell has no meaning for it");
        }
        if (check && dryRun) {
            return new Wrong("check starts nothing, so --dry-run has no meaning for it");
        }
        Face chosen = face;
        return withFile(file, check ? Check::new : dryRun ? DryRun::new : named -> new Run(named, chosen));
    }

    /// What is asked of the file `name`, if that can be the name of a file.
    static CommandLine withFile(Optional<String> name, Function<Optional<Path>, CommandLine> what) {
        try {
            return what.apply(name.map(Path::of));
        } catch (InvalidPathException e) {
            return new Wrong("cannot read " + name.orElseThrow() + " as a file name: " + e.getReason());
        }
    }
}
