"""The run as a Markdown page, which is also what the terminal shows."""
from .bars import SIGN
from .options import CONTROLS, PEERS

PAIRS = [("taskmaster", "floor"), ("taskmaster", "supervisord"), ("supervisord", "floor"),
         ("taskmaster", "before"), *(("taskmaster", other) for other in (*CONTROLS, *PEERS))]
MET = {True: "met", False: "**not met**", None: "not measured"}


def page(run):
    parts = [
        "# Bench " + run["date"] + (" (quick: a rehearsal, not a result)" if run["quick"] else ""),
        machine_lines(run),
        "## Bars", bars_table(run["verdicts"]),
        *since_before(run),
        "## Numbers", numbers_table(run, [each for each in run["subjects"] if each not in (*CONTROLS, *PEERS)]),
        *beside(run, CONTROLS, "## Beside the least programs that do the same work"),
        *beside(run, PEERS, "## Beside others"),
        "Values are medians over all rounds (p99: of all samples). A ratio is the median over "
        "rounds of the ratio within one round. 1 MB = 1,000,000 bytes; 1 KiB = 1,024 bytes.",
    ]
    if run["notes"]:
        parts += ["## Notes", "\n".join("- " + note for note in run["notes"])]
    return "\n\n".join(parts) + "\n"


def machine_lines(run):
    machine = run["machine"]
    sort = "virtual machine" if machine["virtual"] else "no virtual machine"
    lines = [
        f"- {machine['cpu']}, {machine['cores']} cores ({sort}), {machine['memory_mib']:,} MiB",
        f"- Linux {machine['kernel']}, {machine['system']}, {machine['glibc']}, {machine['gcc']}",
        *(f"- {name}: {version}" for name, version in run["versions"].items()),
        f"- load average: {run['load_before']} before, {run['load_after']} after; "
        f"took {run['minutes']} minutes",
        "- minutes: " + ", ".join(f"{name} {minutes}" for name, minutes in run["minutes_of"].items()),
    ]
    return "\n".join(lines)


def bars_table(verdicts):
    rows = [["promise", "bar", "measured", "rounds, lowest to highest", "limit shown", ""]]
    for verdict in verdicts:
        bar = verdict.bar
        of = f" of {bar.beside or bar.against}" if bar.against else ""
        rows.append([bar.promise, f"{SIGN[bar.sense]} {show_part(bar.limit, verdict.unit)}{of}",
                     show_part(verdict.measured, verdict.unit),
                     show_span(verdict.rounds, verdict.unit),
                     show_reached(verdict), show_met(verdict)])
    return table(rows)


def show_reached(verdict):
    """What the bar's control reaches."""
    if verdict.reached is None:
        return ""
    return f"{show_part(verdict.reached, verdict.unit)}, {verdict.bar.control.name}"


def show_met(verdict):
    if verdict.met is False and verdict.beyond:
        return f"not met; nor by {verdict.bar.control.name}"
    return MET[verdict.met]


def since_before(run):
    """What the bars are about, beside an earlier build that took turns with this one."""
    if not {"before", "taskmaster"} <= set(run["subjects"]):
        return []
    by_key = {metric.key: metric for metric in run["metrics"]}
    rows = [["number", "before", "now", "now ÷ before", "rounds, lowest to highest", "better is"]]
    for key, sense in {each.bar.metric_key: each.bar.sense for each in run["verdicts"]}.items():
        metric, summary = by_key[key], run["summary"]
        values = [summary.value(metric, subject) for subject in ("before", "taskmaster")]
        if None not in values:
            rows.append([metric.label, *(show(value, metric.unit) for value in values),
                         show(summary.ratio(metric, "taskmaster", "before"), "ratio"),
                         show_span(summary.ratios(metric, "taskmaster", "before"), "ratio"),
                         {"<=": "less", ">=": "more"}[sense]])
    return ["## Since the build before", table(rows)]


def beside(run, others, title):
    """What others were measured in, in a table of its own, as one would be too wide."""
    here = [each for each in others if each in run["subjects"]]
    if not here:
        return []
    theirs = [metric for metric in run["metrics"]
              if any(run["summary"].value(metric, other) is not None for other in here)]
    ours = [each for each in run["subjects"] if each == "taskmaster"]
    return [title, numbers_table({**run, "metrics": theirs}, [*ours, *here])]


def numbers_table(run, subjects):
    metrics, summary = run["metrics"], run["summary"]
    pairs = [pair for pair in PAIRS if set(pair) <= set(subjects)]
    rows = [["", *subjects, *(f"{above} ÷ {below}" for above, below in pairs)]]
    for metric in metrics:
        values = [summary.value(metric, subject) for subject in subjects]
        if any(value is not None for value in values):
            rows.append([metric.label, *(show(value, metric.unit) for value in values),
                         *(show(summary.ratio(metric, *pair), "ratio") for pair in pairs)])
    return table(rows)


def table(rows):
    """Markdown, padded so that it also reads well as plain text."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |"
             for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def show_part(value, unit):
    """Small ratios also as the fraction that people name them by."""
    if unit == "ratio" and value is not None and 0 < value <= 0.5:
        return f"{show(value, unit)} (1/{1 / value:.3g})"
    return show(value, unit)


def show_span(values, unit):
    return f"{show(min(values), unit)} to {show(max(values), unit)}" if values else "–"


def show(value, unit):
    if value is None:
        return "–"
    if unit == "kib":
        return f"{value * 1024 / 1e6:.1f} MB ({value:,.0f} KiB)"
    if unit == "ratio":
        return f"{value:.3g}×" if value < 100 else f"{value:,.0f}×"
    name = {"us": " µs", "ms": " ms", "s": " s", "per_s": " /s", "count": "",
            "mib_per_s": " MiB/s", "s_per_gib": " s/GiB"}[unit]
    return (f"{value:,.0f}" if value >= 100 or unit == "count" else f"{value:.3g}") + name
