"""Answers of HTTP, of a length that is told beforehand or in chunks, as they come in."""
import re

from .stamps import Late

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
RETRY_AFTER = re.compile(rb"\r\nretry-after: *(\d+)", re.IGNORECASE)
LAST_CHUNK = b"\r\n0\r\n\r\n"


class Answer:
    def __init__(self):
        self.bytes = bytearray()
        self.head = None          # where it ends, when it has come

    def add(self, data):
        if not data:
            raise Late("the connection was closed in the middle of an answer")
        self.bytes += data
        if self.head is None and (end := self.bytes.find(b"\r\n\r\n")) >= 0:
            self.head = end
            self.status = int(bytes(self.bytes[:end]).split(None, 2)[1])
            found = LENGTH.search(self.bytes, 0, end)
            self.length = int(found[1]) if found else None
            if not found and not CHUNKED.search(self.bytes, 0, end):
                raise RuntimeError("nobody can tell where an answer ends: it has no length, and no chunks")

    @property
    def complete(self):
        if self.head is None:
            return False
        if self.length is None:
            return self.bytes.endswith(LAST_CHUNK)
        return len(self.bytes) >= self.head + 4 + self.length

    @property
    def retry_after_s(self):
        """When to ask again, for an answer that says that there is too much to do."""
        found = RETRY_AFTER.search(self.bytes, 0, self.head)
        if self.status != 503 or not found:
            raise RuntimeError(f"a request was answered by {self.status}")
        return int(found[1])

    @property
    def body(self):
        content = bytes(self.bytes[self.head + 4:])
        return content if self.length is not None else b"".join(chunks(content))


def chunks(content):
    while content:
        size, _, content = content.partition(b"\r\n")
        length = int(size.split(b";")[0], 16)
        yield content[:length]
        content = content[length + 2:]
