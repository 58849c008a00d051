"""Runs every measurement with every subject, turn by turn, and keeps what came out."""
import itertools
import sys
import time
from dataclasses import dataclass, field

from . import machine, proc
from .holding import Holding
from .clients import requests, restart_all, status
from .measurements import MEASURE as ALONE
from .stamps import Late

MEASURE = {**ALONE, "status": status, "restartall": restart_all, "requests": requests}

# Lets the kernel finish with the dead of one turn before the next one begins.
PAUSE_S = 0.5

# Taskmaster's launcher compiles what is not compiled yet.
BUILD_TIMEOUT_S = 600


@dataclass
class Trial:
    """One subject's turn in one round."""
    measurement: str
    subject: str
    round: int
    load: float
    values: dict = field(default_factory=dict)
    error: str = ""


class Bench:
    def __init__(self, folder, plan):
        self.folder = folder
        self.plan = plan
        self.child = str(folder / "child")
        self.turns = itertools.count(1)

    def hold(self, subject, count):
        folder = self.folder / f"{next(self.turns)}-{subject.name}"
        folder.mkdir(mode=0o755)
        return Holding(subject, self.child, folder, count)

    def warm_up(self, subject):
        """Launches twice (caches, byte code, AOT archive). Returns what the process executes."""
        for _ in range(2):
            with self.hold(subject, 1) as held:
                held.wait_until_held(BUILD_TIMEOUT_S)
                executable = proc.executable(held.pid)
                time.sleep(1)
        return executable

    def run(self, subjects, measurements):
        trials = []
        for measurement in measurements:
            for turn in range(self.plan.rounds[measurement]):
                # Every other round goes backwards, so that nobody always follows the same one.
                order = subjects if turn % 2 == 0 else subjects[::-1]
                for subject in order:
                    if measurement in subject.left_out:
                        continue
                    trials.append(self.trial(measurement, subject, turn))
        return trials

    def trial(self, measurement, subject, turn):
        trial = Trial(measurement, subject.name, turn, machine.load())
        progress(f"{measurement} round {turn + 1}/{self.plan.rounds[measurement]} {subject.name}")
        try:
            trial.values = MEASURE[measurement](self.hold, subject, self.plan)
        except (Late, OSError, RuntimeError) as problem:
            trial.error = str(problem)
            progress(f"  failed: {problem}")
        time.sleep(PAUSE_S)
        return trial


def progress(text):
    print(text, file=sys.stderr, flush=True)
