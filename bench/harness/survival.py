"""The measurement of a supervisor that was killed: how soon does the next one know everything that runs?"""
import json
import time

from .clients import answered, connected
from .measurements import start_timeout_s
from .programs import sleepers
from .stamps import Late
from .subjects import Missing

# Past the slowest start: what is taken over runs.
SETTLE_S = 3
POLL_S = 0.002
KNOWN_TIMEOUT_S = 60


def takeover(bench, subject):
    """Execution of a supervisor -> it answers, and knows what it holds: one it has started, and many it was left."""
    with bench.hold(subject, sleepers(1)) as held:
        one_ms = known_ms(held, subject)
    count = bench.plan.start_count
    with bench.hold(subject, sleepers(count)) as held:
        before = {stamp.pid for stamp in held.wait_until_held(start_timeout_s(count))}
        time.sleep(SETTLE_S)
        held.kill_supervisor()
        held.execute()
        many_ms = known_ms(held, subject)
        time.sleep(SETTLE_S)
        if held.stamps.count() != count:
            raise Missing("it starts everything a second time")
        known = {process.get("pid") for process in told(held, subject)}
        if known != before:
            raise RuntimeError(f"{len(before - known):,} of {count:,} programs were lost")
    return {"one_ms": one_ms, "many_ms": many_ms, "more_ms": many_ms - one_ms}


def known_ms(held, subject):
    """Since the execution, until everything it holds is up."""
    count = held.programs[0].count
    deadline_ns = held.executed_ns + KNOWN_TIMEOUT_S * 1e9
    while sum(process["state"] in ("STARTING", "RUNNING") for process in told(held, subject)) < count:
        if time.monotonic_ns() > deadline_ns:
            raise Late(f"did not know all of {count:,} programs within {KNOWN_TIMEOUT_S} s")
        time.sleep(POLL_S)
    return (time.monotonic_ns() - held.executed_ns) / 1e6


def told(held, subject):
    """Nothing while nobody answers."""
    try:
        with connected(str(subject.socket(held.folder))) as connection:
            return json.loads(answered(connection, subject.everything).body)["processes"]
    except (FileNotFoundError, ConnectionRefusedError):
        return []
