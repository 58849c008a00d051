"""The numbered lines that programs write, and whether a log has each of them once, in order."""
import itertools
import re

LENGTH = 105
FILLING = b" the quick brown fox jumps over the lazy dog while its supervisor takes note of every word\n"
NUMBER = b"%%0%dd" % (LENGTH - len(FILLING))
LINES_AT_ONCE = 10_000

PREFIX = re.compile(rb"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(?:Z|[+-]\d\d:\d\d) [^ ]+ \| ", re.MULTILINE)


class Wrong(RuntimeError):
    """A log is not what the program wrote."""


def make(path, mib):
    """Writes as many whole lines as go into `mib` MiB."""
    count = mib * 2**20 // LENGTH
    with open(path, "wb") as file:
        for first in range(0, count, LINES_AT_ONCE):
            file.write(b"".join(line(number) for number
                                in range(first, min(first + LINES_AT_ONCE, count))))


def line(number):
    return NUMBER % number + FILLING


def last(path):
    """The last line of a file, or what there is of it."""
    with open(path, "rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - LENGTH))
        return file.read()


def newest(log):
    """The end of a log that may be renamed at any moment."""
    try:
        return last(log)
    except FileNotFoundError:
        return b""


def files_of(log):
    """The files of a rotated log, the oldest first.

    They are numbered from the newest on; s6-log and svlogd name them, beside `current`, by the time in hexadecimal.
    """
    if log.name == "current":
        return [*sorted(log.parent.glob("@*")), log]
    old = itertools.takewhile(lambda path: path.exists(),
                              (log.with_name(f"{log.name}.{number}") for number in itertools.count(1)))
    return [*reversed(list(old)), log]


def check(written, log, prefixed=False):
    """Compares what the program wrote with what its log holds."""
    with open(written, "rb") as expected:
        for path in files_of(log):
            content = path.read_bytes()
            if prefixed:
                content = without_prefixes(path, content)
            if content != expected.read(len(content)):
                raise Wrong(f"{path.name} does not hold the lines that were written, each once and in order")
        if missing := len(expected.read()):
            raise Wrong(f"{log.name} and its old files lack the last {missing:,} bytes")


def without_prefixes(path, content):
    bare, count = PREFIX.subn(b"", content)
    lines = content.count(b"\n")
    if count != lines:
        raise Wrong(f"{path.name} has {lines:,} lines and {count:,} prefixes")
    return bare
