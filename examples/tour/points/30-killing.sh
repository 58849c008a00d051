# shellcheck shell=bash
chapter 'Manual killing of processes'

begin killing.yaml || return
within 20 settled
ask status

point 'A killed process is started again, and status is true at once'
victim=$(pid_of web:1)
not_the_victim() { not same "$(pid_of web:1)" "$victim"; }
killed_at=$(now_ms)
shell "kill -KILL $victim"
expect 'status does not name the dead one' within 20 not_the_victim
note "it was asked as soon as one can type, and knew within $(($(now_ms) - killed_at)) ms"
expect 'it runs again, as another process' within 20 came_back web:1 "$victim"
ask 'status web:1'
shell "grep \"web:1\" taskmaster.log | tail -n 4"
expect 'the log tells how it ended' has "$output" 'exited: web:1 (terminated by SIGKILL; not expected)'

point 'All killed at the same time'
victims=$(pids_of all)
shell "kill -KILL $victims"
for name in web:0 web:1 web:2 web:3 family; do
    old=${victims%% *} victims=${victims#* }
    expect "$name is back" within 20 came_back $name "$old"
done
ask status

point 'Any other signal is noticed as well'
for signal in SEGV TERM HUP; do
    victim=$(pid_of web:0)
    shell "kill -$signal $victim"
    expect 'it is back' within 20 came_back web:0 "$victim"
done
ask 'status web:0'

point 'Killing the child of a program is the program'"'"'s own affair'
pid=$(pid_of family)
within 20 test -n "$(children "$pid")"
child=$(children "$pid")
shell "kill -KILL $child"
within 20 dead "$child"
ask 'status family'
expect 'the program goes on' same "$(pid_of family)" "$pid"

point 'Killing a program leaves no children of it behind'
has_a_child() { [ -n "$(children "$pid")" ]; }
within 20 has_a_child
child=$(children "$pid")
shell "kill -KILL $pid"
expect 'it is back' within 20 came_back family "$pid"
expect 'the child of its former self is gone' dead "$child"
shell "grep family taskmaster.log | tail -n 4"

point 'The state of all processes is known at all times'
ask status
shell "ps -o pid,stat,args --ppid $supervisor"
expect 'status and the kernel tell the same' status_is_true
for _ in 1 2 3; do
    victim=$(pid_of web:2)
    shell "kill -KILL $victim"
    expect 'it is back' within 20 came_back web:2 "$victim"
    expect 'and they still do' status_is_true
done
ask 'stop web:3'
expect 'and after a stop' status_is_true

point 'A process stopped by hand stays stopped, one killed by hand does not'
ask 'status web:3'
expect 'it is STOPPED' is web:3 STOPPED
ask 'start web:3'
expect 'until it is started' is web:3 RUNNING
