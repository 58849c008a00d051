package org.taskmaster.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.taskmaster.commands.ExitCode;
import org.taskmaster.model.Suggestions;

/// What the command line asks for. Options stand before the command; of them only `--json` may also
/// stand behind it, where people write it.
interface CtlArguments {

    /// Does it.
    ///
    /// @throws Refused when it makes no sense
    ExitCode run(Ctl ctl);

    /// Ask a supervisor.
    ///
    /// @param command empty: open the shell, or read commands from the input
    record Ask(CtlOptions options, List<String> command) implements CtlArguments {
        public Ask {
            command = List.copyOf(command);
        }

        @Override
        public ExitCode run(Ctl ctl) {
            return ctl.ask(options, command);
        }
    }

    /// The command that only shells type, to complete what somebody types.
    String COMPLETE = "__complete";

    /// The command that only the launcher types.
    String REHEARSE = "__rehearse";

    /// The command that only the launcher types, of one that was asked for without a JVM: the connection was lost.
    String LOST = "__lost";

    /// As above: somebody did not want to wait any longer. The command follows, and the number of the signal.
    String LEFT = "__left";

    /// The command that asks no supervisor.
    String HASH_PASSWORD = "hash-password";

    /// Reads the command line.
    static CtlArguments parse(List<String> words) {
        CtlOptions options = CtlOptions.NONE;
        int at = 0;
        while (at < words.size() && words.get(at).startsWith("-")) {
            String word = words.get(at++);
            if (word.equals("--")) {
                break;
            }
            switch (word) {
                case "-h", "--help" -> {
                    return Ctl::help;
                }
                case "-v", "--version" -> {
                    return Ctl::printVersion;
                }
                case "-p", "--password" -> {
                    return wrong("everybody on this machine could read a password on the command line;"
                            + " put it into the variable TASKMASTER_PASSWORD or into a file for --password-file");
                }
                default -> {}
            }
            Optional<CtlOption> option = CtlOption.of(word);
            if (option.isEmpty()) {
                return wrong("there is no option " + word
                        + Suggestions.nearest(word, CtlOption.words())
                                .map(near -> ", did you mean " + near + "?")
                                .orElse(""));
            }
            if (option.get().takesValue() && at == words.size()) {
                return wrong(word + " needs a " + option.get().label() + " behind it");
            }
            options = option.get().apply(options, option.get().takesValue() ? words.get(at++) : "");
        }
        return command(options, words.subList(at, words.size()));
    }

    private static CtlArguments command(CtlOptions options, List<String> words) {
        if (words.isEmpty()) {
            return new Ask(options, List.of());
        }
        return switch (words.getFirst()) {
            case COMPLETE -> ctl -> ctl.complete(options, words.subList(1, words.size()));
            case REHEARSE -> Ctl::rehearse;
            case LOST -> ctl -> ctl.lost(options);
            case LEFT -> ctl -> ctl.left(words.get(1), Integer.parseInt(words.get(2)));
            case HASH_PASSWORD ->
                words.size() == 1
                        ? Ctl::hashPassword
                        : wrong("hash-password takes nothing from the command line, where everybody on this"
                                + " machine could read it: it asks for the password, or reads it from a pipe");
            default -> asked(options, words);
        };
    }

    private static CtlArguments asked(CtlOptions options, List<String> words) {
        int end = words.contains("--") ? words.indexOf("--") : words.size();
        List<String> command = new ArrayList<>();
        boolean json = options.json();
        for (int i = 0; i < words.size(); i++) {
            if (i < end && words.get(i).equals("--json")) {
                json = true;
            } else {
                command.add(words.get(i));
            }
        }
        return new Ask(options.withJson(json), command);
    }

    private static CtlArguments wrong(String reason) {
        return _ -> {
            throw new Refused(ExitCode.USAGE, List.of(reason, Ctl.PROGRAM + " --help shows how it is used"));
        };
    }
}
