# shellcheck shell=bash
chapter 'The activity log'

rm -f taskmaster.log
cp hello.yaml log.yaml
begin log.yaml || return
ask 'stop worker:1'
ask 'start worker:1'
ask 'restart web'
shell "kill -SEGV $(pid_of worker:0)"
within 20 logged 'exited: worker:0'
ask 'start failing'
shell 'sed -i "s/numprocs: 2/numprocs: 3/" log.yaml'
ask reload
within 20 logged reloaded

logs() { # WHAT REGEX
    point "$1"
    shell "grep -E '$2' taskmaster.log"
    expect 'there is a line for it' test -n "$output"
    expect 'with date and time' has "$output" '^20[0-9][0-9]-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-6][0-9],[0-9]* [A-Z]* '
}
logs 'Program start' "spawned:|success:|start worker:1"
logs 'Program stop' 'stopping:|stopped:|stop worker:1'
logs 'Program restart' 'restart'
logs 'Unexpected program failure' 'not expected|gave up'
logs 'Configuration reload' 'reload|  (add|remove|restart|retune) '

point 'The shell shows it as well'
ask 'maintail -n 3'
expect 'its end' same "$(wc -l <<<"$answer")" 3

point 'Without a shell, it is shown as it is written'
begin_without_shell hello.yaml || return
within 20 has_line notices "success: worker:1"
shell "kill -TERM $supervisor"
expect 'the supervisor ends' await_end
shell 'cat notices'
expect 'the start was shown' has "$output" "spawned: 'web' with pid"
expect 'and the end' has "$output" 'stopped: web'
