"""A program in a terminal of its own, at whose keyboard the bench sits."""
import fcntl
import os
import re
import select
import signal
import struct
import termios
import time

ROWS, COLUMNS = 24, 80
END_TIMEOUT_S = 10
IGNORED_BY_PYTHON = [signal.SIGPIPE, signal.SIGXFSZ]

# Whole ones, and what of one may have come so far.
CONTROL_SEQUENCE = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]?|[\]P^_][^\x07\x1b]*(?:\x07|\x1b\\?|\Z)|[ -/]*[0-~]?)")


class Silent(RuntimeError):
    """What should have appeared on the screen did not."""


class Terminal:
    """Use in a `with` statement: on the way out the terminal is taken away, and the program has ended."""

    def __init__(self, command):
        self.keyboard, screen = os.openpty()
        try:
            fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            # The leader of a new session that opens a terminal gets it as its own.
            self.pid = os.posix_spawnp(
                command[0], command, environment(), setsid=True,
                setsigmask=[], setsigdef=IGNORED_BY_PYTHON,
                file_actions=[(os.POSIX_SPAWN_OPEN, 0, os.ttyname(screen), os.O_RDWR, 0),
                              (os.POSIX_SPAWN_DUP2, 0, 1), (os.POSIX_SPAWN_DUP2, 0, 2)])
        except OSError:
            os.close(self.keyboard)
            raise
        finally:
            os.close(screen)
        self.poll = select.poll()
        self.poll.register(self.keyboard, select.POLLIN)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self.keyboard)
        end = os.pidfd_open(self.pid)
        ended = select.select([end], [], [], END_TIMEOUT_S)[0]
        os.close(end)
        if not ended:
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)

    def wait_for(self, text, timeout_s):
        """Until this has appeared; then the moment, in ns."""
        seen = b""
        deadline = time.monotonic() + timeout_s
        while text not in shown(seen):
            more = self.read(max(0.0, deadline - time.monotonic()))
            if not more:
                raise Silent(f"{text.decode()!r} did not appear in the terminal, only "
                             f"{shown(seen).decode(errors='replace').strip()[-300:]!r}")
            seen += more
        return time.monotonic_ns()

    def wait_for_calm(self, calm_s):
        """Until nothing has appeared for a while."""
        while self.read(calm_s):
            pass

    def press(self, key, timeout_s):
        """Types one key. Returns the µs until it is shown."""
        pressed_ns = time.monotonic_ns()
        os.write(self.keyboard, key)
        return (self.wait_for(key, timeout_s) - pressed_ns) / 1e3

    def read(self, timeout_s):
        """What has appeared since the last time; nothing when nothing does in time, or at the end."""
        if not self.poll.poll(timeout_s * 1000):
            return b""
        try:
            return os.read(self.keyboard, 65536)
        except OSError:
            # EIO: nobody has the terminal open any more
            return b""


def environment():
    return {**{name: value for name, value in os.environ.items() if name != "TMUX"},
            "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}


def shown(output):
    """Without control sequences, whose letters nobody typed."""
    return CONTROL_SEQUENCE.sub(b"", output)
