# Completion of taskmaster and taskmasterd for bash, generated from its options; mvn test -Dgolden=write writes it anew.

_taskmaster() {
    local cur=${COMP_WORDS[COMP_CWORD]} before= file options commands
    ((COMP_CWORD < 2)) || before=${COMP_WORDS[COMP_CWORD - 1]}
    case ${1##*/} in
        taskmaster) options='-c --configuration --no-shell --dry-run -v --version -h --help' commands='check' ;;
        taskmasterd) options='-c --configuration -n --nodaemon --no-guardian --dry-run -v --version -h --help' commands='' ;;
    esac
    COMPREPLY=()
    case $before:$cur in
        -c:* | --configuration:*) ;;
        *:-*)
            while IFS= read -r file; do
                COMPREPLY+=("$file")
            done < <(compgen -W "$options" -- "$cur")
            return
            ;;
    esac
    # A word in quotes that are still open begins with them.
    cur=${cur#[\"\']}
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
