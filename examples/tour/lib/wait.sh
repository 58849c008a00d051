# Waiting for conditions, and looking at processes without asking the supervisor.
# shellcheck shell=bash

has_line() { grep -q -e "$2" "$1"; } # FILE REGEX

now_ms() { local us=${EPOCHREALTIME/[.,]/}; echo $((us / 1000)); }

within() { # SECONDS COMMAND...: whether it comes true within that time
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [ "$SECONDS" -le "$end" ] || return 1
        sleep 0.03
    done
}

# Whether a process is there and not only a zombie, as the kernel tells it.
alive() { # PID
    local state
    state=$(sed -n 's/^State:\t\(.\).*/\1/p' "/proc/$1/status" 2>/dev/null)
    [ -n "$state" ] && [ "$state" != Z ]
}
dead() { ! alive "$1"; }

# Whether a process has got so far as to handle a signal.
catches() { # PID SIGNAL
    local mask
    mask=$(sed -n 's/^SigCgt:\t//p' "/proc/$1/status" 2>/dev/null)
    [ -n "$mask" ] && (((0x$mask >> ($(kill -l "$2") - 1)) & 1))
}

children() { # PID
    cat /proc/"$1"/task/*/children 2>/dev/null | tr -s ' ' '\n' | grep . | sort -n
}

owner() { stat -c %U "/proc/$1"; }               # PID
variable() { tr '\0' '\n' <"/proc/$1/environ" | sed -n "s/^$2=//p"; }   # PID NAME

# Every supervisor of this tour and every program of theirs that is there: they all have inherited a variable.
inheritors() {
    local pid
    grep -laz -x "TASKMASTER_TOUR=$tour_id" /proc/[0-9]*/environ 2>/dev/null | while IFS=/ read -r _ _ pid _; do
        ! alive "$pid" || echo "$pid"
    done
}
