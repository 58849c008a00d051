"""The measurements of a supervisor that is asked for everything: by one client often, and by many at once.

Like those in measurements.py, each returns its values as {name: number or list of samples}.
"""
import selectors
import time

from .answers import Answer
from .clients import CLIENT_TIMEOUT_S, RECEIVED_AT_ONCE, SETTLE_S, answered, connected, run_client
from .measurements import start_timeout_s
from .programs import sleepers
from .stamps import Late


def scrape(bench, subject):
    """Everything a monitor wants to know of very many programs, over one connection; then by many clients at once."""
    count = bench.plan.start_count
    with bench.hold(subject, sleepers(count)) as held:
        held.wait_until_held(start_timeout_s(count))
        time.sleep(SETTLE_S)
        path = str(subject.socket(held.folder))
        with connected(path) as connection:
            told = subject.told_of(answered(connection, subject.everything).body)
            if told != count:
                raise RuntimeError(f"an answer is about {told:,} programs instead of {count:,}")
            samples = [timed_ms(lambda: answered(connection, subject.everything))
                       for _ in range(bench.plan.scrapes)]
        values = {"scrape_ms": samples, "crowd_ms": [], "crowd_refused": []}
        for _ in range(bench.plan.crowd_runs):
            begun_ns = time.monotonic_ns()
            values["crowd_refused"].append(crowd(path, subject, bench.plan.crowd))
            values["crowd_ms"].append((time.monotonic_ns() - begun_ns) / 1e6)
        return values


def reload(bench, subject):
    """The client is told to follow a configuration in which nothing changed -> it has ended."""
    count = bench.plan.start_count
    with bench.hold(subject, sleepers(count)) as held:
        held.wait_until_held(start_timeout_s(count))
        time.sleep(SETTLE_S)
        samples = [run_client(held, subject, subject.reload) for _ in range(bench.plan.reloads)]
        if held.stamps.count() != count:
            raise RuntimeError(f"{held.stamps.count() - count:,} programs were restarted, though nothing had changed")
        return {"reload_ms": samples}


def timed_ms(action):
    begun_ns = time.monotonic_ns()
    action()
    return (time.monotonic_ns() - begun_ns) / 1e6


def crowd(path, subject, count):
    """So many clients, each with a connection of its own, ask at once; until all are answered.

    Who is told to come back later does. Returns how many were told so, however often.
    """
    refused, left = 0, count
    while left > 0:
        answers = ask_at_once(path, subject.everything, left)
        waits_s = [answer.retry_after_s for answer in answers if answer.status != 200]
        time.sleep(max(waits_s, default=0))
        left = len(waits_s)
        refused += left
    return refused


def ask_at_once(path, request, count):
    answers = {}
    with selectors.DefaultSelector() as selector:
        try:
            for _ in range(count):
                connection = connected(path)
                answers[connection] = Answer()
                connection.sendall(request)
                selector.register(connection, selectors.EVENT_READ)
            while selector.get_map():
                ready = selector.select(CLIENT_TIMEOUT_S)
                if not ready:
                    raise Late(f"not all of {count} clients were answered within {CLIENT_TIMEOUT_S} s")
                for key, _ in ready:
                    answer = answers[key.fileobj]
                    answer.add(key.fileobj.recv(RECEIVED_AT_ONCE))
                    if answer.complete:
                        selector.unregister(key.fileobj)
        finally:
            for connection in answers:
                connection.close()
    return list(answers.values())
