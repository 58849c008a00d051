# A supervisor in a real terminal: a tmux server of the tour's own, on a socket in the tour's own directory.
# shellcheck shell=bash

terminal=

tour_tmux() { TASKMASTER_TOUR=$tour_id TMUX_TMPDIR=$stage SHELL=/bin/sh tmux -L tour -f /dev/null "$@"; }

open_terminal() { # FILE
    configuration=$1
    tour_tmux start-server \; set-option -g remain-on-exit on \; \
        new-session -d -x 100 -y 24 "exec $launcher $configuration" || return 1
    terminal=$(tour_tmux display-message -p '#{pane_pid}')
    printf '    $ ./taskmaster %s        (in a terminal of 100x24)\n' "$configuration"
    within 20 screen_shows '^taskmaster> $'
}

keys() { tour_tmux send-keys "$@"; }
typed() { # TEXT, shown as somebody types it
    keys -l -- "$1"
}
screen() { tour_tmux capture-pane -p | sed 's/ *$//; s/^taskmaster>$/taskmaster> /'; }
screen_shows() { has "$(screen)" "$1"; }   # REGEX
last_line() { screen | grep . | tail -n 1 | sed 's/ *$//'; }
last_line_is() { same "$(last_line)" "$1"; }

show_screen() {
    screen | grep . | sed 's/^/    | /'
}

# The pane is dead some time before its status is known.
terminal_ended() { [ -n "$(terminal_status)" ]; }
terminal_status() { tour_tmux display-message -p '#{pane_dead_status}'; }

close_terminal() {
    [ -n "$terminal" ] || return 0
    kill -TERM "$terminal" 2>/dev/null
    within 5 dead "$terminal" || kill -TERM "$terminal" 2>/dev/null
    within 5 dead "$terminal" || kill -KILL "$terminal" 2>/dev/null
    tour_tmux kill-server 2>/dev/null
    terminal=
}
