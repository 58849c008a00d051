package org.taskmaster.main;

import java.util.List;
import java.util.stream.Collectors;

/// The completions of bash, zsh and fish for `taskmaster` and `taskmasterd`: their options, the command `check`, and
/// configuration files, for which everything else is only offered when there is no YAML file.
///
/// @param commands what may stand in the first place instead of a file
record StartCompletions(String program, List<StartOption> options, List<String> commands) {

    static final StartCompletions FOREGROUND =
            new StartCompletions("taskmaster", StartOption.FOREGROUND, List.of("check"));
    static final StartCompletions DAEMON = new StartCompletions("taskmasterd", StartOption.DAEMON, List.of());

    private static final String GENERATED = "generated from its options; mvn test -Dgolden=write writes it anew";

    /// One for both: what differs is told by the name that is completed.
    static String bash() {
        return """
                # Completion of taskmaster and taskmasterd for bash, @GENERATED@.

                _taskmaster() {
                    local cur=${COMP_WORDS[COMP_CWORD]} before= file options commands
                    ((COMP_CWORD < 2)) || before=${COMP_WORDS[COMP_CWORD - 1]}
                    case ${1##*/} in
                @PROGRAMS@
                    esac
                    COMPREPLY=()
                    case $before:$cur in
                        @FILES@) ;;
                        *:-*)
                            while IFS= read -r file; do
                                COMPREPLY+=("$file")
                            done < <(compgen -W "$options" -- "$cur")
                            return
                            ;;
                    esac
                    # A word in quotes that are still open begins with them.
                    cur=${cur#[\\"\\']}
                    compopt -o filenames
                    while IFS= read -r file; do
                        COMPREPLY+=("$file")
                    done < <(
                        ((COMP_CWORD > 1)) || compgen -W "$commands" -- "$cur"
                        compgen -f -X '!*.yaml' -- "$cur"
                        compgen -f -X '!*.yml' -- "$cur"
                        compgen -d -- "$cur"
                    )
                }
                complete -o default -F _taskmaster taskmaster taskmasterd
                """.replace("@GENERATED@", GENERATED)
                .replace(
                        "@FILES@",
                        FOREGROUND.files().stream().map(word -> word + ":*").collect(Collectors.joining(" | ")))
                .replace("@PROGRAMS@", FOREGROUND.bashCase() + "\n" + DAEMON.bashCase());
    }

    private String bashCase() {
        return "        " + program + ") options='" + String.join(" ", words()) + "' commands='"
                + String.join(" ", commands) + "' ;;";
    }

    String zsh() {
        String described = options.stream().map(this::zshOption).collect(Collectors.joining("\n"));
        String first = commands.isEmpty()
                ? "        '*:configuration:_files -g \"*.(yaml|yml)\"'"
                : """
                        '1:check, or a configuration:_@PROGRAM@_first'
                        '2:configuration:_files -g "*.(yaml|yml)"'""".indent(8).stripTrailing();
        String function = commands.isEmpty() ? "" : """
                _@PROGRAM@_first() {
                    _alternative 'commands:command:(%s)' 'files:configuration:_files -g "*.(yaml|yml)"'
                }

                """.formatted(String.join(" ", commands));
        return """
                #compdef @PROGRAM@
                # Completion of @PROGRAM@ for zsh, @GENERATED@.

                @FUNCTION@_@PROGRAM@() {
                    local -a arguments
                    arguments=(
                @OPTIONS@
                @FIRST@
                    )
                    _arguments "${arguments[@]}"
                }

                _@PROGRAM@ "$@"
                """.replace("@FUNCTION@", function)
                .replace("@OPTIONS@", described)
                .replace("@FIRST@", first)
                .replace("@PROGRAM@", program)
                .replace("@GENERATED@", GENERATED);
    }

    private String zshOption(StartOption option) {
        String words = option.brief().isEmpty()
                ? "'" + option.word()
                : "'(" + String.join(" ", option.words()) + ")'{" + String.join(",", option.words()) + "}'";
        return "        " + words + "[" + option.meaning() + "]"
                + (option.file() ? ":configuration:_files -g \"*.(yaml|yml)\"" : "") + "'";
    }

    String fish() {
        StringBuilder text = new StringBuilder("# Completion of ")
                .append(program)
                .append(" for fish, ")
                .append(GENERATED)
                .append(".\n\ncomplete -c ")
                .append(program)
                .append(" -f -a '(__fish_complete_suffix .yaml)'\n");
        for (String command : commands) {
            text.append("complete -c ")
                    .append(program)
                    .append(" -n 'test (count (commandline -opc)) -eq 1' -a ")
                    .append(command)
                    .append(" -d 'say whether a configuration is valid'\n");
        }
        for (StartOption option : options) {
            text.append("complete -c ").append(program);
            if (!option.brief().isEmpty()) {
                text.append(" -s ").append(option.brief().substring(1));
            }
            text.append(" -l ").append(option.word().substring(2));
            if (option.file()) {
                text.append(" -rk -a '(__fish_complete_suffix .yaml)'");
            }
            text.append(" -d '").append(option.meaning()).append("'\n");
        }
        return text.toString();
    }

    private List<String> words() {
        return options.stream().flatMap(option -> option.words().stream()).toList();
    }

    private List<String> files() {
        return options.stream()
                .filter(StartOption::file)
                .flatMap(option -> option.words().stream())
                .toList();
    }
}
