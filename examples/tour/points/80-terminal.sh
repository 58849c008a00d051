# shellcheck shell=bash
chapter 'The control shell: in a terminal'

terminal_tour() {
    point 'A prompt, in the foreground'
    note 'typed: ./taskmaster hello.yaml Enter'
    expect 'it is there' open_terminal hello.yaml
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
    expect 'everything still runs' alive "$in_terminal"
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
    victim=$(children "$in_terminal" | head -n 1)
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
    local were pid
    were=$(children "$in_terminal" | xargs)
    keys C-d
    expect 'the supervisor has ended' within 20 dead "$in_terminal"
    expect 'the terminal is as it was before' within 20 last_line_is '$'
    typed 'echo it ended with status $?'
    keys Enter
    expect 'the exit status is 0' within 20 screen_shows '^it ended with status 0'
    show_screen
    expect 'there was no complaint' not screen_shows Exception
    for pid in $were; do
        expect "process $pid is gone" dead "$pid"
    done
    close_terminal

    point 'The history is there in the next run'
    note 'typed: ./taskmaster hello.yaml Enter, up'
    expect 'a second supervisor is there' open_terminal hello.yaml
    keys Up
    expect 'and the last line of the run before' within 20 last_line_is 'taskmaster> status web'
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
