# Completion of taskmaster for fish, generated from its options; mvn test -Dgolden=write writes it anew.

complete -c taskmaster -f -a '(__fish_complete_suffix .yaml)'
complete -c taskmaster -n 'test (count (commandline -opc)) -eq 1' -a check -d 'say whether a configuration is valid'
complete -c taskmaster -s c -l configuration -rk -a '(__fish_complete_suffix .yaml)' -d 'what to supervise'
complete -c taskmaster -l no-shell -d 'show the activity log instead of a shell'
complete -c taskmaster -l dry-run -d 'say what a start would do with what a supervisor has left; start nothing'
complete -c taskmaster -s v -l version -d 'print the version'
complete -c taskmaster -s h -l help -d 'print how it is used'
