# shellcheck shell=bash
chapter 'Programs that do not work'

begin broken.yaml || return
all_given_up() { quiet status; [ "$(count_of "$answer" ' FATAL ')" -ge 7 ] && has "$answer" '^crashes-later.*EXITED'; }

point 'They are tried again, then given up, and status says why'
ask status
expect 'seven are FATAL, after one more try each' within 40 all_given_up
ask status

given_up() { # NAME REASON
    point "$1"
    quiet "status $1"
    indented <<<"$answer"
    expect "the reason is told: $2" has "$answer" "FATAL.*$2"
    shell "grep '$1' taskmaster.log"
}
given_up no-such-command 'nowhere-to-be-found'
expect 'one more attempt was made' same "$(count_of "$output" spawnerr)" 2
given_up not-executable 'not.*execut\|permission'
given_up no-such-directory '/no/such/directory'
given_up not-a-program 'not-a-program'
given_up no-such-output '/no/such/directory/output'
given_up exits-at-once 'exited too quickly (exit status 7)'
given_up crashes-at-once 'terminated by SIGSEGV'

point 'A program that crashes after its start'
ask 'status crashes-later'
expect 'SIGSEGV is told' has "$answer" 'EXITED.*terminated by SIGSEGV'

point 'Starting a broken one by hand tells the reason, and its output is at hand'
ask 'start exits-at-once'
expect 'the reason is told' has "$answer" 'exit status 7'
ask 'tail -n 1 exits-at-once stderr'
expect 'what it said' same "$answer" 'port 80 is taken'

point 'A program that always ends at once is restarted with growing pauses'
ask 'status restarts-for-ever'
shell "grep 'backoff: restarts-for-ever' taskmaster.log | tail -n 5"
expect 'there are pauses' has "$output" 'keeps ending at once'

point 'The programs that do work are not disturbed'
ask 'status works'
expect 'it runs' has "$answer" RUNNING
expect 'it was started once' same "$(log "spawned: 'works'" | wc -l)" 1
