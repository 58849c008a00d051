# A supervisor whose standard input is a pipe, so that the tour can type commands as a person does.
# shellcheck shell=bash

supervisor=     # its pid
configuration=
answer=         # what the last command printed
answer_ms=0     # and how long that took
exit_status=

begin() { # FILE: starts a supervisor with this configuration
    close_supervisor
    configuration=$1
    rm -f typed answers
    mkfifo typed answers
    TASKMASTER_TOUR=$tour_id ./taskmaster "$configuration" <typed >answers 2>notices &
    supervisor=$!
    exec 7>typed 8<answers
    printf '    $ ./taskmaster %s\n' "$configuration"
    quiet pid # waits until it answers
    indented <notices
    [ -n "$answer" ] && return
    point "The supervisor for $configuration"
    expect 'it starts' false
    return 1
}

begin_without_shell() { # FILE: what it prints goes to the file `notices`
    close_supervisor
    printf '    $ ./taskmaster --no-shell %s\n' "$1"
    TASKMASTER_TOUR=$tour_id ./taskmaster --no-shell "$1" </dev/null >notices 2>&1 &
    supervisor=$!
}

# Types a line and takes the answer. A pipe has no prompt that would tell the end of the answer: `pid` typed behind every
# line does: the launcher becomes the supervisor.
quiet() { # COMMAND
    local line start
    answer=
    start=$(now_ms)
    printf '%s\npid\n' "$1" >&7 2>/dev/null || return 1
    while IFS= read -r -t 30 -u 8 line && [ "$line" != "$supervisor" ]; do
        answer+=${answer:+$'\n'}$line
    done
    answer_ms=$(($(now_ms) - start))
    [ "$1" != pid ] || { IFS= read -r -t 30 -u 8 line && answer=$line; }
}

ask() { # COMMAND: the same, shown
    quiet "$1"
    printf '    taskmaster> %s%s%s\n' "$bold" "$1" "$plain"
    [ -z "$answer" ] || indented <<<"$answer"
}

# What the supervisor says, for conditions.
is() { quiet "status $1"; has "$answer" "^$1  *$2\b"; }    # NAME STATE
# A pid is printed only if there is one: what is printed is going to be killed, and `kill 0` is everybody.
pids_of() { quiet "pid $1"; grep -x '[1-9][0-9]*' <<<"$answer" | xargs; }               # NAME
pid_of() { local pids; pids=$(pids_of "$1"); echo "${pids:-none}"; }                    # NAME
has_new_pid() { local new; new=$(pid_of "$1"); [ "$new" != none ] && [ "$new" != "$2" ]; }  # NAME OLD
came_back() { has_new_pid "$1" "$2" && is "$1" RUNNING; }   # NAME OLD
settled() { quiet status; ! has "$answer" ' \(STARTING\|BACKOFF\|STOPPING\) '; }

# Compares every line of `status` with the kernel: who is up has a living process, and the supervisor has no other.
# What differs is in $difference.
status_is_true() {
    local name state _ pid told='' real
    difference=
    quiet status
    while read -r name state _ pid _; do
        pid=${pid%,}
        case $state in
            RUNNING | STARTING | STOPPING)
                alive "$pid" || { difference="$name is $state, and there is no process $pid"; return 1; }
                told+=$pid$'\n'
                ;;
        esac
    done <<<"$answer"
    real=$(children "$supervisor" | xargs)
    told=$(printf %s "$told" | sort -n | xargs)
    [ "$told" = "$real" ] || { difference="status has $told, the kernel has $real"; return 1; }
}

# Waits for the end of the supervisor; its exit status is in $exit_status.
await_end() {
    within 30 dead "$supervisor" || return 1
    exec 7>&- 8<&-
    wait "$supervisor"
    exit_status=$?
    supervisor=
}

# Ends it without ceremony, at the end of a chapter or of the tour.
close_supervisor() {
    [ -n "$supervisor" ] || return 0
    kill -TERM "$supervisor" 2>/dev/null
    within 5 dead "$supervisor" || kill -TERM "$supervisor" 2>/dev/null # the second one hurries
    within 5 dead "$supervisor" || kill -KILL "$supervisor" 2>/dev/null
    exec 7>&- 8<&-
    wait "$supervisor" 2>/dev/null
    supervisor=
}

log() { # REGEX: lines of the activity log
    grep -e "$1" taskmaster.log
}
logged() { log "$1" >/dev/null; }

# Types a command after which there is no other.
say_goodbye() { # COMMAND
    local line
    printf '%s\n' "$1" >&7
    answer=
    while IFS= read -r -t 30 -u 8 line; do
        answer+=${answer:+$'\n'}$line
    done
    printf '    taskmaster> %s%s%s\n' "$bold" "$1" "$plain"
    indented <<<"$answer"
}
