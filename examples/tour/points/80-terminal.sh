# shellcheck shell=bash
chapter 'The control shell: in a terminal'

terminal_tour() {
    point 'A prompt, in the foreground'
    open_terminal hello.yaml
    expect 'it is there' screen_shows '^taskmaster> $'
    show_screen

    point 'Line editing'
    note 'typed: stutus wex | Home, right, right, Delete, a | End, Backspace, b | Enter'
    typed 'stutus wex'
    keys Home Right Right DC a End BSpace b
    expect 'the line is mended' within 20 last_line_is 'taskmaster> status web'
    keys Enter
    within 20 last_line_is 'taskmaster>'
    show_screen
    expect 'and its answer is the one of status web' screen_shows '^web  *RUNNING'

    point 'Ctrl-C gives up the line, and nothing else'
    typed 'stop all'
    within 20 last_line_is 'taskmaster> stop all'
    keys C-c
    expect 'there is a new prompt' within 20 last_line_is 'taskmaster>'
    typed 'status worker'
    keys Enter
    within 20 last_line_is 'taskmaster>'
    show_screen
    expect 'everything still runs' alive "$terminal"
    expect 'the line was not done' not screen_shows 'stopped'

    point 'Completion'
    note 'typed: rest Tab wo Tab 1 Enter'
    typed rest
    keys Tab
    expect 'the command is completed' within 20 screen_shows '^taskmaster> restart'
    typed wo
    keys Tab
    expect 'and the name' within 20 screen_shows '^taskmaster> restart worker'
    typed 1
    keys Enter
    expect 'it is restarted' within 20 screen_shows '^worker:1: restarted'
    within 20 last_line_is 'taskmaster>'
    show_screen

    point 'What happens meanwhile is told above the prompt'
    keys C-l
    typed 'status w'
    within 20 last_line_is 'taskmaster> status w'
    local victim
    victim=$(children "$terminal" | head -n 1)
    shell "kill -KILL $victim # while \"status w\" is being typed"
    expect 'the event is shown' within 20 screen_shows 'exited: .* (terminated by SIGKILL; not expected)'
    expect 'and what was typed is still there' within 20 last_line_is 'taskmaster> status w'
    show_screen
    typed 'eb'
    keys Enter
    expect 'and goes on' within 20 screen_shows '^web  *RUNNING'

    point 'History'
    note 'typed: up, up'
    within 20 last_line_is 'taskmaster>'
    keys Up
    expect 'the line before' within 20 last_line_is 'taskmaster> status web'
    keys Up
    expect 'and the one before that' within 20 last_line_is 'taskmaster> restart worker:1'
    keys C-c
    within 20 last_line_is 'taskmaster>'

    point 'Ctrl-D on an empty line ends everything'
    local were
    were=$(children "$terminal" | xargs)
    keys C-d
    expect 'the supervisor has ended' within 15 terminal_ended
    show_screen
    expect 'without a complaint' not screen_shows Exception
    expect 'with status 0' same "$(terminal_status)" 0
    local pid
    for pid in $were; do
        expect "process $pid is gone" dead "$pid"
    done
    close_terminal

    point 'The history is there in the next run'
    open_terminal hello.yaml
    note 'typed: up'
    keys Up
    expect 'the last line of the run before' within 20 last_line_is 'taskmaster> status web'
    show_screen
    keys C-c
    close_terminal
}

if command -v tmux >/dev/null; then
    terminal_tour
else
    point 'Prompt, line editing, completion, history, events'
    skip 'this needs tmux (Debian: apt-get install tmux)'
fi
