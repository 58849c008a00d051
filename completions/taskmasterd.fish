# Completion of taskmasterd for fish, generated from its options; mvn test -Dgolden=write writes it anew.

complete -c taskmasterd -f -a '(__fish_complete_suffix .yaml)'
complete -c taskmasterd -s c -l configuration -rk -a '(__fish_complete_suffix .yaml)' -d 'what to supervise'
complete -c taskmasterd -s n -l nodaemon -d 'stay in the foreground and show the activity log'
complete -c taskmasterd -l no-guardian -d 'start no guardian, which starts it anew when it is killed'
complete -c taskmasterd -l dry-run -d 'say what a start would do with what a supervisor has left; start nothing'
complete -c taskmasterd -s v -l version -d 'print the version'
complete -c taskmasterd -s h -l help -d 'print how it is used'
