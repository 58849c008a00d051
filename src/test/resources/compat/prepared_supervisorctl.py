"""Runs Debian's supervisorctl, unchanged, once for each line of commands, each time in a process of its own that
has already loaded what supervisorctl loads: most of the time of a run goes into that.

Answers each line with the exit code, the number of bytes of output, and the output.
"""

import importlib.metadata
import os
import runpy
import sys

import supervisor.supervisorctl

SCRIPT = "/usr/bin/supervisorctl"


def run(words):
    sys.argv = [SCRIPT] + words
    runpy.run_path(SCRIPT, run_name="__main__")
    sys.exit(0)


for line in sys.stdin:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.dup2(writing, 1)
        os.dup2(writing, 2)
        os.closerange(3, 64)
        run(line.rstrip("\n").split(" "))
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        output = told.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    sys.stdout.buffer.write(b"%d %d\n" % (status, len(output)) + output)
    sys.stdout.buffer.flush()
