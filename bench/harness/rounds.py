"""Runs every measurement with every subject, turn by turn, and keeps what came out."""
import itertools
import shutil
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field

from . import lines, machine, proc
from .asking import reload, scrape
from .attach import attach
from .clients import requests, restart_all, status
from .flood import flood, flood_memory
from .holding import Holding, kill_all
from .measurements import MEASURE as ALONE
from .output import output
from .programs import sleepers
from .soak import soak
from .stamps import Late
from .subjects import Missing
from .survival import takeover
from .upgrading import upgrade
from .users import other_user

MEASURE = {**ALONE, "status": status, "restartall": restart_all, "reload": reload, "scrape": scrape,
           "requests": requests, "output": output, "flood": flood, "floodmem": flood_memory, "attach": attach,
           "user": other_user, "takeover": takeover, "upgrade": upgrade, "soak": soak}

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
    left_out: str = ""        # why nothing was measured, when that is no failure
    seconds: float = 0.0      # how long the turn took


class Bench:
    """`room` is a directory for what programs write: much, and not to be measured by a disk's speed."""

    def __init__(self, folder, room, plan):
        self.folder = folder
        self.room = room
        self.plan = plan
        self.child = str(folder / "child")
        self.turns = itertools.count(1)
        self.caches_dropped = None    # whether that could be done, when it was tried

    def hold_afresh(self, subject, *programs):
        """As after a reboot: for measurements of memory."""
        self.caches_dropped = machine.drop_caches()
        return self.hold(subject, *programs)

    def hold(self, subject, *programs):
        writing = any(program.log for program in programs)
        folder = self.new_folder(subject.name, self.room if writing else self.folder)
        return Holding(subject, self.child, folder, programs)

    @contextmanager
    def folder_for_a_turn(self, name, parent):
        """Where children may run that no supervisor of ours holds; afterwards none is left."""
        folder = self.new_folder(name, parent)
        try:
            yield folder
        finally:
            kill_all(self.child)
            shutil.rmtree(folder)

    def new_folder(self, name, parent):
        folder = parent / f"{next(self.turns)}-{name}"
        folder.mkdir(mode=0o755)
        return folder

    def lines(self, mib):
        """A file of numbered lines, made when it is first asked for."""
        path = self.room / f"{mib}-mib-of-lines"
        if not path.exists():
            lines.make(path, mib)
        return path

    def warm_up(self, subject):
        """Launches twice (caches, byte code, AOT archive). Returns what the process executes."""
        for _ in range(2):
            with self.hold(subject, sleepers(1)) as held:
                held.wait_until_held(BUILD_TIMEOUT_S)
                executable = proc.executable(held.pid)
                time.sleep(1)
        return executable

    def run(self, subjects, measurements, measure=None):
        """`measure` says how, for measurements that are not of the usual ones."""
        trials = []
        for measurement in measurements:
            for turn in range(self.plan.rounds[measurement]):
                # Every other round goes backwards, so that nobody always follows the same one.
                order = subjects if turn % 2 == 0 else subjects[::-1]
                for subject in order:
                    if not subject.measured_in(measurement) or subject.peer and turn >= self.plan.peer_rounds:
                        continue
                    trials.append(self.trial(measurement, subject, turn, (measure or MEASURE)[measurement]))
        return trials

    def trial(self, measurement, subject, turn, measure):
        trial = Trial(measurement, subject.name, turn, machine.load())
        progress(f"{measurement} round {turn + 1}/{self.plan.rounds[measurement]} {subject.name}")
        begun = time.monotonic()
        try:
            trial.values = measure(self, subject)
        except Missing as missing:
            trial.left_out = str(missing)
            progress(f"  left out: {missing}")
        except (Late, OSError, RuntimeError) as problem:
            trial.error = str(problem)
            progress(f"  failed: {problem}")
        time.sleep(PAUSE_S)
        trial.seconds = round(time.monotonic() - begun, 1)
        return trial


def progress(text):
    print(text, file=sys.stderr, flush=True)
