package org.taskmaster.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.taskmaster.commands.Command;
import org.taskmaster.commands.CommandTable;

/// The completions of bash, zsh and fish, made of the definitions of options and commands. Commands and
/// options stand in them; what follows a command they ask of `taskmasterctl __complete`, which asks the
/// supervisor.
final class ShellCompletions {

    private static final String GENERATED =
            "generated from the table of commands; mvn test -Dgolden=write writes it anew";

    private ShellCompletions() {}

    static String bash() {
        return """
                # Completion of taskmasterctl for bash, %s.

                # Completes by the whole line: bash itself would take web:0 apart at the colon.
                _taskmasterctl() {
                    local line=${COMP_LINE:0:COMP_POINT} cur= word keep reply quote i=1
                    local -a words ask
                    # It takes quotes and backslashes as bash does; a quote may still be open.
                    for quote in '' '"' "'"; do
                        reply=$(xargs -n 1 printf '%%s\\n' <<<"$line$quote" 2>/dev/null) && break
                    done
                    mapfile -t words <<<"$reply"
                    case $quote$line in
                        [!\\"\\']*[[:space:]]) ;;
                        *)
                            cur=${words[${#words[@]} - 1]}
                            unset "words[${#words[@]} - 1]"
                            ;;
                    esac
                    ask=("${words[0]/#\\~\\//$HOME/}")
                    while ((i < ${#words[@]})); do
                        case ${words[i]} in
                            %s)
                                if ((i + 1 == ${#words[@]})); then
                                    compopt -o default
                                    return
                                fi
                                ask+=("${words[i]}" "${words[i + 1]/#\\~\\//$HOME/}")
                                ((i += 2))
                                ;;
                            -*) ((i += 1)) ;;
                            *) break ;;
                        esac
                    done
                    if ((i < ${#words[@]})); then
                        reply=$("${ask[@]}" __complete "${words[@]:i}" 2>/dev/null)
                    else
                        reply='%s'
                    fi
                    keep=${cur%%"${cur##*:}"}
                    while IFS=$'\\t' read -r word _; do
                        [[ -z $word || $word != "$cur"* ]] || COMPREPLY+=("${word#"$keep"}")
                    done <<<"$reply"
                }
                complete -F _taskmasterctl taskmasterctl
                """.formatted(GENERATED, valued("|"), String.join("\n", words()));
    }

    static String zsh() {
        String commands = described().stream()
                .map(one -> "        '" + one.word().replace(":", "\\:") + ":"
                        + one.meaning().replace("'", "'\\''") + "'")
                .collect(Collectors.joining("\n"));
        return """
                #compdef taskmasterctl
                # Completion of taskmasterctl for zsh, %s.

                _taskmasterctl() {
                    local -a ask found first
                    local i=2 word meaning
                    first=(
                %s
                    )
                    ask=("${(Q)words[1]}")
                    while ((i < CURRENT)); do
                        case ${words[i]} in
                            %s)
                                if ((i + 1 == CURRENT)); then
                                    _files
                                    return
                                fi
                                ask+=("${words[i]}" "${(Q)words[i + 1]/#\\~\\//$HOME/}")
                                ((i += 2))
                                ;;
                            -*) ((i += 1)) ;;
                            *) break ;;
                        esac
                    done
                    if ((i >= CURRENT)); then
                        _describe -t commands 'command' first
                        return
                    fi
                    while IFS=$'\\t' read -r word meaning; do
                        found+=("${word//:/\\\\:}:$meaning")
                    done < <("${ask[@]}" __complete "${(Q)words[@]:$i-1:$CURRENT-$i}" 2>/dev/null)
                    _describe -t words 'word' found
                }

                _taskmasterctl "$@"
                """.formatted(GENERATED, commands, valued("|"));
    }

    static String fish() {
        StringBuilder text = new StringBuilder("""
                # Completion of taskmasterctl for fish, %s.

                # The words that begin the line, up to the command; and the command with what follows it.
                function __taskmasterctl_split
                    set -l words (commandline -opc)
                    set -g __taskmasterctl_ask $words[1]
                    set -g __taskmasterctl_command
                    set -l i 2
                    while test $i -le (count $words)
                        switch $words[$i]
                            case %s
                                set -a __taskmasterctl_ask $words[$i] $words[(math $i + 1)]
                                set i (math $i + 2)
                            case '-*'
                                set i (math $i + 1)
                            case '*'
                                set -g __taskmasterctl_command $words[$i..-1]
                                return
                        end
                    end
                end

                function __taskmasterctl_begins
                    __taskmasterctl_split
                    test (count $__taskmasterctl_command) -eq 0
                end

                function __taskmasterctl_words
                    __taskmasterctl_split
                    test (count $__taskmasterctl_command) -gt 0
                    and $__taskmasterctl_ask __complete $__taskmasterctl_command 2>/dev/null
                end

                complete -c taskmasterctl -f
                complete -c taskmasterctl -a '(__taskmasterctl_words)'
                """.formatted(GENERATED, valued(" ")));
        for (CtlOption option : CtlOption.values()) {
            text.append("complete -c taskmasterctl -n __taskmasterctl_begins -l ")
                    .append(option.word().substring(2));
            if (!option.brief().isEmpty()) {
                text.append(" -s ").append(option.brief().substring(1));
            }
            if (option.takesValue()) {
                text.append(option.label().equals("FILE") ? " -rF" : " -x");
            }
            text.append(" -d '").append(option.meaning()).append("'\n");
        }
        commands()
                .forEach(one -> text.append("complete -c taskmasterctl -n __taskmasterctl_begins -a ")
                        .append(one.word())
                        .append(" -d '")
                        .append(one.meaning().replace("'", "\\'"))
                        .append("'\n"));
        return text.toString();
    }

    private record Described(String word, String meaning) {}

    private static List<String> words() {
        return described().stream().map(Described::word).toList();
    }

    private static List<Described> described() {
        List<Described> all = new ArrayList<>(commands());
        for (CtlOption option : CtlOption.values()) {
            if (!option.brief().isEmpty()) {
                all.add(new Described(option.brief(), option.meaning()));
            }
            all.add(new Described(option.word(), option.meaning()));
        }
        return all;
    }

    private static List<Described> commands() {
        List<Described> all = new ArrayList<>();
        for (Command spec : CommandTable.all()) {
            spec.names().forEach(name -> all.add(new Described(name, spec.summary())));
        }
        all.add(new Described(CtlArguments.HASH_PASSWORD, "make the hash of a password for the configuration"));
        return all;
    }

    private static String valued(String between) {
        return Arrays.stream(CtlOption.values())
                .filter(CtlOption::takesValue)
                .flatMap(option -> option.brief().isEmpty()
                        ? java.util.stream.Stream.of(option.word())
                        : java.util.stream.Stream.of(option.brief(), option.word()))
                .collect(Collectors.joining(between));
    }
}
