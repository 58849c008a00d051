# Completion of taskmasterctl for fish, generated from the table of commands; mvn test -Dgolden=write writes it anew.

# The words that begin the line, up to the command; and the command with what follows it.
function __taskmasterctl_split
    set -l words (commandline -opc)
    set -g __taskmasterctl_ask $words[1]
    set -g __taskmasterctl_command
    set -l i 2
    while test $i -le (count $words)
        switch $words[$i]
            case -c --configuration -s --serverurl -u --username --password-file --reason
                set -a __taskmasterctl_ask $words[$i] $words[(math $i + 1)]
                set i (math $i + 2)
            case '-*'
                set i (math $i + 1)
            case '*'
                set -g __taskmasterctl_command $words[$i..-1]
                return
        end
    end
end

function __taskmasterctl_begins
    __taskmasterctl_split
    test (count $__taskmasterctl_command) -eq 0
end

function __taskmasterctl_words
    __taskmasterctl_split
    test (count $__taskmasterctl_command) -gt 0
    and $__taskmasterctl_ask __complete $__taskmasterctl_command 2>/dev/null
end

complete -c taskmasterctl -f
complete -c taskmasterctl -a '(__taskmasterctl_words)'
complete -c taskmasterctl -n __taskmasterctl_begins -l configuration -s c -rF -d 'ask the supervisor of this configuration file'
complete -c taskmasterctl -n __taskmasterctl_begins -l serverurl -s s -x -d 'ask unix:///PATH or http://HOST:PORT'
complete -c taskmasterctl -n __taskmasterctl_begins -l username -s u -x -d 'who you are, when you come by TCP'
complete -c taskmasterctl -n __taskmasterctl_begins -l password-file -rF -d 'a file whose first line is the password'
complete -c taskmasterctl -n __taskmasterctl_begins -l json -d 'print the answer as JSON'
complete -c taskmasterctl -n __taskmasterctl_begins -l reason -x -d 'why, for the activity log'
complete -c taskmasterctl -n __taskmasterctl_begins -l version -s v -d 'print the version of this program'
complete -c taskmasterctl -n __taskmasterctl_begins -l help -s h -d 'print this'
complete -c taskmasterctl -n __taskmasterctl_begins -a status -d 'show what every process is doing'
complete -c taskmasterctl -n __taskmasterctl_begins -a start -d 'start processes'
complete -c taskmasterctl -n __taskmasterctl_begins -a stop -d 'stop processes'
complete -c taskmasterctl -n __taskmasterctl_begins -a restart -d 'stop processes and start them again'
complete -c taskmasterctl -n __taskmasterctl_begins -a disable -d 'stop processes until they are enabled'
complete -c taskmasterctl -n __taskmasterctl_begins -a enable -d 'let processes start by themselves again'
complete -c taskmasterctl -n __taskmasterctl_begins -a signal -d 'send a signal to processes'
complete -c taskmasterctl -n __taskmasterctl_begins -a wait -d 'wait until processes are in a state'
complete -c taskmasterctl -n __taskmasterctl_begins -a events -d 'show each change of state, a line each'
complete -c taskmasterctl -n __taskmasterctl_begins -a pid -d 'show process numbers'
complete -c taskmasterctl -n __taskmasterctl_begins -a tail -d 'show the end of the output of processes'
complete -c taskmasterctl -n __taskmasterctl_begins -a clear -d 'empty the output files of processes'
complete -c taskmasterctl -n __taskmasterctl_begins -a fg -d 'talk to a process: what you type is its input'
complete -c taskmasterctl -n __taskmasterctl_begins -a attach -d 'join this terminal to that of a process'
complete -c taskmasterctl -n __taskmasterctl_begins -a send -d 'type a text or keys into a process'
complete -c taskmasterctl -n __taskmasterctl_begins -a reload -d 'read the configuration file and follow it'
complete -c taskmasterctl -n __taskmasterctl_begins -a reread -d 'say what differs in the configuration file'
complete -c taskmasterctl -n __taskmasterctl_begins -a update -d 'reload, for some programs only'
complete -c taskmasterctl -n __taskmasterctl_begins -a avail -d 'show every process of the configuration'
complete -c taskmasterctl -n __taskmasterctl_begins -a add -d 'begin to supervise programs'
complete -c taskmasterctl -n __taskmasterctl_begins -a remove -d 'forget programs that are stopped'
complete -c taskmasterctl -n __taskmasterctl_begins -a maintail -d 'show the end of the supervisor\'s own log'
complete -c taskmasterctl -n __taskmasterctl_begins -a reopen -d 'open all log files again'
complete -c taskmasterctl -n __taskmasterctl_begins -a version -d 'show the supervisor\'s version'
complete -c taskmasterctl -n __taskmasterctl_begins -a upgrade -d 'go on as another build of the supervisor'
complete -c taskmasterctl -n __taskmasterctl_begins -a help -d 'show all commands, or explain one'
complete -c taskmasterctl -n __taskmasterctl_begins -a shutdown -d 'stop every process and end the supervisor'
complete -c taskmasterctl -n __taskmasterctl_begins -a quit -d 'leave the shell'
complete -c taskmasterctl -n __taskmasterctl_begins -a exit -d 'leave the shell'
complete -c taskmasterctl -n __taskmasterctl_begins -a hash-password -d 'make the hash of a password for the configuration'
