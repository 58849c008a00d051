"""From trials to numbers: medians over rounds, and ratios of turns of the same round."""
import math
from dataclasses import dataclass
from statistics import median
from typing import Callable


def p99(samples):
    """The smallest sample that at least 99 % of the samples do not exceed."""
    ordered = sorted(samples)
    return ordered[math.ceil(0.99 * len(ordered)) - 1]


@dataclass(frozen=True)
class Metric:
    """A row of the report: `reduce` makes one number of the samples called `source`."""
    measurement: str
    source: str
    label: str
    unit: str
    reduce: Callable = median

    @property
    def key(self):
        suffix = ".p99" if self.reduce is p99 else ""
        return f"{self.measurement}.{self.source}{suffix}"


class Summary:
    def __init__(self, trials):
        self.trials = [trial for trial in trials if not trial.error]

    def samples(self, metric, subject, only_round=None):
        samples = []
        for trial in self.trials:
            if ((trial.measurement, trial.subject) == (metric.measurement, subject)
                    and only_round in (None, trial.round) and metric.source in trial.values):
                value = trial.values[metric.source]
                samples += value if isinstance(value, list) else [value]
        return samples

    def value(self, metric, subject):
        """Over all rounds, or None when nothing was measured."""
        samples = self.samples(metric, subject)
        return metric.reduce(samples) if samples else None

    def ratio(self, metric, subject, other, than=None):
        """Median over rounds of subject / other, each round by itself.

        `than` is the other's number when it is not the same one.

        Neighbours in time share the machine's mood, so this is steadier than a ratio of
        medians. None when no round has both, or the other one is nothing at all.
        """
        ratios = self.ratios(metric, subject, other, than)
        return median(ratios) if ratios else None

    def ratios(self, metric, subject, other, than=None):
        above, below = self.by_round(metric, subject), self.by_round(than or metric, other)
        return [above[turn] / below[turn] for turn in above if below.get(turn, 0) > 0]

    def by_round(self, metric, subject):
        """The rounds that have a value, and the value of each."""
        samples = {turn: self.samples(metric, subject, turn)
                   for turn in sorted({trial.round for trial in self.trials})}
        return {turn: metric.reduce(some) for turn, some in samples.items() if some}


def metrics(plan):
    rows = [
        Metric("restart", "restart_us", "killed to running again, p50", "us"),
        Metric("restart", "restart_us", "killed to running again, p99", "us", p99),
        Metric("restart", "first_restart_us", "first after a launch: killed to running again", "us"),
        *(Metric("restart", "warm_restart_us",
                 f"after {plan.warming_restarts} of these: killed to running again, {kind}", "us", reduce)
          for kind, reduce in (("p50", median), ("p99", p99))),
        Metric("launch", "launch_ms", "launched to first program running", "ms"),
    ]
    many = f"{plan.start_count:,} programs: "
    rows += started("start1000", many)
    rows += [Metric("start1000", "stop_ms", many + "SIGTERM to all gone", "ms")]
    for count in plan.idle_counts:
        rows += idle(count, plan.idle_window_s)
    rows += memory("idle", "", "an empty JVM: ", "alone_")
    most = f"{plan.hold_count:,} programs: "
    rows += started("hold10000", most) + memory("hold10000", "", most)
    rows += [
        Metric("hold10000", "restart_us", most + "one killed to running again, p50", "us"),
        Metric("hold10000", "restart_us", most + "one killed to running again, p99", "us", p99),
        Metric("hold10000", "stop_ms", most + "SIGTERM to all gone", "ms"),
    ]
    rows += [Metric("status", f"status_ms_{count}", f"{count:,} programs: the client's status", "ms")
             for count in plan.status_counts]
    rows += [Metric("restartall", "restart_all_ms",
                    f"{plan.restart_all_count} programs: the client's restart all (floor: by a signal)", "ms")]
    rows += asked(plan)
    rows += served(plan) + written(plan) + flooded(plan) + echoed(plan) + owned()
    return rows + succeeded(plan) + upgraded(plan) + soaked(plan)


def asked(plan):
    many = f"{plan.start_count:,} programs: "
    return [
        Metric("reload", "reload_ms", many + "the client's reload, nothing changed", "ms"),
        Metric("scrape", "scrape_ms", many + "all that is known of them, over a connection", "ms"),
        Metric("scrape", "crowd_ms", f"{many}the same by {plan.crowd} clients at once", "ms"),
        Metric("scrape", "crowd_refused", f"{many}of these, told to come back later", "count"),
    ]


def served(plan):
    prefix = f"{plan.requests_programs} programs: "
    many = f"{plan.requests:,} requests"
    return [
        Metric("requests", "unused_rss_kib", prefix + "RSS before any request", "kib"),
        Metric("requests", "warm_rss_kib", prefix + f"RSS after {plan.requests_warm_up:,} requests", "kib"),
        Metric("requests", "busy_rss_kib", prefix + f"RSS at the end of {many} more", "kib"),
        Metric("requests", "used_rss_kib", prefix + "RSS when these are over", "kib"),
        Metric("requests", "grown_rss_kib", prefix + f"RSS grown by these {many}", "kib"),
        Metric("requests", "requests_per_s", "requests, one after the other", "per_s"),
    ]


