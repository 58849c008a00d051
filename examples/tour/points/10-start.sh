# shellcheck shell=bash
chapter 'The start'

point 'There is an author file'
shell "cat $root/AUTHORS"
expect 'it names somebody' has "$output" '[[:alpha:]]'

point 'There is a configuration file, and a way to check it'
shell './taskmaster check settings.yaml'
expect 'it is valid' has "$output" 'is valid'

point 'The program will not run as root'
begin hello.yaml || return
shell "ps -o pid,user,args -p $supervisor | cut -c 1-90"
if am_root; then
    note 'The tour was started as root. Only "user: root" in the configuration would keep that.'
    expect 'it became nobody' same "$(owner "$supervisor")" nobody
    expect 'and said so' has "$(cat notices)" 'running as nobody'
    expect 'it cannot become root again' has "$(cat "/proc/$supervisor/status")" $'^Uid:\t65534\t65534\t65534\t65534'
    expect 'nor has it capabilities left' has "$(cat "/proc/$supervisor/status")" $'^CapPrm:\t0*$'
else
    expect "it runs as $(id -un), who started it" same "$(owner "$supervisor")" "$(id -un)"
fi
expect 'so do its programs' same "$(owner "$(pid_of web)")" "$(user_expected)"

point 'A user: root has to be written down, and a program may then have a user of its own'
if am_root; then
    # Root takes no orders from a directory that somebody else owns.
    chown -R root: .
    begin as-root.yaml || return
    expect 'it warns' has "$(cat notices)" 'running as root, as user: root'
    shell "ps -o user,args -p $(pid_of harmless)"
    expect 'the program has its own user' same "$(owner "$(pid_of harmless)")" nobody
    close_supervisor
    chown -R nobody: .
else
    skip 'only root can show that'
fi
