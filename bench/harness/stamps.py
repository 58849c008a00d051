"""Which children said "I am running", and when? Reads the file that child.c writes."""
import os
import struct
import time
from collections import namedtuple

Stamp = namedtuple("Stamp", "nanoseconds pid")

RECORD = struct.Struct("=qq")


class Late(Exception):
    """A supervisor did not start what it should have started in time."""


class Stamps:
    def __init__(self, path):
        self.path = path
        path.touch()
        # for programs of other users, too
        path.chmod(0o666)

    def count(self):
        return os.stat(self.path).st_size // RECORD.size

    def all(self):
        """Every stamp, in the order the children wrote them."""
        return self.since(0)

    def since(self, first):
        with open(self.path, "rb") as file:
            file.seek(first * RECORD.size)
            data = file.read()
        whole = len(data) - len(data) % RECORD.size
        return [Stamp(*fields) for fields in RECORD.iter_unpack(data[:whole])]

    def wait_for(self, count, timeout_s, still_possible, poll_s=0.02):
        """Polls rarely, because the poll takes processor time from what is being measured."""
        deadline = time.monotonic() + timeout_s
        while self.count() < count:
            if not still_possible():
                raise Late(f"the supervisor ended after starting {self.count()} of {count}")
            if time.monotonic() > deadline:
                raise Late(f"only {self.count()} of {count} started within {timeout_s:.0f} s")
            time.sleep(poll_s)
