"""The command line of bench/run, and how long each kind of run takes."""
import argparse
import dataclasses
from dataclasses import dataclass
from pathlib import Path

BENCH = Path(__file__).resolve().parent.parent
PEERS = ("s6", "runit", "pm2")
# The least programs that do some of the same work.
CONTROLS = ("control", "jvm")
SUBJECTS = ("floor", "supervisord", "taskmaster", *CONTROLS, *PEERS)
MEASUREMENTS = ("restart", "start1000", "idle", "launch", "hold10000", "status", "restartall",
                "reload", "scrape", "requests", "output", "flood", "floodmem", "attach", "user", "takeover", "upgrade", "soak")
# Of these a round takes minutes.
LONG = ("hold10000", "soak")


@dataclass(frozen=True)
class Plan:
    """How much of everything one run does."""
    rounds: dict              # measurement -> rounds, each with every subject once
    restarts: dict            # subject -> restarts timed per round
    more_launches: int        # of which only the first restart is timed
    warming_restarts: int     # before those that show what Taskmaster is like when it is warm
    warm_restarts: int
    idle_counts: tuple
    idle_settle_s: float
    idle_window_s: float
    start_count: int
    hold_count: int
    hold_restarts: int
    status_counts: tuple
    status_runs: int
    restart_all_count: int
    restart_all_runs: int
    reloads: int
    scrapes: int
    crowd: int
    crowd_runs: int
    requests_programs: int
    requests_warm_up: int     # more than the 2,000 calls after which the JVM compiles what each of them calls
    requests_rest_s: float
    requests: int
    output_mib: int
    flood_restarts: int
    flood_programs: int
    flood_window_s: float
    keys: int
    user_turns: int
    upgrade_programs: int
    upgrades: int             # in each round
    soak_waves: int           # in each of which every program dies
    soak_requests: int        # in each wave
    soak_reloads: int         # in each wave: an even number, as every other one takes back the one before
    soak_rest_s: float        # more than it takes until the last memory is given back
    peer_rounds: int

    @property
    def room_mib(self):
        """For the lines, a log of them with prefixes, what is on the way, and as much again."""
        return 4 * self.output_mib


FULL = Plan(
    rounds={"restart": 5, "start1000": 5, "idle": 3, "launch": 15, "hold10000": 2,
            "status": 5, "restartall": 5, "reload": 5, "scrape": 5, "requests": 3,
            "output": 5, "flood": 5, "floodmem": 3, "attach": 5, "user": 5, "takeover": 3, "upgrade": 3, "soak": 1},
    restarts={"floor": 100, "supervisord": 10, "taskmaster": 100, "before": 100, "s6": 15, "runit": 100, "pm2": 100},
    more_launches=2, warming_restarts=400, warm_restarts=50,
    idle_counts=(1000,), idle_settle_s=15, idle_window_s=20,
    start_count=1000, hold_count=10_000, hold_restarts=50,
    status_counts=(20, 1000), status_runs=10, restart_all_count=200, restart_all_runs=3,
    reloads=5, scrapes=20, crowd=100, crowd_runs=3,
    requests_programs=100, requests_warm_up=4_000,
    requests_rest_s=26, requests=20_000,
    output_mib=512, flood_restarts=100, flood_programs=200, flood_window_s=10, keys=200,
    user_turns=3, upgrade_programs=100, upgrades=3, soak_waves=100, soak_requests=1000, soak_reloads=10, soak_rest_s=72, peer_rounds=1,
)
QUICK = Plan(
    rounds={"restart": 2, "start1000": 2, "idle": 1, "launch": 4, "hold10000": 1,
            "status": 2, "restartall": 2, "reload": 2, "scrape": 2, "requests": 1,
            "output": 2, "flood": 1, "floodmem": 1, "attach": 2, "user": 2, "takeover": 1, "upgrade": 1, "soak": 1},
    restarts={"floor": 30, "supervisord": 5, "taskmaster": 30, "before": 30, "s6": 5, "runit": 30, "pm2": 30},
    more_launches=2, warming_restarts=400, warm_restarts=30,
    idle_counts=(1000,), idle_settle_s=12, idle_window_s=5,
    start_count=1000, hold_count=2000, hold_restarts=20,
    status_counts=(20, 1000), status_runs=5, restart_all_count=200, restart_all_runs=2,
    reloads=3, scrapes=10, crowd=100, crowd_runs=2,
    requests_programs=100, requests_warm_up=1_000,
    requests_rest_s=26, requests=10_000,
    output_mib=128, flood_restarts=100, flood_programs=200, flood_window_s=5, keys=100,
    user_turns=1, upgrade_programs=100, upgrades=2, soak_waves=10, soak_requests=1000, soak_reloads=10, soak_rest_s=72, peer_rounds=1,
)


def list_of(allowed):
    def parse(text):
        names = text.split(",")
        unknown = [name for name in names if name not in allowed]
        if unknown:
            raise argparse.ArgumentTypeError(
                f"unknown: {', '.join(unknown)}; choose from {', '.join(allowed)}")
        return [name for name in allowed if name in names]
    return parse


def parse(arguments):
    parser = argparse.ArgumentParser(
        prog="bench/run",
        description="Compares Taskmaster with supervisord and with a minimal C supervisor. "
                    "Exits 0 when every bar that was measured is met, 1 when one is not or a "
                    "measurement failed, 2 when nothing could be measured.")
    parser.add_argument("--quick", action="store_true",
                        help="fewer rounds, shorter windows, 2,000 instead of 10,000 held")
    parser.add_argument("--subjects", type=list_of(SUBJECTS), default=list(SUBJECTS),
                        metavar="A,B", help="some of: " + ",".join(SUBJECTS))
    parser.add_argument("--only", type=list_of(MEASUREMENTS), default=list(MEASUREMENTS),
                        metavar="A,B", help="some of: " + ",".join(MEASUREMENTS))
    parser.add_argument("--rounds", type=int, metavar="N",
                        help="this many rounds of everything, instead of the usual number, "
                             f"but no more than that of {' and '.join(LONG)}")
    parser.add_argument("--peer-rounds", type=int, metavar="N",
                        help=f"in so many of them {', '.join(PEERS)} take part (usually 1)")
    parser.add_argument("--out", type=Path, metavar="FILE",
                        help="write the JSON here and the Markdown beside it "
                             "(usually results/DATE-MACHINE.json)")
    parser.add_argument("--room", type=Path, metavar="DIRECTORY",
                        help="what programs write goes to a directory in here (usually to "
                             "/dev/shm when it has room, or else to /tmp)")
    parser.add_argument("--taskmaster", type=Path, default=BENCH.parent / "taskmaster",
                        metavar="FILE", help="the launcher to measure")
    parser.add_argument("--pm2", type=Path, metavar="DIRECTORY",
                        help="where pm2 is, or is to be installed by npm and left (usually in the bench's "
                             "temporary directory)")
    parser.add_argument("--before", type=Path, metavar="FILE",
                        help="the launcher of an earlier build: it takes turns with the others, and the "
                             "page tells what became better or worse since")
    options = parser.parse_args(arguments)
    if options.room and not options.room.is_dir():
        parser.error(f"--room {options.room}: there is no such directory")
    options.plan = QUICK if options.quick else FULL
    if options.rounds:
        options.plan = dataclasses.replace(options.plan, rounds={
            name: min(options.rounds, usual) if name in LONG else options.rounds
            for name, usual in options.plan.rounds.items()})
    if options.peer_rounds is not None:
        options.plan = dataclasses.replace(options.plan, peer_rounds=options.peer_rounds)
    return options
