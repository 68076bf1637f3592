"""Results as Markdown: times, memory, ratios, and whether the answers agree."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from typing import Any

from benchmarks.results import (
    Outcome,
    Outcomes,
    Results,
    compared,
    compute_ratios,
    disagreements,
    find_fastest,
)

OURS = "boolnet"
COUNTED = ("attractors", "spaces")
NAMED = 12  # networks that are named one by one


def render(results: Results) -> str:
    """The page of one workload."""
    layout = {
        "summary": _summary,
        "cases": _cases,
        "sizes": _sizes,
        "programs": _programs,
    }[results.header["layout"]]
    parts = [describe_run(results), layout(results)]
    if results.header["layout"] != "programs":
        parts += [_ratios(results), _agreement(results), _unanswered(results)]
    return "\n\n".join(part for part in parts if part) + "\n"


def format_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; the first column is text, the others are numbers."""
    lines = [head, ["---", *("--:" for _ in head[1:])], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def format_seconds(seconds: float) -> str:
    """Seconds, or milliseconds below a tenth of a second; three digits at most."""
    if seconds < 0.1:
        return f"{seconds * 1000:.2g} ms" if seconds < 0.01 else f"{seconds * 1000:.0f} ms"
    return f"{seconds:.2f} s" if seconds < 10 else f"{seconds:.0f} s"


def format_ratio(ratio: float) -> str:
    """A ratio with two digits."""
    return f"{ratio:.2g}" if ratio < 100 else f"{ratio:.0f}"


def percentile(numbers: Sequence[float], share: float) -> float:
    """The smallest number that is not exceeded by *share* of them."""
    ordered = sorted(numbers)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def geometric_mean(numbers: Sequence[float]) -> float:
    """The number whose logarithm is the mean of theirs."""
    return math.exp(statistics.fmean(map(math.log, numbers)))


def describe_run(results: Results) -> str:
    """What was measured, by which command, on which machine."""
    header = results.header
    machine = ", ".join(f"{label} {fact}" for label, fact in header["machine"].items())
    many = "1 network" if len(results.cases) == 1 else f"{len(results.cases)} networks"
    words = [
        f"**{header['title']}.** `{header['command']}`: {many}, {header['seconds']:g} s for each, "
        f"{_runs(header)}, {header['where']}.",
        f"Machine: {machine}.",
    ]
    if header["missing"]:
        words.append("Left out: " + ", ".join(sorted(header["missing"].values())) + ".")
    return "\n".join(words)


def _runs(header: dict[str, Any]) -> str:
    runs = header["repeats"]
    words = f"median of {runs} runs" if runs > 1 else "one run"
    return words if header["clock"] == "wall" else f"{words}, processor time"


def _summary(results: Results) -> str:
    head = ["program", "exact", "bound only", "time-out", "failed", "skipped", "as known"]
    head += ["median", "90 %", "longest", "all", "memory, MB: median", "most"]
    return format_table(head, [_summary_row(results, name) for name in results.outcomes])


def _summary_row(results: Results, program: str) -> list[str]:
    outcomes = results.outcomes[program]
    status = [outcome.status for outcome in outcomes.values()]
    asked = [outcome for outcome in outcomes.values() if outcome.status != "skipped"]
    exact = sum(outcome.exact for outcome in asked)
    known = [
        outcome.answer[word] == results.known(case)[word]
        for case, outcome in outcomes.items()
        for word in COUNTED
        if outcome.exact and word in outcome.answer and word in results.known(case)
    ]
    row = [program, str(exact), str(status.count("ok") - exact), str(status.count("time-out"))]
    failed = sum(word not in ("ok", "time-out", "skipped") for word in status)
    row += [str(failed), str(status.count("skipped"))]
    row.append(f"{sum(known)} of {len(known)}" if known else "")
    if not asked:
        return row + [""] * 6
    # A failure counts with the time it took: that of somebody who waited for it.
    times = [outcome.seconds for outcome in asked]
    sizes = [outcome.megabytes for outcome in asked]
    row += [format_seconds(statistics.median(times)), format_seconds(percentile(times, 0.9))]
    row += [format_seconds(max(times)), format_seconds(sum(times))]
    return [*row, f"{statistics.median(sizes):.0f}", f"{max(sizes):.0f}"]


def _cases(results: Results) -> str:
    head = ["network", "attractors", *results.outcomes]
    rows = []
    for case in results.cases:
        said = results.outcomes.values()
        cells = [_cell([found[case]]) if case in found else "" for found in said]
        rows.append([case, _count(results, case), *cells])
    return format_table(head, rows)


def _count(results: Results, case: str) -> str:
    """How many attractors the network has, as far as anybody says."""
    said = [found[case] for found in results.outcomes.values() if case in found]
    exact = [o.answer["attractors"] for o in said if o.exact and "attractors" in o.answer]
    exact += [n for word, n in results.known(case).items() if word == "attractors"]
    if exact:
        return format_count(exact[0])
    bounds = [o.answer[w] for o in said for w in COUNTED if w in o.answer]
    return f"≥ {format_count(max(bounds))}" if bounds else "?"


def format_count(count: int) -> str:
    """A count in full up to nine digits, then its first ones and how many there are."""
    digits = str(count)
    return f"{count:,}" if len(digits) < 10 else f"{digits[0]}.{digits[1:3]}·10^{len(digits) - 1}"


def _sizes(results: Results) -> str:
    head = ["networks", *results.outcomes]
    everything = [pair for found in results.outcomes.values() for pair in found.values()]
    groups = dict.fromkeys((outcome.group, outcome.size) for outcome in everything)
    rows = []
    for group, size in groups:
        cells = []
        for found in results.outcomes.values():
            cells.append(_cell([o for o in found.values() if (o.group, o.size) == (group, size)]))
        rows.append([f"{group}, {size:,} nodes", *cells])
    note = "Median and longest of the networks that were answered; in parentheses how many."
    return f"{note}\n\n{format_table(head, rows)}"


def _cell(outcomes: list[Outcome]) -> str:
    """Times of what was answered exactly, or why there is none."""
    exact = [outcome for outcome in outcomes if outcome.exact]
    if len(outcomes) == 1 and not exact:
        (outcome,) = outcomes
        if outcome.status != "ok":
            return "—" if outcome.status == "skipped" else outcome.status
        bounds = [outcome.answer[word] for word in COUNTED if word in outcome.answer]
        return f"{format_seconds(outcome.seconds)}: ≥ {format_count(max(bounds, default=0))}"
    if not exact:
        called = {"skipped": "—", "ok": "bound only"}
        return ", ".join(sorted({called.get(o.status, o.status) for o in outcomes}))
    times = [outcome.seconds for outcome in exact]
    words = format_seconds(statistics.median(times))
    if len(times) > 1:
        words += f", {format_seconds(max(times))}"
    return words if len(exact) == len(outcomes) else f"{words} ({len(exact)} of {len(outcomes)})"


def _programs(results: Results) -> str:
    rows = []
    for program, outcomes in results.outcomes.items():
        for outcome in outcomes.values():
            said = format_seconds(outcome.seconds) if outcome.status == "ok" else outcome.status
            rows.append([program, said, f"{outcome.megabytes:.0f}", outcome.words])
    return format_table(["process", "time", "memory, MB", ""], rows)


def _ratios(results: Results) -> str:
    """How many times as long the others took, over what both answered."""
    limit = float(results.header["seconds"])
    rows = []
    for ours in (OURS, "boolnet, trap spaces", "boolnet, process"):
        mine = results.outcomes.get(ours, {})
        others = {
            program: found
            for program, found in results.outcomes.items()
            if not program.startswith(OURS) and _kind(program) == _kind(ours)
        }
        if len(others) > 1:
            others["the fastest of these"] = find_fastest(others)
        for program, theirs in others.items():
            row = _ratio_row(mine, theirs, limit)
            if row:
                rows.append([f"{program} / {ours}", *row])
    if not rows:
        return ""
    head = ["times as long", "both answered", "median", "geometric mean", "worst for us"]
    head += ["we are slower on", "we alone answered", "they alone", "geometric mean of all these"]
    note = f"The last column takes {limit:g} s for what was not answered."
    return f"{format_table(head, rows)}\n\n{note}"


def _ratio_row(mine: Outcomes, theirs: Outcomes, limit: float) -> list[str]:
    ratios = compute_ratios(mine, theirs)
    asked = [case for case in mine if case in theirs and theirs[case].status != "skipped"]
    alone = [case for case in asked if mine[case].exact and not theirs[case].exact]
    they = [case for case in asked if theirs[case].exact and not mine[case].exact]
    every = [*ratios.values()]
    every += [max(limit, theirs[case].seconds) / mine[case].seconds for case in alone]
    every += [theirs[case].seconds / max(limit, mine[case].seconds) for case in they]
    if not every:
        return []
    row = [str(len(ratios)), "", "", "", ""]
    if ratios:
        worst = min(ratios, key=ratios.__getitem__)
        row[1] = format_ratio(statistics.median(ratios.values()))
        row[2] = format_ratio(geometric_mean(list(ratios.values())))
        row[3] = f"{format_ratio(ratios[worst])} ({worst})"
        row[4] = str(sum(ratio < 1 for ratio in ratios.values()))
    return [*row, str(len(alone)), str(len(they)), format_ratio(geometric_mean(every))]


def _kind(program: str) -> str:
    """What a program is compared with: the same answer, measured in the same way."""
    return program.partition(", ")[2] if program.endswith((", trap spaces", ", process")) else ""


def _agreement(results: Results) -> str:
    differing = disagreements(results)
    if not differing:
        return f"Networks with several exact answers: {compared(results)}; none of these differ."
    return "\n".join(["**Answers differ:**", "", *(f"- {words}" for words in differing)])


def _unanswered(results: Results) -> str:
    lines = []
    for program, outcomes in results.outcomes.items():
        left = {
            case: outcome
            for case, outcome in outcomes.items()
            if not outcome.exact and outcome.status != "skipped"
        }
        if left:
            words = [f"{case} ({_why(outcome)})" for case, outcome in left.items()]
            more = [f"and {len(words) - NAMED} more"] if len(words) > NAMED else []
            lines.append(f"- {program}: " + ", ".join([*words[:NAMED], *more]))
    return "\n".join(["Not answered, or not exactly:", "", *lines]) if lines else ""


def _why(outcome: Outcome) -> str:
    if outcome.status != "ok":
        return f"{outcome.status}, {outcome.words}" if outcome.words else outcome.status
    bounds = [outcome.answer[word] for word in COUNTED if word in outcome.answer]
    return f"at least {format_count(bounds[0])}" if bounds else "in part"
