# Completion of taskmasterctl for bash, generated from the table of commands; mvn test -Dgolden=write writes it anew.

# Completes by the whole line: bash itself would take web:0 apart at the colon.
_taskmasterctl() {
    local line=${COMP_LINE:0:COMP_POINT} cur= word keep reply quote i=1
    local -a words ask
    # It takes quotes and backslashes as bash does; a quote may still be open.
    for quote in '' '"' "'"; do
        reply=$(xargs -n 1 printf '%s\n' <<<"$line$quote" 2>/dev/null) && break
    done
    mapfile -t words <<<"$reply"
    case $quote$line in
        [!\"\']*[[:space:]]) ;;
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
disable
enable
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
upgrade
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
