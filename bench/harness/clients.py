"""The measurements of a running supervisor that is talked to: by its own client, and by many requests.

Like those in measurements.py, each returns its values as {name: number or list of samples}.
"""
import os
import signal
import socket
import time

from . import proc
from .answers import Answer
from .holding import IGNORED_BY_PYTHON
from .measurements import REST_S, start_timeout_s
from .programs import sleepers
from .subjects import Floor, call

# A supervisor is asked only when it has come to rest after its start.
SETTLE_S = 2
# A restart of what lived a second is not delayed by anybody.
LIVED_S = 1.3
CLIENT_TIMEOUT_S = 120
RESTARTED_TIMEOUT_S = 5

RECEIVED_AT_ONCE = 1 << 20
STATE = call("supervisor.getState")


def status(bench, subject):
    """The client is started -> it has printed the table and has ended."""
    values = {}
    for count in bench.plan.status_counts:
        with bench.hold(subject, sleepers(count)) as held:
            held.wait_until_held(start_timeout_s(count))
            time.sleep(SETTLE_S)
            run_client(held, subject, "status")
            values[f"status_ms_{count}"] = [
                run_client(held, subject, "status") for _ in range(bench.plan.status_runs)]
    return values


def restart_all(bench, subject):
    """The client is told to restart all -> it has ended, and every program is a new process."""
    restart = restarted_by_signal if isinstance(subject, Floor) else restarted_by_client
    with bench.hold(subject, sleepers(bench.plan.restart_all_count)) as held:
        held.wait_until_held(start_timeout_s(bench.plan.restart_all_count))
        time.sleep(LIVED_S)
        if not isinstance(subject, Floor):
            run_client(held, subject, "status")
        return {"restart_all_ms": [restart(held, subject) for _ in range(bench.plan.restart_all_runs)]}


def restarted_by_client(held, subject):
    time.sleep(LIVED_S)
    known = held.stamps.count()
    elapsed_ms = run_client(held, subject, "restart", "all")
    held.stamps.wait_for(known + held.programs[0].count, RESTARTED_TIMEOUT_S, held.running)
    return elapsed_ms


def restarted_by_signal(held, _):
    """The floor has no client whose end could be waited for: it is over when the last new program runs."""
    time.sleep(LIVED_S)
    known, asked_ns = held.stamps.count(), time.monotonic_ns()
    os.kill(held.pid, signal.SIGUSR1)
    held.stamps.wait_for(known + held.programs[0].count, RESTARTED_TIMEOUT_S, held.running)
    return (max(stamp.nanoseconds for stamp in held.stamps.since(known)) - asked_ns) / 1e6


def requests(bench, subject):
    """Memory before and after very many requests over one connection after another, at rest."""
    with bench.hold_afresh(subject, sleepers(bench.plan.requests_programs)) as held:
        held.wait_until_held(start_timeout_s(bench.plan.requests_programs))
        time.sleep(REST_S)
        unused = proc.memory_kib(held.pid)["rss_kib"]
        path = str(subject.socket(held.folder))
        ask(path, bench.plan.requests_warm_up)
        time.sleep(bench.plan.requests_rest_s)
        warm = proc.memory_kib(held.pid)["rss_kib"]
        begun = time.monotonic()
        ask(path, bench.plan.requests)
        seconds = time.monotonic() - begun
        busy = proc.memory_kib(held.pid)["rss_kib"]
        time.sleep(bench.plan.requests_rest_s)
        used = proc.memory_kib(held.pid)["rss_kib"]
        return {"unused_rss_kib": unused, "warm_rss_kib": warm, "used_rss_kib": used,
                "busy_rss_kib": busy,
                "grown_rss_kib": used - warm, "requests_per_s": bench.plan.requests / seconds}


def run_client(held, subject, *words):
    """Runs the client as a shell would. Returns milliseconds; an end with an error is one here too."""
    command = [*subject.client(held.folder), *words]
    output = held.folder / "client-output"
    started_ns = time.monotonic_ns()
    pid = os.posix_spawn(
        command[0], command, os.environ, setsigmask=[], setsigdef=IGNORED_BY_PYTHON,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
            (os.POSIX_SPAWN_DUP2, 1, 2)])
    _, status = os.waitpid(pid, 0)
    elapsed_ms = (time.monotonic_ns() - started_ns) / 1e6
    if status != 0:
        raise RuntimeError(f"{' '.join(words)} ended with status {os.waitstatus_to_exitcode(status)}: "
                           + output.read_text(errors="replace").strip()[-300:])
    return elapsed_ms


def ask(path, count):
    """Asks `count` times for the state, a hundred times over each connection."""
    left = count
    while left > 0:
        batch = min(left, 100)
        with connected(path) as connection:
            for _ in range(batch):
                answered(connection, STATE)
        left -= batch


def connected(path):
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(CLIENT_TIMEOUT_S)
    connection.connect(path)
    return connection


def answered(connection, request):
    """The answer, when all of it has come. Anything but a good one is an error."""
    connection.sendall(request)
    answer = Answer()
    while not answer.complete:
        answer.add(connection.recv(RECEIVED_AT_ONCE))
    if answer.status != 200:
        raise RuntimeError(f"a request was answered by {answer.status}")
    return answer
