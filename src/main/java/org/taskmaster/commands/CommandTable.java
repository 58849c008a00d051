package org.taskmaster.commands;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.taskmaster.model.Suggestions;

/// Every command there is. Only those that are asked for are made.
public final class CommandTable {

    private CommandTable() {}

    /// All commands, in the order of the help.
    public static List<Command> all() {
        return Stream.of(
                        ("status start stop restart disable enable signal wait events pid tail clear fg attach send reload reread update"
                                        + " avail add remove maintail reopen version upgrade help shutdown quit")
                                .split(" "))
                .flatMap(word -> find(word).stream())
                .toList();
    }

    /// All words that begin a command.
    public static List<String> words() {
        return all().stream().flatMap(command -> command.names().stream()).toList();
    }

    /// The command that `word` means.
    public static Optional<Command> find(String word) {
        return Optional.ofNullable(named(word));
    }

    /// What to say when `word` means none.
    static Answer unknown(String word) {
        return Answer.failed("no command is called \"" + word + "\""
                + Suggestions.nearest(word, words())
                        .map(near -> ", did you mean " + near + "?")
                        .orElse("; help shows all commands"));
    }

    private static @Nullable Command named(String word) {
        return switch (word) {
            case "status" -> StatusCommands.status();
            case "start" -> OrderCommands.start();
            case "stop" -> OrderCommands.stop();
            case "restart" -> OrderCommands.restart();
            case "disable" -> OrderCommands.disable();
            case "enable" -> OrderCommands.enable();
            case "signal" -> OrderCommands.signal();
            case "wait" -> StateWait.await();
            case "events" -> FleetEvents.events();
            case "pid" -> StatusCommands.pid();
            case "tail" -> LogCommands.tail();
            case "clear" -> LogCommands.clear();
            case "fg" -> TypingCommands.foreground();
            case "attach" -> TypingCommands.attach();
            case "send" -> TypingCommands.send();
            case "reload" -> ReloadCommands.reload();
            case "reread" -> ProgramCommands.reread();
            case "update" -> ReloadCommands.update();
            case "avail" -> ProgramCommands.avail();
            case "add" -> ProgramCommands.add();
            case "remove" -> ProgramCommands.remove();
            case "maintail" -> LogCommands.maintail();
            case "reopen" -> LogCommands.reopen();
            case "version" -> UpgradeCommands.version();
            case "upgrade" -> UpgradeCommands.upgrade();
            case "help" -> SupervisorCommands.help();
            case "shutdown" -> SupervisorCommands.shutdown();
            case "quit", "exit" -> SupervisorCommands.quit();
            default -> null;
        };
    }
}
