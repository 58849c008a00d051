"""How quickly, and at what cost, does a supervisor bring a program's output into files?

The floor is what a shell can do: the same program, and cat(1) from a pipe into a file.
"""
import os
import select
import signal
import subprocess
import time

from . import lines, proc
from .controls import Control
from .measurements import REST_S, start_timeout_s
from .programs import Log, Program
from .stamps import Late, Stamps
from .subjects import Taskmaster

# Both supervisors' default size. So many old files that not a line is deleted, prefixes and all.
PLAIN = Log(mib=50, backups=20)
PREFIXED = Log(mib=50, backups=20, prefixed=True)
# Whatever a supervisor still has to do for what it wrote.
AFTERWARDS_S = 0.3
BEGUN_S = 0.5
TIMEOUT_S = 120
LOOK_S = 0.001


def output(bench, subject):
    written = bench.lines(bench.plan.output_mib)
    if subject.name == "floor":
        return {**from_file(bench, written), **through_cat(bench, written)}
    values = kept(bench, subject, written, PLAIN, "plain")
    if isinstance(subject, (Taskmaster, Control)):
        values.update(kept(bench, subject, written, PREFIXED, "prefixed"))
    return values


def kept(bench, subject, written, log, name):
    """The program's first write -> its last line is in the file; the supervisor's processor time."""
    program = Program("writer", words=("write", str(written)), restarted=False, log=log)
    with bench.hold(subject, program) as held:
        writer = held.wait_until_held(start_timeout_s(1))[0]
        # A control has no start whose work could go on.
        time.sleep(BEGUN_S if isinstance(subject, Control) else REST_S)
        pids = held.processes()
        cpu_before = sum(map(proc.cpu_exact_ms, pids))
        let_write(writer.pid)
        path = subject.log(program, held.folder)
        wait_for_last_line(path, lines.last(written))
        ended_ns = time.monotonic_ns()
        time.sleep(AFTERWARDS_S)
        cpu_ms = sum(map(proc.cpu_exact_ms, pids)) - cpu_before
        lines.check(written, path, log.prefixed)
        return speed(name, written, ended_ns - held.stamps.all()[1].nanoseconds, cpu_ms)


def let_write(pid):
    """Sends the signal to begin, and sleeps until the program has ended: this costs nothing meanwhile."""
    end = os.pidfd_open(pid)
    try:
        os.kill(pid, signal.SIGUSR1)
        poll = select.poll()
        poll.register(end, select.POLLIN)
        if not poll.poll(TIMEOUT_S * 1000):
            raise Late(f"the program could not write everything within {TIMEOUT_S} s")
    finally:
        os.close(end)


def wait_for_last_line(log, line):
    deadline = time.monotonic() + TIMEOUT_S
    while not lines.newest(log).endswith(line):
        if time.monotonic() > deadline:
            raise Late(f"the last line did not come into {log.name} within {TIMEOUT_S} s")
        time.sleep(LOOK_S)


def through_cat(bench, written):
    """child | cat > file"""
    with bench.folder_for_a_turn("cat", bench.room) as folder:
        stamps, target = Stamps(folder / "stamps"), folder / "log"
        with (open(target, "wb") as file,
              subprocess.Popen([bench.child, stamps.path, "write", written], stdout=subprocess.PIPE) as writer,
              subprocess.Popen(["cat"], stdin=writer.stdout, stdout=file) as cat):
            try:
                writer.stdout.close()
                stamps.wait_for(1, TIMEOUT_S, lambda: writer.poll() is None)
                writer.send_signal(signal.SIGUSR1)
                cpu_ms, ended_ns = end_of(cat)
            finally:
                writer.kill()
        lines.check(written, target)
        return speed("plain", written, ended_ns - stamps.all()[1].nanoseconds, cpu_ms)


def from_file(bench, written):
    """cat file > file: no pipe, and no program that writes."""
    with bench.folder_for_a_turn("cat", bench.room) as folder:
        target = folder / "log"
        begun_ns = time.monotonic_ns()
        with open(target, "wb") as file, subprocess.Popen(["cat", written], stdout=file) as cat:
            cpu_ms, ended_ns = end_of(cat)
        lines.check(written, target)
        return speed("direct", written, ended_ns - begun_ns, cpu_ms)


def end_of(process):
    """Waits, and returns the processor time of its whole life in ms, and the moment of its end."""
    _, status, usage = os.wait4(process.pid, 0)
    ended_ns = time.monotonic_ns()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"cat ended with status {process.returncode}")
    return (usage.ru_utime + usage.ru_stime) * 1e3, ended_ns


def speed(name, written, duration_ns, cpu_ms):
    size = os.stat(written).st_size
    return {f"{name}_mib_per_s": size / 2**20 / (duration_ns / 1e9),
            f"{name}_cpu_s_per_gib": cpu_ms / 1e3 / (size / 2**30)}
