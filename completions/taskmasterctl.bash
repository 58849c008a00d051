# Completion of taskmasterctl for bash, generated from the table of commands; mvn test -Dgolden=write writes it anew.

# Completes by the whole line: bash itself would take web:0 apart at the colon.
_taskmasterctl() {
    local line=${COMP_LINE:0:COMP_POINT} cur= word keep reply i=1
    local -a words ask
    read -ra words <<<"$line"
    case $line in
        *[[:space:]]) ;;
        *)
            cur=${words[${#words[@]} - 1]}
            unset "words[${#words[@]} - 1]"
            ;;
    esac
    ask=("${words[0]/#\~\//$HOME/}")
    while ((i < ${#words[@]})); do
        case ${words[i]} in
            -c|--configuration|-s|--serverurl|-u|--username|--password-file|--reason)
                if ((i + 1 == ${#words[@]})); then
                    compopt -o default
                    return
                fi
                ask+=("${words[i]}" "${words[i + 1]/#\~\//$HOME/}")
                ((i += 2))
                ;;
            -*) ((i += 1)) ;;
            *) break ;;
        esac
    done
    if ((i < ${#words[@]})); then
        reply=$("${ask[@]}" __complete "${words[@]:i}" 2>/dev/null)
    else
        reply='status
start
stop
restart
signal
wait
events
pid
tail
clear
fg
attach
send
reload
reread
update
avail
add
remove
maintail
reopen
version
help
shutdown
quit
exit
hash-password
-c
--configuration
-s
--serverurl
-u
--username
--password-file
--json
--reason
-v
--version
-h
--help'
    fi
    keep=${cur%"${cur##*:}"}
    while IFS=$'\t' read -r word _; do
        [[ -z $word || $word != "$cur"* ]] || COMPREPLY+=("${word#"$keep"}")
    done <<<"$reply"
}
complete -F _taskmasterctl taskmasterctl
complete -o default -W '-c --configuration -n --nodaemon -v --version -h --help' taskmasterd
complete -o default -W 'check -c --no-shell --version --help' taskmaster
