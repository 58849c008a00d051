# shellcheck shell=bash
chapter 'The control shell: its commands'

begin hello.yaml || return

point "See every program's status"
ask status
expect 'three processes run' same "$(count_of "$answer" RUNNING)" 3
ask 'status worker:*'
expect 'or some of them' same "$(count_of "$answer" '^worker:')" 2

point 'Start, stop and restart a program'
ask 'stop web'
expect 'stopped' has "$answer" '^web: stopped'
expect 'it is' is web STOPPED
ask 'start web'
expect 'started' has "$answer" '^web: started'
before=$(pid_of web)
ask 'restart web'
expect 'restarted' has "$answer" '^web: restarted'
expect 'it is another process' came_back web "$before"
ask 'restart worker'
expect 'both processes of a program' same "$(count_of "$answer" restarted)" 2

point 'What makes no sense is said, without harm'
ask 'start web'
expect 'already started' has "$answer" 'already started'
ask 'stop failing'
expect 'not running' has "$answer" 'not running'
ask start
expect 'how it is used' has "$answer" 'usage: start'

point 'A wrong name is answered with the right one'
ask 'status wbe'
expect 'a program' has "$answer" 'no such process.*did you mean web?'
ask 'statsu'
expect 'a command' has "$answer" 'did you mean status?'
ask 'signal TREM web'
expect 'a signal' has "$answer" 'did you mean TERM?'

point 'There is help'
ask help
expect 'for everything' has "$answer" 'start NAME'
ask 'help restart'
expect 'and for one command' has "$answer" 'example: restart'

point 'Hot reload the configuration file'
ask reload
expect 'reloaded' has "$answer" '^reloaded'

point 'Stop the main program'
say_goodbye shutdown
expect 'it says so' has "$answer" 'stopping 3 processes and ending'
expect 'it has ended' await_end
