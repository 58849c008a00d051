# The temporary directory everything happens in, and how it all goes away again.
# shellcheck shell=bash

stage=
tour_id=$$.$RANDOM

# Copies the configurations and the programs: they write beside themselves. Started as root, the supervisor becomes
# nobody, who must be able to read and write there.
set_up() {
    ulimit -c 0
    unset TMUX TASKMASTER_JAVA_OPTS
    stage=$(mktemp -d "${TMPDIR:-/tmp}/taskmaster-tour.XXXXXX") || exit 1
    cp -R "$here"/*.yaml "$here/programs" "$stage"
    ln -s "$launcher" "$stage/taskmaster"
    mkdir "$stage/files" "$stage/output"
    chmod 755 "$stage"
    chmod -x "$stage/programs/not-executable"
    if am_root; then
        chown -R nobody: "$stage"
    fi
    cd "$stage" || exit 1
}

am_root() { [ "$(id -u)" -eq 0 ]; }
user_expected() { if am_root; then echo nobody; else id -un; fi; }

# Ends whatever is still running and removes every file. Done at the end, whatever the end is.
strike() {
    trap '' INT TERM HUP
    trap - EXIT
    close_terminal
    close_supervisor
    local pid
    for pid in $(inheritors); do
        kill -KILL "$pid" 2>/dev/null
    done
    cd /
    [ -z "$stage" ] || rm -rf "$stage"
    stage=
}
