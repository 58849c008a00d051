"""How long until a key that is typed appears on the screen?

The program echoes every key. The floor has it in the bench's own terminal, with nothing between.
tmux and Taskmaster hold it, and their client runs in that terminal.
"""
import itertools
import random
import shutil
import string
import subprocess
import time

from .measurements import start_timeout_s
from .programs import Program
from .stamps import Stamps
from .subjects import Missing, Taskmaster
from .terminal import Terminal, environment

ECHO = Program("echo", words=("echo",), terminal=True)
LETTERS = [letter.encode() for letter in string.ascii_lowercase]
READY_TIMEOUT_S = 30
ECHO_TIMEOUT_S = 10
# Whatever is drawn when one has joined.
CALM_S = 0.5
TMUX_TIMEOUT_S = 20
TMUX_CONFIGURATION = "set -g status off\n"


def attach(bench, subject):
    if subject.name == "floor":
        with bench.folder_for_a_turn(subject.name, bench.folder) as folder:
            return {"echo_us": echoes(program(bench, folder), bench.plan.keys)}
    need_tmux()
    if isinstance(subject, Taskmaster):
        need_attach(subject)
    return {"tmux_echo_us": through_tmux(bench), "echo_us": through(bench, subject)}


def need_tmux():
    if not shutil.which("tmux"):
        raise Missing("tmux is not installed: apt-get install tmux")


def need_attach(subject):
    asked = subprocess.run([subject.control, "help", "attach"], stdin=subprocess.DEVNULL,
                           capture_output=True, text=True, check=False)
    if asked.returncode != 0:
        raise Missing("taskmasterctl cannot attach: " + asked.stderr.strip())


def through(bench, subject):
    with bench.hold(subject, ECHO) as held:
        held.wait_until_held(start_timeout_s(1))
        return echoes(subject.attach(held.folder, ECHO), bench.plan.keys)


def through_tmux(bench):
    """A server of our own, which ends with this."""
    with bench.folder_for_a_turn("tmux", bench.folder) as folder:
        configuration = folder / "tmux.conf"
        configuration.write_text(TMUX_CONFIGURATION)
        tmux = ["tmux", "-S", str(folder / "tmux.sock"), "-f", str(configuration)]
        run_tmux(*tmux, "new-session", "-d", "-x", "80", "-y", "24", *program(bench, folder))
        try:
            return echoes([*tmux, "attach"], bench.plan.keys)
        finally:
            run_tmux(*tmux, "kill-server")


def run_tmux(*command):
    done = subprocess.run(command, env=environment(), stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=TMUX_TIMEOUT_S, check=False)
    if done.returncode != 0:
        raise RuntimeError("tmux: " + done.stderr.strip())


def program(bench, folder):
    Stamps(ECHO.stamps(folder))
    return ECHO.command(bench.child, folder)


def echoes(command, count):
    """A key at a time, when the one before is long shown."""
    with Terminal(command) as terminal:
        terminal.wait_for(b"ready", READY_TIMEOUT_S)
        samples = []
        for letter in itertools.islice(itertools.cycle(LETTERS), count):
            terminal.wait_for_calm(CALM_S if not samples else random.uniform(0.01, 0.02))
            samples.append(terminal.press(letter, ECHO_TIMEOUT_S))
        return samples
