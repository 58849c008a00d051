"""What a supervisor is told to hold: the same for every supervisor, in nobody's configuration language."""
from dataclasses import dataclass
from typing import Optional


@dataclass(frozen=True)
class Log:
    """Files of at most `mib` MiB that the supervisor writes a program's output to."""
    mib: int
    backups: int              # how many old ones are kept
    prefixed: bool = False    # each line begins with the time and the name


@dataclass(frozen=True)
class Program:
    """`count` copies of child.c."""
    name: str
    count: int = 1
    words: tuple = ()         # what child.c does, apart from being there
    restarted: bool = True
    log: Optional[Log] = None # without one the output is of no interest
    terminal: bool = False
    user: str = ""            # whom it runs as, when that is not whoever runs the bench

    def stamps(self, folder):
        return folder / f"{self.name}.stamps"

    def command(self, child, folder):
        return [child, str(self.stamps(folder)), *self.words]

    def log_path(self, folder, number="%(process_num)d"):
        """Without a number, as both supervisors' configurations write it."""
        return folder / f"{self.name}-{number}.log"


def sleepers(count):
    """Programs that do nothing."""
    return Program("web", count)
