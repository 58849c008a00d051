# shellcheck shell=bash
chapter 'Hot reload of the configuration'

cp reload-before.yaml reload.yaml
begin reload.yaml || return
ask 'stop stopped-by-hand'
ask status
declare -A pids
for name in untouched:0 untouched:1 untouched:2 scaled:0 scaled:1 changed policy unnecessary; do
    pids[$name]=$(pid_of $name)
done
unchanged() { # NAME...
    local name
    for name; do
        same "$(pid_of "$name")" "${pids[$name]}" || return 1
    done
}

point 'reload --dry-run only says what would be done'
shell 'diff reload-before.yaml reload-after.yaml; cp reload-after.yaml reload.yaml'
ask 'reload --dry-run'
expect 'it tells of changes' has "$answer" 'changes to make, nothing was changed'
expect 'and every process is as it was' unchanged "${!pids[@]}"

point 'SIGHUP reloads'
before=$(log '^.* INFO reloaded' | wc -l)
reloaded() { [ "$(log '^.* INFO reloaded' | wc -l)" -gt "$before" ]; }
shell "kill -HUP $supervisor"
expect 'it is in the activity log' within 20 reloaded
within 20 settled
shell 'sed -n "/INFO reloaded/,\$p" taskmaster.log | tail -n 20'
ask status

point 'Unnecessary processes were killed'
expect 'no status of it is shown' not has "$answer" '^unnecessary'
expect 'its process is gone' dead "${pids[unnecessary]}"

point 'Newly required programs were started, and a program was scaled up'
expect 'newly-required runs' has "$answer" '^newly-required.*RUNNING'
expect 'scaled has four processes' same "$(count_of "$answer" '^scaled:.*RUNNING')" 4
expect 'the two that were there go on as they were' unchanged scaled:0 scaled:1

point 'What did not change is the same process as before'
note "untouched: $(pids_of untouched)"
expect 'all three pids are the same' unchanged untouched:0 untouched:1 untouched:2

point 'What changed was restarted'
pid=$(pid_of changed)
note "changed: pid ${pids[changed]} -> $pid"
expect 'it is another process' not same "$pid" "${pids[changed]}"
expect 'with the new environment' same "$(variable "$pid" VERSION)" 2

point 'A policy changes while the program runs'
expect 'the program goes on as it was' unchanged policy
shell "kill -KILL ${pids[policy]} # autorestart was always, and is never now"
expect 'it is not restarted any more' within 20 is policy EXITED
ask 'status policy'

point 'What was stopped by hand stays stopped'
ask 'status stopped-by-hand'
expect 'it is STOPPED' has "$answer" STOPPED

point 'reload does the same, and back again'
shell 'cp reload-before.yaml reload.yaml'
ask reload
expect 'it tells what it did' has "$answer" 'changes made'
ask status
expect 'scaled is down to two' same "$(count_of "$answer" '^scaled:')" 2
expect 'newly-required is gone' not has "$answer" '^newly-required'
expect 'what was untouched still is' unchanged untouched:0 untouched:1 untouched:2 scaled:0 scaled:1
expect 'status and the kernel tell the same' status_is_true

point 'A broken file changes nothing, and all of its mistakes are told with their places'
shell 'cp reload-broken.yaml reload.yaml; grep -n "" reload.yaml | tail -n 9'
quiet status
names_before=$(awk '{print $1, $2, $4}' <<<"$answer")
ask reload
for line in 9 10 11 12 13 14 15; do
    expect "line $line is named" has "$answer" "reload.yaml:$line\b"
done
expect 'the right words are suggested' has "$answer" 'autorestart'
expect 'nothing was changed' has "$answer" 'nothing was changed'
shell "kill -HUP $supervisor"
refused_twice() { [ "$(log 'reload refused' | wc -l)" -ge 2 ]; }
expect 'a SIGHUP is refused, too' within 20 refused_twice
shell 'grep -A 7 "reload refused" taskmaster.log | tail -n 8'
quiet status
expect 'every process is as it was' same "$(awk '{print $1, $2, $4}' <<<"$answer")" "$names_before"

point 'So does one that is not YAML, and one that is not there'
shell 'echo "programs: [" >reload.yaml'
ask reload
expect 'refused' has "$answer" 'reload refused.*nothing was changed'
shell 'rm reload.yaml'
ask reload
expect 'refused' has "$answer" 'reload refused.*nothing was changed'
expect 'every process is still as it was' unchanged untouched:0 untouched:1 untouched:2
