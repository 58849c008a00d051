"""The measurement of an upgrade in place: how long does nobody look, and what do those notice who ask all the time?

Like those in measurements.py, it returns its values as {name: number or list of samples}.
"""
import os
import signal
import threading
import time

from .clients import SETTLE_S, answered, connected, run_client
from .measurements import start_timeout_s
from .programs import sleepers

# The pace of the client that asks meanwhile.
BETWEEN_S = 0.01
BACK_TIMEOUT_S = 10
STATE = b"GET /v1 HTTP/1.1\r\nHost: localhost\r\n\r\n"
EVENTS = b"GET /v1/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
# Of all that follows the events, it is told last.
NOBODY_LOOKS = b"event: upgrade"


def upgrade(bench, subject):
    """A program is killed when the old build has ceased to look -> its replacement says that it runs.

    The other build is the same one; for the supervisor it is any.
    """
    count = bench.plan.upgrade_programs
    with bench.hold(subject, sleepers(count)) as held:
        held.wait_until_held(start_timeout_s(count))
        time.sleep(SETTLE_S)
        path = str(subject.socket(held.folder))
        values = {"gap_ms": [], "slowest_ms": [], "lost": []}
        for _ in range(bench.plan.upgrades):
            with Asking(path) as asking:
                values["gap_ms"].append(gap_ms(held, subject, path))
            values["slowest_ms"].append(max(asking.answered_ms))
            values["lost"].append(asking.lost)
            time.sleep(SETTLE_S)
        return values


def gap_ms(held, subject, path):
    known = held.stamps.count()
    victim = held.stamps.all()[-1].pid
    with connected(path) as following:
        following.sendall(EVENTS)
        order = threading.Thread(target=run_client, args=(held, subject, "upgrade"))
        order.start()
        seen = b""
        while NOBODY_LOOKS not in seen:
            seen = (seen + following.recv(1 << 16))[-(1 << 16):]
        killed_ns = time.monotonic_ns()
        os.kill(victim, signal.SIGKILL)
    held.stamps.wait_for(known + 1, BACK_TIMEOUT_S, held.running, poll_s=0.002)
    back = held.stamps.since(known)[0]
    order.join()
    if held.stamps.count() != known + 1:
        raise RuntimeError(f"{held.stamps.count() - known} programs were started, where one had ended")
    return (back.nanoseconds - killed_ns) / 1e6


class Asking:
    """A client that asks a hundred times a second, each time by a connection of its own."""

    def __init__(self, path):
        self.path = path
        self.answered_ms = []
        self.lost = 0
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.run)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()

    def run(self):
        due = time.monotonic()
        while not self.over.is_set():
            begun_ns = time.monotonic_ns()
            try:
                with connected(self.path) as connection:
                    answered(connection, STATE)
                self.answered_ms.append((time.monotonic_ns() - begun_ns) / 1e6)
            except (OSError, RuntimeError):
                self.lost += 1
            due += BETWEEN_S
            time.sleep(max(0, due - time.monotonic()))
