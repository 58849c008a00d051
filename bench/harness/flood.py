"""What do programs that write without end do to the others, and to the supervisor's memory?"""
import os
import signal
import time

from . import proc
from .controls import control
from .measurements import HELD_FOR_RESTART, REST_S, restart_samples, start_timeout_s
from .programs import Log, Program, sleepers
from .subjects import Floor

BEGUN_S = 1
LOOK_S = 0.25
TIMEOUT_S = 60
# A program that has written more than a pipe may hold has been read from.
PIPE_BYTES = 1024 * 1024


def flood(bench, subject):
    """As `restart`, first in peace, then while another program floods its log."""
    loud = Program("loud", words=("flood", str(bench.lines(1))), log=Log(mib=50, backups=1))
    quiet = sleepers(HELD_FOR_RESTART)
    if not isinstance(subject, Floor):
        with bench.hold(subject, quiet, loud) as held:
            return quiet_and_flooded(bench.plan.flood_restarts, held, held, loud)
    # What keeps logs is a process of its own then. It ends last, as it lets its program be ended.
    with bench.hold(control(bench.folder), loud) as keeper, bench.hold(subject, quiet) as held:
        return quiet_and_flooded(bench.plan.flood_restarts, held, keeper, loud)


def quiet_and_flooded(wanted, held, keeper, loud):
    """Of what one supervisor holds, while another one, or the same, keeps what is written."""
    held.wait_until_held(start_timeout_s(HELD_FOR_RESTART))
    quiet = restart_samples(held, wanted)
    pids = begin(keeper, loud)
    time.sleep(BEGUN_S)
    begun, before = time.monotonic(), written(pids)
    flooded = restart_samples(held, wanted)
    return {"quiet_restart_us": quiet, "flooded_restart_us": flooded,
            "flood_mib_per_s": rate(before, written(pids), time.monotonic() - begun)}


def flood_memory(bench, subject):
    """The supervisor's memory while many programs are silent, and the most while all of them flood."""
    count = bench.plan.flood_programs
    loud = Program("loud", count, words=("flood", str(bench.lines(1))), log=Log(mib=1, backups=1))
    with bench.hold(subject, loud) as held:
        held.wait_until_held(start_timeout_s(count))
        time.sleep(REST_S)
        silent = proc.memory_kib(held.pid)["rss_kib"]
        pids = begin(held, loud)
        begun, most = time.monotonic(), silent
        while (lasted := time.monotonic() - begun) < bench.plan.flood_window_s:
            time.sleep(LOOK_S)
            most = max(most, proc.memory_kib(held.pid)["rss_kib"])
        after = written(pids)
        unread = sum(size <= PIPE_BYTES for size in after)
        if unread:
            raise RuntimeError(f"{unread} of {count} programs wrote less than a pipe may hold")
        return {"silent_rss_kib": silent, "flooded_rss_kib": most, "grown_rss_kib": most - silent,
                "flood_mib_per_s": rate([0] * count, after, lasted)}


def begin(held, program):
    """Lets the copies of a program write. Returns their pids when all of them do."""
    stamps = held.stamps_of(program)
    stamps.wait_for(program.count, TIMEOUT_S, held.running)
    pids = [stamp.pid for stamp in stamps.all()]
    for pid in pids:
        os.kill(pid, signal.SIGUSR1)
    stamps.wait_for(2 * program.count, TIMEOUT_S, held.running)
    return pids


def written(pids):
    return [proc.written_bytes(pid) for pid in pids]


def rate(before, after, seconds):
    """In MiB/s. A flood that stands still would prove nothing."""
    moved = sum(after) - sum(before)
    if moved == 0:
        raise RuntimeError("nothing was written during the flood")
    return moved / 2**20 / seconds
