# shellcheck shell=bash
chapter 'The configuration: every setting of the subject'

begin settings.yaml || return
ask status

point 'cmd: the start command'
shell 'grep -A 1 words: settings.yaml; cat output/words'
expect 'the words arrived as they were quoted' same "$output" "$(grep -A 1 words: settings.yaml)
<one>
<two words>
<\$HOME>"

point 'numprocs: how many processes to keep alive'
ask 'status web'
expect 'three are running' same "$(count_of "$answer" RUNNING)" 3

point 'autostart: whether it starts at launch'
ask 'status later'
expect 'it was not started' has "$answer" 'STOPPED.*Not started'
ask 'start later'
expect 'it is by hand' is later RUNNING

point 'autorestart: always'
before=$(pid_of restart-always)
within 20 catches "$before" USR1
ask 'signal USR1 restart-always' # exits with 0, as expected
expect 'it is running again, as another process' within 20 came_back restart-always "$before"
ask 'status restart-always'

point 'autorestart: never'
within 20 catches "$(pid_of restart-never)" ALRM
ask 'signal ALRM restart-never' # exits with 3, unexpected
expect 'it stays down' within 20 is restart-never EXITED
ask 'status restart-never'
expect 'status tells how it ended' has "$answer" 'exit status 3'

point 'autorestart: unexpected, and exitcodes: which exits are expected'
note 'exitcodes: [0, 2]'
for signal in USR1 USR2; do
    within 20 catches "$(pid_of restart-unexpected)" $signal
    ask "signal $signal restart-unexpected" # exits with 0, with 2
    expect 'this exit was expected' within 20 is restart-unexpected EXITED
    ask 'status restart-unexpected'
    quiet 'start restart-unexpected'
done
before=$(pid_of restart-unexpected)
within 20 catches "$before" ALRM
ask 'signal ALRM restart-unexpected' # exits with 3
expect 'exit status 3 was not, so it is running again' within 20 came_back restart-unexpected "$before"
shell 'grep "exited: restart-unexpected" taskmaster.log'

point 'starttime: how long it has to run to be considered started'
within 20 is slow-starter RUNNING
before=$(pid_of slow-starter)
shell "kill -KILL $before"
expect 'it is STARTING first' within 20 is slow-starter STARTING
ask 'status slow-starter'
expect 'and RUNNING after two seconds' within 20 is slow-starter RUNNING
ask 'status slow-starter'
shell 'grep "success: slow-starter" taskmaster.log | tail -n 1'

point 'startretries: how many restarts are attempted before giving up'
expect 'it was given up' within 20 is never-starts FATAL
ask 'status never-starts'
shell 'grep never-starts taskmaster.log'
expect 'it was started once, and tried again twice' same "$(count_of "$output" "spawned: 'never-starts'")" 3
ask 'start never-starts'
expect 'the answer tells the reason' has "$answer" 'exit status 1'
ask 'tail -n 1 never-starts stderr'
expect 'and its output what it said' same "$answer" 'cannot find my database'

point 'stopsignal: which signal asks it to end'
for name in TERM INT HUP QUIT USR1 USR2; do
    within 20 catches "$(pid_of ends-by-$name)" TERM
done
ask 'stop ends-by-*'
shell 'cat output/signals'
for name in TERM INT HUP QUIT USR1 USR2; do
    expect "SIG$name came" has "$output" "^ends-by-$name got SIG$name$"
done
expect 'and no other' same "$(wc -l <<<"$output")" 6

point 'stoptime: how long it may take to end before it is killed'
ask 'stop stubborn' # it ignores SIGTERM
expect 'it had to be killed' has "$answer" 'terminated by SIGKILL'
shell 'grep stubborn taskmaster.log'
expect 'SIGTERM was tried first' has "$output" 'stopping: stubborn.*TERM'
expect 'and SIGKILL after it' has "$output" "killing 'stubborn'.*SIGKILL"

point 'stdout, stderr: two files, one file, or none'
shell 'cd output; grep "" two-files.stdout two-files.stderr one-file'
expect 'stdout went to its file' same "$(cat output/two-files.stdout)" 'to stdout'
expect 'stderr went to its own' same "$(cat output/two-files.stderr)" 'to stderr'
expect 'both went to the same, in order' same "$(cat output/one-file)" $'to stdout\nto stderr'
pid=$(pid_of no-file)
shell "readlink /proc/$pid/fd/1 /proc/$pid/fd/2"
expect 'the rest is discarded' same "$output" $'/dev/null\n/dev/null'
ask 'tail two-files stderr'
expect 'the shell shows it, too' same "$answer" 'to stderr'

point 'env: environment variables'
pid=$(pid_of surroundings)
shell "tr '\0' '\n' </proc/$pid/environ | grep -E '^(COLOUR|ANSWER|SUPERVISOR_PROCESS_NAME)='"
expect 'COLOUR is "deep blue"' same "$(variable "$pid" COLOUR)" 'deep blue'
expect 'ANSWER is "42"' same "$(variable "$pid" ANSWER)" 42

point 'workingdir: the working directory'
shell "readlink /proc/$pid/cwd"
expect 'it is the one of the configuration' same "$output" "$(readlink -f files)"

point 'umask: two programs make the same files'
within 20 test -d files/umask-077.directory
shell 'cd files; ls -ld umask*'
expect '022 gives 644 and 755' same "$(stat -c %a files/umask-022.* | sort | xargs)" '644 755'
expect '077 gives 600 and 700' same "$(stat -c %a files/umask-077.* | sort | xargs)" '600 700'
