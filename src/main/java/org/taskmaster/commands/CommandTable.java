package org.taskmaster.commands;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Every command there is.
public final class CommandTable {

    private static final List<CommandSpec> ALL = Stream.concat(
                    ProcessCommands.all().stream(), SupervisorCommands.all().stream())
            .toList();

    private CommandTable() {}

    /// All commands, in the order of the help.
    public static List<CommandSpec> all() {
        return ALL;
    }

    /// All words that begin a command.
    public static List<String> words() {
        return ALL.stream().flatMap(spec -> spec.names().stream()).toList();
    }

    /// The command that `word` means.
    public static Optional<CommandSpec> find(String word) {
        return ALL.stream().filter(spec -> spec.names().contains(word)).findFirst();
    }

    /// The one command that does `verb`.
    public static CommandSpec of(Verb verb) {
        return ALL.stream().filter(spec -> spec.verb() == verb).findFirst().orElseThrow();
    }
}
