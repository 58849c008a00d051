"""What Taskmaster promises, and whether this run saw it kept."""
import operator
from dataclasses import dataclass
from typing import Optional

KEEPS = {"<=": operator.le, ">=": operator.ge}
SIGN = {"<=": "≤", ">=": "≥"}


@dataclass(frozen=True)
class Bar:
    """`against` names another subject when the limit is a ratio, or is empty when it is a value.

    A ratio is usually of the same number of both; otherwise `than` is the key of the other's number,
    and `beside` says in words what that is.
    """
    promise: str
    metric_key: str
    sense: str
    limit: float
    against: str = ""
    than: str = ""
    beside: str = ""
    control: Optional["Control"] = None


@dataclass(frozen=True)
class Control:
    """What shows how far a bar can be met at all: another subject, or another number of Taskmaster's."""
    name: str                 # as the page calls it
    subject: str
    metric_key: str = ""      # when it is not the bar's


@dataclass(frozen=True)
class Verdict:
    bar: Bar
    unit: str                 # "ratio", or the metric's
    measured: float           # None when it was not measured
    rounds: list              # what each round by itself measured
    reached: float = None     # by the bar's control, in the same unit; None when that was not measured

    @property
    def met(self):
        return self.keeps(self.measured)

    @property
    def beyond(self):
        """Whether the control does not meet it either."""
        return self.keeps(self.reached) is False

    def keeps(self, value):
        return None if value is None else KEEPS[self.bar.sense](value, self.bar.limit)


# Strictly: 1 MB is 1,000,000 bytes.
MB_IN_KIB = 1_000_000 / 1024
RSS_LIMIT_KIB = 42 * MB_IN_KIB
PSS_LIMIT_KIB = 36 * MB_IN_KIB
SERVED_RSS_LIMIT_KIB = 60 * MB_IN_KIB
GROWTH_LIMIT_KIB = 1 * MB_IN_KIB
FLOOD_LIMIT_KIB = 64 * MB_IN_KIB
SOAK_LIMIT_KIB = 3 * MB_IN_KIB
# In so many seconds of idleness.
WAKE_UPS_LIMIT, CPU_LIMIT_MS, IN_S = 10, 1, 20


# From execution to an answer about all of them, more than with one program that is started.
TAKEOVER_LIMIT_MS = 300
# From its death to the first instruction of its replacement; and what a client may wait.
UPGRADE_LIMIT_MS = 400
ANSWER_LIMIT_MS = 1000

FLOOR = Control("the floor", "floor")
IN_C = Control("C", "control")
EMPTY_JVM = "an empty JVM"
WARM = "warm"