def written(plan):
    size = f"{plan.output_mib} MiB "
    kinds = [("plain", size + "into rotated files"), ("prefixed", size + "with prefixes"),
             ("direct", size + "by cat from file to file")]
    return [metric for name, label in kinds for metric in (
        Metric("output", f"{name}_mib_per_s", f"{label}: throughput", "mib_per_s"),
        Metric("output", f"{name}_cpu_s_per_gib", f"{label}: CPU time", "s_per_gib"))]


def flooded(plan):
    many = f"{plan.flood_programs} programs: "
    return [
        *(Metric("flood", f"{name}_restart_us", f"{label}: killed to running again, {kind}", "us", reduce)
          for name, label in (("quiet", "nothing is written"), ("flooded", "another program floods"))
          for kind, reduce in (("p50", median), ("p99", p99))),
        Metric("flood", "flood_mib_per_s", "another program floods: throughput", "mib_per_s"),
        Metric("floodmem", "silent_rss_kib", many + "RSS while all are silent", "kib"),
        Metric("floodmem", "flooded_rss_kib",
               f"{many}highest RSS in {plan.flood_window_s} s of flood", "kib"),
        Metric("floodmem", "grown_rss_kib", many + "RSS grown by the flood", "kib"),
        Metric("floodmem", "flood_mib_per_s", many + "throughput of the flood", "mib_per_s"),
    ]


def echoed(plan):
    many = f"{plan.keys} keys: "
    return [Metric("attach", source, f"{many}echo{where}, {kind}", "us", reduce)
            for source, where in (("echo_us", ""), ("tmux_echo_us", " through tmux"))
            for kind, reduce in (("p50", median), ("p99", p99))]


def owned():
    return [Metric("user", f"{name}_restart_us", f"{label}: killed to running again, {kind}", "us", reduce)
            for name, label in (("own", "the supervisor's own user"), ("other", "a user of its own"))
            for kind, reduce in (("p50", median), ("p99", p99))]


def succeeded(plan):
    many = f"{plan.start_count:,} programs"
    return [
        Metric("takeover", "one_ms", "launched to knowing one program that was started", "ms"),
        Metric("takeover", "many_ms", f"launched to knowing {many} that were taken over", "ms"),
        Metric("takeover", "more_ms", f"{many}: how much longer that took", "ms"),
    ]


def upgraded(plan):
    many = f"{plan.upgrade_programs} programs, upgraded in place: "
    return [
        Metric("upgrade", "gap_ms", many + "one killed at the worst moment, to running again, p50", "ms"),
        Metric("upgrade", "slowest_ms", many + "the slowest answer of 100 a second", "ms"),
        Metric("upgrade", "lost", many + "requests without an answer", "count"),
    ]


def soaked(plan):
    many = plan.soak_waves * plan.start_count
    day = f"{many:,} restarts, {plan.soak_waves * plan.soak_reloads:,} reloads, " \
          f"{plan.soak_waves * plan.soak_requests:,} requests"
    return [
        Metric("soak", "soak_idle_rss_kib", f"RSS {plan.soak_rest_s} s after the start of {plan.start_count:,}", "kib"),
        Metric("soak", "soak_early_rss_kib", "RSS after five minutes of the soak", "kib"),
        Metric("soak", "soak_warm_rss_kib", "RSS after a tenth of the soak", "kib"),
        Metric("soak", "soak_busy_rss_kib", "RSS at the end of the soak", "kib"),
        Metric("soak", "soak_rss_kib", f"RSS after {day}", "kib"),
        Metric("soak", "soak_grown_rss_kib", "RSS grown after five minutes of the soak", "kib"),
        Metric("soak", "soak_leaked_rss_kib", "RSS grown by the last nine tenths of it", "kib"),
        Metric("soak", "soak_s", "the soak took", "s"),
    ]


def started(measurement, prefix):
    return [
        Metric(measurement, "executed_to_last_ms", prefix + "launched to last running", "ms"),
        Metric(measurement, "first_to_last_ms", prefix + "first running to last running", "ms"),
        Metric(measurement, "spawn_rate_per_s", prefix + "spawn rate, first to last", "per_s"),
    ]


def idle(count, window_s):
    prefix = f"{count:,} idle: "
    return [
        Metric("idle", f"cpu_ms_{count}", f"{prefix}CPU time in {window_s} s (ticks)", "ms"),
        Metric("idle", f"scheduled_ms_{count}", f"{prefix}CPU time in {window_s} s (exact)", "ms"),
        Metric("idle", f"wake_ups_{count}", f"{prefix}wake-ups in {window_s} s", "count"),
        Metric("idle", f"threads_{count}", prefix + "threads", "count"),
        *memory("idle", f"_{count}", prefix),
    ]


def memory(measurement, suffix, prefix, source=""):
    return [
        Metric(measurement, f"{source}rss_kib{suffix}", prefix + "RSS", "kib"),
        Metric(measurement, f"{source}pss_kib{suffix}", prefix + "PSS", "kib"),
        Metric(measurement, f"{source}private_dirty_kib{suffix}", prefix + "private dirty", "kib"),
    ]
