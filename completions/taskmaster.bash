# Completion of taskmaster for bash, generated from its options; mvn test -Dgolden=write writes it anew.

_taskmaster() {
    local cur=${COMP_WORDS[COMP_CWORD]} before= file
    ((COMP_CWORD < 2)) || before=${COMP_WORDS[COMP_CWORD - 1]}
    COMPREPLY=()
    case $before:$cur in
        -c:* | --configuration:*) ;;
        *:-*)
            while IFS= read -r file; do
                COMPREPLY+=("$file")
            done < <(compgen -W '-c --configuration --no-shell -v --version -h --help' -- "$cur")
            return
            ;;
    esac
    # A word in quotes that are still open begins with them.
    cur=${cur#[\"\']}
    compopt -o filenames
    while IFS= read -r file; do
        COMPREPLY+=("$file")
    done < <(
        ((COMP_CWORD > 1)) || compgen -W 'check' -- "$cur"
        compgen -f -X '!*.yaml' -- "$cur"
        compgen -f -X '!*.yml' -- "$cur"
        compgen -d -- "$cur"
    )
}
complete -o default -F _taskmaster taskmaster
