# shellcheck shell=bash
chapter 'Programs that generate lots of output'

memory() { echo $(($(sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$supervisor/status") / 1024)); } # MiB
if [ "$(df --output=avail -k . | tail -n 1)" -lt $((400 << 10)) ]; then
    point 'Floods'
    skip "this needs 400 MiB of space in $stage; TMPDIR puts it elsewhere"
    return
fi
begin floods.yaml || return
memory_before=$(memory)

point '4 endless floods, 1 GiB into nothing and 200 MiB into a file, all at the same time'
ask 'start all'
slowest=0
for _ in $(seq 20); do
    quiet status
    [ "$answer_ms" -le "$slowest" ] || slowest=$answer_ms
done
ask status
note "20 times status while they wrote: the slowest answer took $slowest ms"
expect 'every status was answered' has "$answer" '^bystander.*RUNNING'

point 'Nothing of it is lost'
expect '1 GiB into nothing comes to its end' within 40 is into-nothing EXITED
expect '200 MiB into a file, too' within 40 is into-a-file EXITED
shell 'ls -l output/flood'
expect 'the file has every byte' same "$(stat -c %s output/flood)" $((200 << 20))
ask 'tail -n 2 into-a-file'
expect 'its end is shown in no time' same "$answer" "$(tail -n 2 output/flood)"

point 'A flood can be stopped, and its file emptied'
ask 'stop both-without-end'
expect 'all are stopped' same "$(count_of "$answer" stopped)" 4
ask 'clear into-a-file'
expect 'the file is empty' same "$(stat -c %s output/flood)" 0

point 'The supervisor does not grow by it'
memory_after=$(memory)
note "resident memory: $memory_before MiB before, $memory_after MiB after"
expect 'by no more than 64 MiB' test $((memory_after - memory_before)) -le 64
