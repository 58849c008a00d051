"""One supervisor, running, with its children: started, watched, stopped and cleaned away."""
import os
import re
import select
import shutil
import signal
import time

from . import proc
from .stamps import Late, Stamps

# Python ignores these, and an ignored signal would be inherited by the supervisor.
IGNORED_BY_PYTHON = [signal.SIGPIPE, signal.SIGXFSZ]

KILL_TIMEOUT_S = 30
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Holding:
    """Use in a `with` statement: on the way out nothing that was started is left running."""

    def __init__(self, subject, child, folder, programs):
        self.subject = subject
        self.child = child
        self.folder = folder
        self.programs = programs
        self.output = folder / "output"
        self.all_stamps = {program: Stamps(program.stamps(folder)) for program in programs}
        self.command = subject.command(folder, child, programs)
        self.execute()

    def execute(self):
        """The supervisor, in a process group of its own; again, when it was killed."""
        self.executed_ns = time.monotonic_ns()
        self.pid = os.posix_spawn(
            self.command[0], self.command, os.environ, setsid=True,
            setsigmask=[], setsigdef=IGNORED_BY_PYTHON,
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
                (os.POSIX_SPAWN_OPEN, 1, self.output, os.O_WRONLY | os.O_CREAT, 0o644),
                (os.POSIX_SPAWN_DUP2, 1, 2)])
        self.pidfd = os.pidfd_open(self.pid)
        self.status = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """Kills what is left of the supervisor's process group, then of its children.

        Some need long to end by themselves, so they are not asked. The supervisor is reaped only after that: until then its pid, and so the group's,
        cannot be given to a stranger.
        """
        os.killpg(self.pid, signal.SIGKILL)
        for program in (self.child, *self.subject.loggers):
            kill_all(program)
        os.waitpid(self.pid, 0)
        os.close(self.pidfd)
        shutil.rmtree(self.folder)

    @property
    def stamps(self):
        """Those of the first program, which is what most measurements are about."""
        return self.stamps_of(self.programs[0])

    def stamps_of(self, program):
        return self.all_stamps[program]

    def wait_until_held(self, timeout_s):
        """All copies of all programs. Returns the stamps of the first program."""
        try:
            for program in self.programs:
                self.stamps_of(program).wait_for(program.count, timeout_s, self.running)
        except Late as late:
            raise Late("; ".join([str(late), *self.last_words()])) from late
        first = self.stamps.all()[0]
        above = first.pid
        for _ in range(self.subject.levels):
            above = proc.parent(above)
        if above != self.pid:
            raise RuntimeError("the child's parent is not the process that was started: "
                               "the launcher must exec the supervisor")
        return self.stamps.all()

    def kill_supervisor(self):
        """Alone, without a warning: what it holds is left."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.pidfd)

    def running(self):
        return self.status is None and not self.wait_for_exit(timeout_s=0)

    def processes(self):
        """The supervisor, and whatever it consists of beside: all it started but the programs."""
        if self.subject.levels == 1:
            return [self.pid]
        return [pid for pid in proc.tree(self.pid) if proc.executable(pid) != self.child]

    def stop(self, timeout_s):
        """Asks the supervisor to end; says whether it did."""
        os.kill(self.pid, self.subject.ending)
        return self.wait_for_exit(timeout_s)

    def wait_for_exit(self, timeout_s):
        poll = select.poll()
        poll.register(self.pidfd, select.POLLIN)
        if not poll.poll(timeout_s * 1000):
            return False
        end = os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT)
        self.status = end.si_status if end.si_code == os.CLD_EXITED else -end.si_status
        return True

    def last_words(self, lines=5):
        """The end of what the supervisor printed, without colours."""
        text = COLOUR.sub("", self.output.read_text(errors="replace"))
        return text.strip().splitlines()[-lines:]


def kill_all(program):
    """Ends every process of this executable, which lies in our own temporary directory.

    Repeats, because a supervisor that was killed may have had a spawn under way.
    """
    deadline = time.monotonic() + KILL_TIMEOUT_S
    while pids := proc.running(program):
        if time.monotonic() > deadline:
            raise RuntimeError(f"{len(pids)} children cannot be killed, or come back")
        for pid in pids:
            kill(pid)
        time.sleep(0.05)


def kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
