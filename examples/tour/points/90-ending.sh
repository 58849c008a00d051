# shellcheck shell=bash
chapter 'The end'

nothing_is_left() { # all that was running is gone
    expect 'the supervisor has ended' await_end
    local left
    left=$(inheritors | xargs)
    [ -z "$left" ] || shell "ps -o pid,ppid,args -p ${left// /,}"
    expect 'nothing of it is running' test -z "$left"
}

point 'quit'
begin ending.yaml || return
ask 'status obedient family'
say_goodbye quit
nothing_is_left
expect 'exit status 0' same "$exit_status" 0

point 'The end of the input, as Ctrl-D'
begin ending.yaml || return
shell 'exec 7>&- # closes the pipe that commands are typed into'
exec 7>&-
nothing_is_left
expect 'exit status 0' same "$exit_status" 0

point 'SIGTERM'
begin ending.yaml || return
shell "kill -TERM $supervisor"
nothing_is_left
expect 'exit status 0' same "$exit_status" 0
shell 'tail -n 12 taskmaster.log'

point 'A second SIGTERM hurries'
begin ending.yaml || return
ask 'start stubborn'
stubborn=$(pid_of stubborn)
shell "kill -TERM $supervisor"
expect 'it waits for the stubborn one, for up to 600 seconds' within 20 logged "stopping: stubborn ($stubborn)"
expect 'which goes on' alive "$stubborn"
note 'What comes within a second counts as the same request, as some wrappers send a signal twice.'
shell "sleep 1; kill -TERM $supervisor"
nothing_is_left
shell 'tail -n 4 taskmaster.log'
expect 'it was killed' has "$output" "killing 'stubborn'"

point 'Nothing that this tour has started is running any more'
expect 'no process' test -z "$(inheritors)"
