# A real terminal, in which the tour types as a person does: a tmux server of its own, with a shell in it.
# shellcheck shell=bash

terminals=0     # every one has a server of its own: one that is ending may still answer
in_terminal=    # the supervisor that was started there

tour_tmux() { TASKMASTER_TOUR=$tour_id TMUX_TMPDIR=$stage SHELL=/bin/sh tmux -L "tour$terminals" -f /dev/null "$@"; }

# Opens a terminal and starts a supervisor in it.
open_terminal() { # FILE
    terminals=$((terminals + 1))
    tour_tmux new-session -d -x 100 -y 24 "exec env -u ENV PS1='$ ' sh -i" || return 1
    within 20 last_line_is '$'
    typed "./taskmaster $1"
    keys Enter
    within 20 last_line_is 'taskmaster>' || return 1
    in_terminal=$(children "$(tour_tmux display-message -p '#{pane_pid}')")
}

keys() { tour_tmux send-keys "$@"; }
typed() { keys -l -- "$1"; } # TEXT
screen() { tour_tmux capture-pane -p | sed 's/ *$//' | grep .; }
screen_shows() { has "$(screen)" "$1"; } # REGEX
last_line_is() { same "$(screen | tail -n 1)" "$1"; } # TEXT
show_screen() { screen | sed 's/^/    | /'; }

close_terminal() {
    [ "$terminals" -gt 0 ] || return 0
    if [ -n "$in_terminal" ] && alive "$in_terminal"; then
        kill -TERM "$in_terminal" 2>/dev/null
        within 5 dead "$in_terminal" || kill -TERM "$in_terminal" 2>/dev/null
        within 5 dead "$in_terminal" || kill -KILL "$in_terminal" 2>/dev/null
    fi
    in_terminal=
    tour_tmux kill-server 2>/dev/null
}
