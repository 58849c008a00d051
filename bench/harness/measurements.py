"""The measurements of programs that do nothing. Each takes one running supervisor's worth of a round.

A measurement returns its values as {name: number or list of samples}.
"""
import os
import random
import signal
import time
from collections import deque

from . import proc
from .controls import EmptyJvm
from .programs import sleepers
from .stamps import Late
from .subjects import Taskmaster

HELD_FOR_RESTART = 20
# So many that one of them is always old enough.
HELD_FOR_WARMING = 120
# Between two restarts, and at random up to twice as long, so as not to be in step with a supervisor's own clock.
PAUSE_S = 0.04
# Taskmaster delays the restart of a program that lived less than a second.
# Every child gets this age before it is killed, under every subject.
LIVED_S = 1.2
STOP_TIMEOUT_S = 180
# By then everything is over that a supervisor does because of its start,
# such as giving back memory that only the start needed.
REST_S = 6
# What does nothing at all is soon at rest.
ALONE_SETTLE_S = 3


def start_timeout_s(count):
    return 60 + count / 10


def restart(bench, subject):
    """SIGKILL to one of a few children -> first instruction of its replacement."""
    values = {"first_restart_us": []}
    # A launch has only one first restart.
    for wanted in (*(1,) * bench.plan.more_launches, bench.plan.restarts[subject.name]):
        with bench.hold(subject, sleepers(HELD_FOR_RESTART)) as held:
            held.wait_until_held(start_timeout_s(HELD_FOR_RESTART))
            values["restart_us"] = restart_samples(held, wanted)
            values["first_restart_us"].append(values["restart_us"][0])
    if isinstance(subject, Taskmaster):
        values["warm_restart_us"] = warm_restarts(bench, subject)
    return values


def warm_restarts(bench, subject):
    """The same after very many, when Java's compiler has had its time."""
    with bench.hold(subject, sleepers(HELD_FOR_WARMING)) as held:
        held.wait_until_held(start_timeout_s(HELD_FOR_WARMING))
        restart_samples(held, bench.plan.warming_restarts, pause_s=0)
        return restart_samples(held, bench.plan.warm_restarts)


def restart_samples(held, wanted, program=None, pause_s=PAUSE_S):
    """Of the copies of `program`, or of the first one."""
    program = program or held.programs[0]
    stamps = held.stamps_of(program)
    # The newest: an earlier call may have replaced all others.
    oldest_first = deque(stamps.all()[-program.count:])
    samples = []
    for _ in range(wanted):
        victim = oldest_first.popleft()
        let_live(victim, pause_s)
        known = stamps.count()
        killed_ns = time.monotonic_ns()
        os.kill(victim.pid, signal.SIGKILL)
        # The replacement is normally up before the first look at the file.
        time.sleep(0.003)
        stamps.wait_for(known + 1, 30, held.running, poll_s=0.002)
        replacement = stamps.since(known)[0]
        samples.append((replacement.nanoseconds - killed_ns) / 1e3)
        oldest_first.append(replacement)
    return samples


def let_live(stamp, pause_s):
    age_s = (time.monotonic_ns() - stamp.nanoseconds) / 1e9
    time.sleep(max(0, LIVED_S - age_s) + random.uniform(pause_s, 2 * pause_s))


def start_many(bench, subject):
    """Execution of the supervisor -> every child runs; then SIGTERM -> everything is gone."""
    with bench.hold(subject, sleepers(bench.plan.start_count)) as held:
        stamps = held.wait_until_held(start_timeout_s(bench.plan.start_count))
        # Past the slowest tick, so that the stop finds every program settled.
        time.sleep(3)
        return {**start_values(held, stamps), **stop_values(held)}


def start_values(held, stamps):
    moments = sorted(stamp.nanoseconds for stamp in stamps)
    span_ns = moments[-1] - moments[0]
    return {
        "executed_to_last_ms": (moments[-1] - held.executed_ns) / 1e6,
        "first_to_last_ms": span_ns / 1e6,
        "spawn_rate_per_s": (len(moments) - 1) / (span_ns / 1e9),
    }


def stop_values(held):
    asked_ns = time.monotonic_ns()
    if not held.stop(STOP_TIMEOUT_S):
        raise Late(f"did not end within {STOP_TIMEOUT_S} s of being asked to")
    while not held.subject.waits and proc.running(held.child):
        if time.monotonic_ns() - asked_ns > STOP_TIMEOUT_S * 1e9:
            raise Late(f"programs were left {STOP_TIMEOUT_S} s after it was asked to end")
        time.sleep(0.005)
    stopped_ms = (time.monotonic_ns() - asked_ns) / 1e6
    left_behind = len(proc.running(held.child))
    if held.status != held.subject.ended or left_behind:
        raise Late(f"ended with status {held.status} and left {left_behind} children running")
    return {"stop_ms": stopped_ms}


def idle(bench, subject):
    if isinstance(subject, EmptyJvm):
        return memory_alone(bench, subject)
    values = {}
    for count in bench.plan.idle_counts:
        with bench.hold_afresh(subject, sleepers(count)) as held:
            held.wait_until_held(start_timeout_s(count))
            time.sleep(bench.plan.idle_settle_s)
            values.update({f"{name}_{count}": value for name, value
                           in idle_values(held.processes(), bench.plan.idle_window_s).items()})
    return values


def memory_alone(bench, subject):
    """Of what holds one program only."""
    with bench.hold_afresh(subject, sleepers(1)) as held:
        held.wait_until_held(start_timeout_s(1))
        time.sleep(ALONE_SETTLE_S)
        return {f"alone_{name}": value for name, value in proc.memory_kib(held.pid).items()}


def idle_values(pids, window_s):
    """Processor time over a window in which nothing happens, and memory at its end."""
    before = total(activity, pids)
    time.sleep(window_s)
    after = total(activity, pids)
    return {**{name: after[name] - before[name] for name in after}, **total(size, pids)}


def total(look, pids):
    """The sums of what is seen of each process."""
    seen = [look(pid) for pid in pids]
    return {name: sum(each[name] for each in seen) for name in seen[0]}


def activity(pid):
    return {"cpu_ms": proc.cpu_ms(pid), "scheduled_ms": proc.scheduled_ms(pid),
            "wake_ups": proc.wake_ups(pid)}


def size(pid):
    return {"threads": len(proc.threads(pid)), **proc.memory_kib(pid)}


def launch(bench, subject):
    """Execution of the supervisor -> first instruction of its first child."""
    with bench.hold(subject, sleepers(1)) as held:
        stamps = held.wait_until_held(start_timeout_s(1))
        return {"launch_ms": (stamps[0].nanoseconds - held.executed_ns) / 1e6}


def hold_many(bench, subject):
    """Start very many, then restart them one at a time while all the others are held."""
    with bench.hold(subject, sleepers(bench.plan.hold_count)) as held:
        stamps = held.wait_until_held(start_timeout_s(bench.plan.hold_count))
        time.sleep(bench.plan.idle_settle_s)
        memory = proc.memory_kib(held.pid)
        return {**start_values(held, stamps), **memory,
                "restart_us": restart_samples(held, bench.plan.hold_restarts),
                **stop_values(held)}


MEASURE = {"restart": restart, "start1000": start_many, "idle": idle,
           "launch": launch, "hold10000": hold_many}
