"""What /proc says about a process."""
import os
import time
from pathlib import Path

TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")


def stat_fields(pid):
    """The fields of /proc/PID/stat from the third on; the name before them may hold spaces."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def parent(pid):
    return int(stat_fields(pid)[1])


def tree(pid):
    """A process, and all that descend from it."""
    children = {}
    for name in os.listdir("/proc"):
        try:
            if name.isdigit():
                children.setdefault(parent(int(name)), []).append(int(name))
        except OSError:
            continue  # it has ended meanwhile
    found = [pid]
    for each in found:
        found += children.get(each, [])
    return found


def executable(pid):
    """The path of the running program, or "" when the process is gone or not ours to see."""
    try:
        return os.readlink(f"/proc/{pid}/exe").removesuffix(" (deleted)")
    except OSError:
        return ""


def running(program):
    """The pids of all living processes of this executable; zombies have none."""
    pids = (int(name) for name in os.listdir("/proc") if name.isdigit())
    return [pid for pid in pids if executable(pid) == program]


def cpu_ms(pid):
    """User and system time of all threads, dead ones included, in whole clock ticks."""
    fields = stat_fields(pid)
    return (int(fields[11]) + int(fields[12])) * TICK_MS


def cpu_exact_ms(pid):
    """User and system time of all threads, dead ones included, to the nanosecond."""
    clock = (~pid << 3) | 2  # clock_getcpuclockid(3): the scheduler's clock of a process
    return time.clock_gettime_ns(clock) / 1e6


def written_bytes(pid):
    """How much a process has written, to whatever it was."""
    return labelled_numbers(Path(f"/proc/{pid}/io"))["wchar"]


def threads(pid):
    return [Path(f"/proc/{pid}/task/{task}") for task in os.listdir(f"/proc/{pid}/task")]


def scheduled_ms(pid):
    """Time on a processor of all living threads, to the nanosecond."""
    return sum(int((task / "schedstat").read_text().split()[0]) for task in threads(pid)) / 1e6


def wake_ups(pid):
    """How often the living threads went to sleep of their own accord."""
    return sum(labelled_numbers(task / "status")["voluntary_ctxt_switches"]
               for task in threads(pid))


def memory_kib(pid):
    rollup = labelled_numbers(Path(f"/proc/{pid}/smaps_rollup"))
    return {"rss_kib": rollup["Rss"], "pss_kib": rollup["Pss"],
            "private_dirty_kib": rollup["Private_Dirty"]}


def labelled_numbers(path):
    """The "Name: number" lines of a /proc file."""
    numbers = {}
    for line in path.read_text().splitlines():
        name, _, rest = line.partition(":")
        words = rest.split()
        if words and words[0].isdigit():
            numbers[name] = int(words[0])
    return numbers