def bars(plan):
    many, most = f"{plan.start_count:,}", f"{plan.hold_count:,}"
    idle = f"{plan.idle_counts[-1]:,} idle programs"
    last = plan.idle_counts[-1]
    return [
        Bar("restart p50", "restart.restart_us", "<=", 1.4, "floor", "restart.restart_us",
            control=Control(WARM, "taskmaster", "restart.warm_restart_us")),
        Bar("restart p99", "restart.restart_us.p99", "<=", 2, "floor", "restart.restart_us.p99",
            control=Control(WARM, "taskmaster", "restart.warm_restart_us.p99")),
        Bar("the first restart after a launch", "restart.first_restart_us", "<=", 2, "floor"),
        Bar(f"{many} programs: spawn rate", "start1000.spawn_rate_per_s", ">=", 0.85, "floor"),
        Bar(f"{many} programs: launched to last running", "start1000.executed_to_last_ms",
            "<=", 1 / 15, "supervisord", control=FLOOR),
        Bar(f"{many} programs: stopped", "start1000.stop_ms", "<=", 1 / 10, "supervisord"),
        Bar(f"{idle}: CPU time in {plan.idle_window_s} s", f"idle.scheduled_ms_{last}", "<=",
            CPU_LIMIT_MS * plan.idle_window_s / IN_S),
        Bar(f"{idle}: wake-ups in {plan.idle_window_s} s", f"idle.wake_ups_{last}", "<=",
            WAKE_UPS_LIMIT * plan.idle_window_s / IN_S),
        Bar(f"{idle}: RSS", f"idle.rss_kib_{last}", "<=", RSS_LIMIT_KIB,
            control=Control(EMPTY_JVM, "jvm", "idle.alone_rss_kib")),
        Bar(f"{idle}: PSS", f"idle.pss_kib_{last}", "<=", PSS_LIMIT_KIB,
            control=Control(EMPTY_JVM, "jvm", "idle.alone_pss_kib")),
        Bar(f"{most} programs: one is back, p50", "hold10000.restart_us", "<=", 5, "floor"),
        Bar("launch", "launch.launch_ms", "<=", 0.13, "supervisord", control=Control(EMPTY_JVM, "jvm")),
        Bar("status of 20 programs", "status.status_ms_20", "<=", 0.15, "supervisord"),
        Bar("status of 1,000 programs", "status.status_ms_1000", "<=", 0.08, "supervisord"),
        Bar("restart all of 200 programs", "restartall.restart_all_ms", "<=", 0.08, "supervisord",
            control=FLOOR),
        Bar("100 programs and their server: RSS", "requests.used_rss_kib", "<=", SERVED_RSS_LIMIT_KIB),
        Bar("RSS grown by many requests", "requests.grown_rss_kib", "<=", GROWTH_LIMIT_KIB),
        *output_bars(f"{plan.output_mib} MiB "),
        Bar("restart p99 while another program floods", "flood.flooded_restart_us.p99", "<=", 1.5,
            "taskmaster", "flood.quiet_restart_us.p99", "the quiet one", FLOOR),
        Bar(f"RSS grown by {plan.flood_programs} programs that flood", "floodmem.grown_rss_kib",
            "<=", FLOOD_LIMIT_KIB),
        Bar("a key's echo through attach, p50", "attach.echo_us", "<=", 1.5,
            "taskmaster", "attach.tmux_echo_us", "tmux", IN_C),
        Bar("restart with a user, p50", "user.other_restart_us", "<=", 2,
            "taskmaster", "user.own_restart_us", "one without"),
        Bar(f"{many} programs taken over, beside a launch", "takeover.more_ms", "<=", TAKEOVER_LIMIT_MS),
        Bar(f"{plan.upgrade_programs} programs upgraded in place: one killed at the worst moment, p50",
            "upgrade.gap_ms", "<=", UPGRADE_LIMIT_MS),
        Bar("the slowest answer of an upgrade", "upgrade.slowest_ms", "<=", ANSWER_LIMIT_MS),
        Bar("requests without an answer in an upgrade", "upgrade.lost", "<=", 0),
        Bar("RSS grown in a day, after its first five minutes", "soak.soak_grown_rss_kib", "<=", SOAK_LIMIT_KIB),
    ]


def output_bars(size):
    throughput, cost = "output.plain_mib_per_s", "output.plain_cpu_s_per_gib"
    return [
        Bar(size + "into rotated files: throughput", throughput, ">=", 0.97, "floor", beside="cat", control=IN_C),
        Bar(size + "into rotated files: CPU time", cost, "<=", 1.05, "floor", beside="cat", control=IN_C),
        Bar(size + "into rotated files: throughput", throughput, ">=", 1.5, "supervisord", control=IN_C),
        Bar(size + "into rotated files: CPU time", cost, "<=", 0.6, "supervisord", control=IN_C),
        Bar(size + "with prefixes: throughput", "output.prefixed_mib_per_s", ">=", 1.2, "supervisord",
            throughput, "supervisord without", IN_C),
        Bar(size + "with prefixes: CPU time", "output.prefixed_cpu_s_per_gib", "<=", 1, "supervisord",
            cost, "supervisord without", IN_C),
    ]


def judge(plan, metrics, summary):
    by_key = {metric.key: metric for metric in metrics}
    return [verdict(bar, by_key, summary) for bar in bars(plan)]


def verdict(bar, by_key, summary):
    metric = by_key[bar.metric_key]
    than = by_key[bar.than or bar.metric_key]
    reached = None
    if bar.control:
        theirs = by_key[bar.control.metric_key or bar.metric_key]
        reached = seen(bar, theirs, bar.control.subject, than, summary)[0]
    return Verdict(bar, "ratio" if bar.against else metric.unit,
                   *seen(bar, metric, "taskmaster", than, summary), reached)


def seen(bar, metric, subject, than, summary):
    """What a bar is about, of a subject: over all rounds, and in each."""
    if not bar.against:
        return summary.value(metric, subject), list(summary.by_round(metric, subject).values())
    other = subject if bar.against == "taskmaster" else bar.against
    return summary.ratio(metric, subject, other, than), summary.ratios(metric, subject, other, than)
