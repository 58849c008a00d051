"""Puts the parts together: build, warm up, measure, report, clean up."""
import contextlib
import dataclasses
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from . import bars, build, controls, machine, options, peers, report, subjects, summary
from .rounds import Bench, progress
from .stamps import Late

# Above this, others use the machine: the bench has hardly done anything yet when it looks.
IDLE_LOAD = 0.5
MEMORY = Path("/dev/shm")
WRITING = {"output", "flood", "floodmem", "soak"}
ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def main(arguments):
    chosen = options.parse(arguments)
    end_by_exception()
    with contextlib.ExitStack() as at_the_end:
        folder = Path(tempfile.mkdtemp(prefix="tmbench-", dir="/tmp"))
        at_the_end.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o755)
        room = machine.room([chosen.room] if chosen.room else [MEMORY, folder], chosen.plan.room_mib)
        at_the_end.callback(shutil.rmtree, room, ignore_errors=True)
        try:
            return measure(chosen, folder, room)
        except build.CannotBuild as problem:
            progress(f"bench: {problem}")
            return 2


def end_by_exception():
    """The first signal unwinds every `with`; later ones must not interrupt the cleaning up."""
    def end(number, _):
        for each in ENDING:
            signal.signal(each, signal.SIG_IGN)
        sys.exit(128 + number)
    for each in ENDING:
        signal.signal(each, end)


def measure(chosen, folder, room):
    build.compile_all(folder)
    raise_descriptor_limit()
    bench = Bench(folder, room, chosen.plan)
    present, notes = subjects.find(chosen, folder)
    present += controls.find_controls(chosen, folder)
    others, missing = peers.find_peers(chosen.subjects, folder, chosen.pm2)
    present, notes = present + others, notes + missing
    versions = warm_up(bench, present, notes)
    for note in notes:
        progress(f"bench: {note}")
    if not versions:
        progress("bench: there is nothing to measure")
        return 2

    present = [subject for subject in present if subject.name in versions]
    started, load_before = time.monotonic(), machine.load()
    notes += standing_notes(chosen, load_before, room)
    trials = bench.run(present, chosen.only)
    notes += [f"{trial.measurement}, round {trial.round + 1}, {trial.subject}: failed: {trial.error}"
              for trial in trials if trial.error]
    notes += dict.fromkeys(f"{trial.measurement}: {trial.subject} is left out: {trial.left_out}"
                           for trial in trials if trial.left_out)
    if bench.caches_dropped is not None:
        caches = machine.about_caches(bench.caches_dropped, "before each of these supervisors was launched")
        notes.append(f"Memory (idle, requests, soak): {caches}.")
    run = result(chosen, trials, versions, notes, load_before, time.monotonic() - started)
    write(run, chosen)
    failed = any(trial.error for trial in trials)
    missed = any(verdict.met is False for verdict in run["verdicts"])
    return 1 if failed or missed else 0


def raise_descriptor_limit():
    """All subjects inherit the same limit: as much as the system allows."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def warm_up(bench, present, notes):
    """Leaves out, with a note, a subject that cannot hold even one program."""
    versions = {}
    for subject in present:
        progress(f"warming up {subject.name}")
        try:
            versions[subject.name] = machine.version_of(subject, bench.warm_up(subject))
        except (Late, OSError, RuntimeError) as problem:
            notes.append(f"{subject.name} does not work here and is left out: {problem}")
    return versions


def standing_notes(chosen, load, room):
    notes = []
    if load > IDLE_LOAD:
        notes.append(f"The machine was busy when the bench began (load average {load}): "
                     "these numbers are a rehearsal, not a result.")
    if "hold10000" in chosen.only and "supervisord" in chosen.subjects:
        count = chosen.plan.hold_count
        needed = subjects.supervisord_descriptors(count)
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        notes.append(f"supervisord takes no part in holding {count:,} programs. It would need about "
                     f"{needed:,} descriptors; the hard limit here is {hard:,}.")
    if WRITING & set(chosen.only):
        notes.append(f"What programs wrote went to a file system of the type {machine.file_system(room)}.")
    others = machine.foreign_virtual_machines()
    if others:
        notes.append(f"{others} other Java processes ran during this bench: "
                     "they make Taskmaster's PSS look smaller than it is alone.")
    return notes


def result(chosen, trials, versions, notes, load_before, seconds):
    metrics = summary.metrics(chosen.plan)
    numbers = summary.Summary(trials)
    return {
        "date": time.strftime("%Y-%m-%d"), "quick": chosen.quick, "machine": machine.describe(),
        "subjects": list(versions), "versions": versions, "notes": notes,
        "load_before": load_before, "load_after": machine.load(), "minutes": round(seconds / 60, 1),
        "minutes_of": minutes_of(trials),
        "metrics": metrics, "summary": numbers, "trials": trials,
        "verdicts": [verdict for verdict in bars.judge(chosen.plan, metrics, numbers)
                     if verdict.bar.metric_key.split(".")[0] in chosen.only],
    }


def minutes_of(trials):
    """How long each measurement took, with all subjects and rounds."""
    seconds = {}
    for trial in trials:
        seconds[trial.measurement] = seconds.get(trial.measurement, 0) + trial.seconds
    return {name: round(sum_s / 60, 1) for name, sum_s in seconds.items()}


def write(run, chosen):
    path = chosen.out or default_path(run)
    path.parent.mkdir(parents=True, exist_ok=True)
    page = report.page(run)
    path.write_text(json.dumps(plain(run), indent=1) + "\n")
    path.with_suffix(".md").write_text(page)
    print(page)
    progress(f"written: {os.path.relpath(path)} and {os.path.relpath(path.with_suffix('.md'))}")


def default_path(run):
    quick = "-quick" if run["quick"] else ""
    name = f"{run['date']}-{machine.kind(run['machine'])}{quick}.json"
    return options.BENCH / "results" / name


def plain(run):
    """What of a run goes into the JSON file: the summary as numbers, and every trial."""
    def values(metric):
        return {subject: run["summary"].value(metric, subject) for subject in run["subjects"]}

    def ratios(metric):
        return {f"{above}/{below}": run["summary"].ratio(metric, above, below)
                for above, below in report.PAIRS if {above, below} <= set(run["subjects"])}

    kept = {key: value for key, value in run.items()
            if key not in ("metrics", "summary", "trials", "verdicts")}
    kept["bars"] = [{**dataclasses.asdict(verdict.bar), "measured": verdict.measured,
                     "rounds": verdict.rounds, "met": verdict.met, "reached": verdict.reached}
                    for verdict in run["verdicts"]]
    kept["numbers"] = {metric.key: {"unit": metric.unit, **values(metric), "ratios": ratios(metric)}
                       for metric in run["metrics"]}
    kept["trials"] = [dataclasses.asdict(trial) for trial in run["trials"]]
    return kept
