"""bench/options: variants of the JVM's options take turns with the unchanged ones and with the floor."""
import argparse
import contextlib
import dataclasses
import shutil
import sys
import tempfile
import time
from pathlib import Path

from . import build, machine, options, variants
from .main import end_by_exception, raise_descriptor_limit
from .measurements import HELD_FOR_RESTART, idle_values, restart_samples, start_timeout_s, start_values
from .programs import sleepers
from .report import show, show_span, table
from .rounds import Bench, progress
from .subjects import Floor, Taskmaster
from .summary import Metric, Summary, p99

TURN = "turn"
# The floor has no memory and no idleness worth comparing.
TO_THE_FLOOR = [
    Metric(TURN, "restart_us", "restart, p50", "us"),
    Metric(TURN, "restart_us", "restart, p99", "us", p99),
    Metric(TURN, "first_restart_us", "first restart", "us"),
    Metric(TURN, "spawn_rate_per_s", "spawn rate of 1,000", "per_s"),
]
NUMBERS = TO_THE_FLOOR + [
    Metric(TURN, "launch_ms", "launch", "ms"),
    Metric(TURN, "rss_kib", "RSS, 1,000 idle", "kib"),
    Metric(TURN, "pss_kib", "PSS, 1,000 idle", "kib"),
    Metric(TURN, "private_dirty_kib", "private dirty, 1,000 idle", "kib"),
    Metric(TURN, "scheduled_ms", "CPU time while idle", "ms"),
    Metric(TURN, "wake_ups", "wake-ups while idle", "count"),
]


def main(arguments):
    chosen = parse(arguments)
    end_by_exception()
    with contextlib.ExitStack() as at_the_end:
        folder = Path(tempfile.mkdtemp(prefix="tmbench-", dir="/tmp"))
        at_the_end.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o755)
        try:
            return measure(chosen, folder)
        except (build.CannotBuild, variants.Unusable) as problem:
            progress(f"bench: {problem}")
            return 2


def parse(arguments):
    parser = argparse.ArgumentParser(
        prog="bench/options",
        description="Starts Taskmaster's JVM with variants of jvm.options, in turns with the unchanged ones and "
                    "with the floor, and shows what each costs and gains. A variant is a file of options that are "
                    "added, or replace the ones of the same name; `remove TEXT` takes away those that begin with TEXT.")
    parser.add_argument("variants", nargs="+", type=Path, metavar="VARIANT-FILE")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="of each about 20 s (usually 3)")
    parser.add_argument("--restarts", type=int, default=40, metavar="N", help="in each round (usually 40)")
    parser.add_argument("--settle", type=float, default=10, metavar="S",
                        help="how old 1,000 programs are before they are looked at (usually 10 s)")
    parser.add_argument("--window", type=float, default=4, metavar="S",
                        help="how long they are looked at (usually 4 s)")
    parser.add_argument("--taskmaster", type=Path, default=options.BENCH.parent / "taskmaster", metavar="FILE",
                        help="the launcher of the source tree that variants are made of")
    chosen = parser.parse_args(arguments)
    names = [path.stem for path in chosen.variants]
    if len({*names, variants.UNCHANGED, "floor"}) < len(names) + 2:
        parser.error("each variant needs a file name of its own, and not unchanged or floor")
    return chosen


def measure(chosen, folder):
    build.compile_all(folder)
    raise_descriptor_limit()
    # Each measurement of its plan is done in a way of our own.
    bench = Bench(folder, folder, dataclasses.replace(options.QUICK, rounds={TURN: chosen.rounds}))
    builds = [Floor(folder / "floor"), *prepare(chosen, folder)]
    dropped = machine.drop_caches()
    for subject in builds:
        progress(f"warming up {subject.name}")
        bench.warm_up(subject)
    load = machine.load()
    trials = bench.run(builds, [TURN], {TURN: lambda _, subject: turn(bench, subject, chosen)})
    print(page(chosen, trials, [subject.name for subject in builds], load, dropped))
    return 1 if any(trial.error for trial in trials) else 0


def prepare(chosen, folder):
    subjects = []
    text = (chosen.taskmaster.resolve().parent / "jvm.options").read_text()
    for name, wanted in [(variants.UNCHANGED, ""), *((path.stem, path.read_text()) for path in chosen.variants)]:
        progress(f"preparing {name}")
        try:
            launcher = variants.install(chosen.taskmaster, variants.changed(text, wanted), folder / f"build-{name}")
        except variants.Unusable as problem:
            raise variants.Unusable(f"{name}: {problem}") from problem
        subjects.append(Taskmaster(launcher, name))
    return subjects


def turn(bench, subject, chosen):
    """A few programs that are killed, and then many that are left alone."""
    values = {"launch_ms": [], "first_restart_us": []}
    # A launch has only one first restart.
    for restarts in (1, chosen.restarts):
        with bench.hold(subject, sleepers(HELD_FOR_RESTART)) as held:
            first = held.wait_until_held(start_timeout_s(HELD_FOR_RESTART))[0]
            values["launch_ms"].append((first.nanoseconds - held.executed_ns) / 1e6)
            values["restart_us"] = restart_samples(held, restarts)
            values["first_restart_us"].append(values["restart_us"][0])
    count = bench.plan.start_count
    with bench.hold(subject, sleepers(count)) as held:
        values.update(start_values(held, held.wait_until_held(start_timeout_s(count))))
        if subject.name != "floor":
            time.sleep(chosen.settle)
            values.update(idle_values(held.processes(), chosen.window))
    return values


def page(chosen, trials, names, load, dropped):
    summary = Summary(trials)
    ours = [name for name in names if name != "floor"]
    caches = machine.about_caches(dropped, "when all were built")
    return "\n\n".join([
        f"# Options of the JVM, {time.strftime('%Y-%m-%d')}, {chosen.rounds} rounds",
        f"- load average {load} before, {machine.load()} after\n- {caches}\n"
        f"- looked at 1,000 programs after {chosen.settle:g} s, for {chosen.window:g} s; CPU time is the scheduler's",
        "## Numbers", values(summary, names),
        "## ÷ floor", ratios(summary, TO_THE_FLOOR, ours, "floor"),
        "## ÷ unchanged", ratios(summary, NUMBERS, ours[1:], variants.UNCHANGED),
        "Medians over all rounds; of ratios within a round, with the lowest and the highest round.",
        *(f"- {trial.subject}, round {trial.round + 1}: failed: {trial.error}" for trial in trials if trial.error),
    ])


def values(summary, names):
    return table([["", *names], *(
        [metric.label, *(show(summary.value(metric, name), metric.unit) for name in names)] for metric in NUMBERS)])


def ratios(summary, metrics, names, other):
    def cell(metric, name):
        return (f"{show(summary.ratio(metric, name, other), 'ratio')} "
                f"({show_span(summary.ratios(metric, name, other), 'ratio')})")
    return table([["", *names], *([metric.label, *(cell(metric, name) for name in names)] for metric in metrics)])
