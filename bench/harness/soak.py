"""A day in a few minutes: does the supervisor's memory stay what it was, after very many of everything?

Many programs with logs are killed all at once, over and over, while requests are answered and the configuration is
read again, with a program more every other time, and one less in between.
"""
import json
import os
import signal
import time

from . import proc
from .clients import answered, ask, connected
from .measurements import start_timeout_s
from .programs import Log, Program
from .stamps import Stamps

EXTRA = Program("extra")
# What lived a second is started again at once.
LIVED_S = 1.05
WAVE_TIMEOUT_S = 60
# Of 100,000 restarts and requests, and 1,000 reloads, in a day of 288 times five minutes.
FIVE_MINUTES = 347
FIVE_MINUTES_OF_RELOADS = 4
RELOAD = b"POST /v1/config/reload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"


def soak(bench, subject):
    """Memory of a supervisor that was left alone, after five minutes of the day, after a tenth, and after the whole."""
    plan = bench.plan
    held_programs = Program("web", plan.start_count, log=Log(mib=1, backups=1))
    with bench.hold_afresh(subject, held_programs) as held:
        Stamps(EXTRA.stamps(held.folder))
        held.wait_until_held(start_timeout_s(plan.start_count))
        values = {"soak_idle_rss_kib": at_rest(held, plan)}
        begun = time.monotonic()
        wave(held, subject, FIVE_MINUTES, FIVE_MINUTES, FIVE_MINUTES_OF_RELOADS)
        values["soak_early_rss_kib"] = at_rest(held, plan)
        live(held, subject, plan, plan.soak_waves // 10)
        values["soak_warm_rss_kib"] = at_rest(held, plan)
        live(held, subject, plan, plan.soak_waves - plan.soak_waves // 10)
        values["soak_busy_rss_kib"] = proc.memory_kib(held.pid)["rss_kib"]
        values["soak_rss_kib"] = at_rest(held, plan)
        values["soak_s"] = time.monotonic() - begun - 3 * plan.soak_rest_s
        values["soak_grown_rss_kib"] = values["soak_rss_kib"] - values["soak_early_rss_kib"]
        values["soak_leaked_rss_kib"] = values["soak_rss_kib"] - values["soak_warm_rss_kib"]
        return values


def at_rest(held, plan):
    time.sleep(plan.soak_rest_s)
    return proc.memory_kib(held.pid)["rss_kib"]


def live(held, subject, plan, waves):
    for _ in range(waves):
        wave(held, subject, held.programs[0].count, plan.soak_requests, plan.soak_reloads)


def wave(held, subject, deaths, requests, reloads):
    path = str(subject.socket(held.folder))
    # A pid comes back when all have been given out, so that its latest stamp is the one that counts.
    latest = {stamp.pid: stamp for stamp in held.stamps.all()}
    killed = [latest[pid] for pid in proc.running(str(held.child))][:deaths]
    let_live(killed)
    known = held.stamps.count()
    for stamp in killed:
        os.kill(stamp.pid, signal.SIGKILL)
    held.stamps.wait_for(known + len(killed), WAVE_TIMEOUT_S, held.running)
    ask(path, requests)
    for number in range(reloads):
        follow(held, subject, path, [EXTRA] if number % 2 == 0 else [])


def follow(held, subject, path, more):
    """Writes a configuration with these programs beside the others, and has it followed."""
    subject.command(held.folder, held.child, [*held.programs, *more])
    with connected(path) as connection:
        report = json.loads(answered(connection, RELOAD).body)
    if report["kind"] != "applied" or len(report["steps"]) != 1:
        raise RuntimeError(f"a reload came to something else: {report}")


def let_live(stamps):
    youngest_s = (time.monotonic_ns() - max(stamp.nanoseconds for stamp in stamps)) / 1e9
    time.sleep(max(0, LIVED_S - youngest_s))
