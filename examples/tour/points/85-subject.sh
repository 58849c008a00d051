# shellcheck shell=bash
chapter "The subject's own example of a configuration"

point 'Taken literally: what is wrong with it, and how it is mended, is said'
shell 'grep -n "" subject-literal.yaml | head -n 22'
shell './taskmaster check subject-literal.yaml'
expect 'what belongs to nginx stands beside it: the line and by how much to indent' \
    has "$output" 'subject-literal.yaml:3.*beside.*nginx.*indent them by 4 more spaces'
expect 'vogsphere stands outside programs: the line and by how much to indent' \
    has "$output" 'subject-literal.yaml:20.*vogsphere.*outside.*programs.*indent it.*by 4 more spaces'

point 'Done as it says, it is valid'
shell "sed -e '3,18s/^/    /' -e '20,\$s/^/    /' subject-literal.yaml >mended.yaml"
shell './taskmaster check mended.yaml'
expect 'nginx and vogsphere, nine processes' has "$output" 'is valid: programs: 2, processes: 9'

point 'The mended one that comes with Taskmaster runs'
cp "$root/examples/subject.yaml" subject.yaml
shell './taskmaster check subject.yaml'
expect 'it is valid' has "$output" 'is valid'
note 'Only its files are put elsewhere, so that nothing of this tour stays on disk.'
sed -i "s#/tmp/\(nginx\|vgsworker\)#$stage/output/\1#" subject.yaml
printf '\ntaskmaster:\n    logfile: "%%(here)s/taskmaster.log"\n    statedir: "%%(here)s/state"\n' >>subject.yaml
begin subject.yaml || return
within 20 settled
ask status
expect 'nginx is there' has "$answer" '^nginx '
expect 'and eight vogspheres' same "$(count_of "$answer" '^vogsphere:')" 8
close_supervisor
