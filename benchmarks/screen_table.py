"""Screens as Markdown: milliseconds per mutant, ratios, what is missed, what differs."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from benchmarks.results import Outcome, Outcomes, Results
from benchmarks.table import describe_run, format_ratio, format_table, geometric_mean

OURS = "boolnet, screen"
BIOBALM = ("biobalm, screen", "biobalm, build(), screen")
MPBN = "mpbn, screen"
LEGEND = """\
Milliseconds per mutant: all of the time, reading the file included, by the mutants that were
answered; in parentheses how many, where not all were: for boolnet the first of the file, for the
others a sample by chance. *≥*: the last of them was cut off at the limit, and counts with the time
it had. mpbn finds minimal trap spaces only. Ratios take the faster way of biobalm on each
network."""


def count_mutants(outcome: Outcome) -> int:
    """How many mutants were answered, exactly or not."""
    return sum(len(outcome.answer.get(word, ())) for word in ("each", "bounds", "spaces each"))


def per_mutant(outcome: Outcome | None) -> float | None:
    """Milliseconds for a mutant, one that was cut off or failed included."""
    if outcome is None or outcome.status != "ok":
        return None
    told = outcome.answer
    mutants = count_mutants(outcome) + told.get("late", 0) + told.get("failures", 0)
    return outcome.seconds / mutants * 1000 if mutants else None


def render_screens(results: Results) -> str:
    """The page of a workload of screens."""
    ours = results.outcomes.get(OURS, {})
    parts = [describe_run(results), _networks(results), LEGEND]
    parts += [_times(results, ours), _ratios(results), _coverage(ours), _agreement(results)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _networks(results: Results) -> str:
    head = ["network", "nodes", "mutants", "ms per mutant: boolnet", "not complete"]
    others = [name for name in (*BIOBALM, MPBN) if name in results.outcomes]
    head += [name.removesuffix(", screen") for name in others]
    head += ["biobalm / boolnet", "mpbn / boolnet", "memory, MB"]
    rows = []
    for case in results.cases:
        ours = results.outcomes.get(OURS, {}).get(case)
        row = [case, *_size(results, case), _cell(ours), _open(ours) if ours else ""]
        row += [_cell(results.outcomes[name].get(case)) for name in others]
        row += [_ratio(results, case, BIOBALM), _ratio(results, case, (MPBN,))]
        rows.append([*row, f"{ours.megabytes:.0f}" if ours else ""])
    return format_table(head, rows)


def _size(results: Results, case: str) -> tuple[str, str]:
    found = [outcomes[case] for outcomes in results.outcomes.values() if case in outcomes]
    mutants = max((o.answer.get("all", 0) for o in found), default=0)
    return str(found[0].size), f"{mutants:,}" if mutants else ""


def _cell(outcome: Outcome | None) -> str:
    milliseconds = per_mutant(outcome)
    if outcome is None or milliseconds is None:
        return outcome.status if outcome and outcome.status != "ok" else ""
    done, told = count_mutants(outcome), outcome.answer
    words = f"{'≥ ' if told.get('late') else ''}{format_milliseconds(milliseconds)}"
    words += f" ({done})" if done < told["all"] else ""
    return words + (f", {told['failures']} failed" if told.get("failures") else "")


def format_milliseconds(milliseconds: float) -> str:
    """Milliseconds with two digits, below ten; whole ones above."""
    return f"{milliseconds:.2g}" if milliseconds < 10 else f"{milliseconds:,.0f}"


def _open(outcome: Outcome) -> str:
    if outcome.status != "ok":
        return ""
    unfinished = len(outcome.answer["bounds"])
    unseen = outcome.answer["all"] - count_mutants(outcome)
    return f"{unfinished} + {unseen} not reached" if unseen else str(unfinished)


def find_ratios(results: Results, names: tuple[str, ...]) -> dict[str, float]:
    """For each network how many times as long the fastest of *names* takes for a mutant.

    Without those of which boolnet answers no mutant.
    """
    found = {}
    for case, outcome in results.outcomes.get(OURS, {}).items():
        mine = per_mutant(outcome) if count_mutants(outcome) else None
        times = [per_mutant(results.outcomes.get(name, {}).get(case)) for name in names]
        theirs = [time for time in times if time]
        if mine and theirs:
            found[case] = min(theirs) / mine
    return found


def _ratio(results: Results, case: str, names: tuple[str, ...]) -> str:
    ratio = find_ratios(results, names).get(case)
    if not ratio:
        return ""
    asked = [found[case] for name in names if case in (found := results.outcomes.get(name, {}))]
    late = [outcome.answer.get("late") for outcome in asked if outcome.status == "ok"]
    return f"{'≥ ' if late and all(late) else ''}{format_ratio(ratio)}"


def _times(results: Results, ours: Outcomes) -> str:
    times = {case: time for case, outcome in ours.items() if (time := per_mutant(outcome))}
    if not times:
        return ""
    goal = results.header["goals"][0]
    silent = [case for case in ours if case not in times]
    slow = [f"{case} ({format_milliseconds(times[case])})" for case in times if times[case] > goal]
    slow += [f"{case} (no answer)" for case in silent]
    middle = statistics.median([*times.values(), *(float("inf") for _ in silent)])
    words = f"boolnet: median {format_milliseconds(middle)} ms per mutant; geometric mean of what "
    words += f"was answered {format_milliseconds(geometric_mean(list(times.values())))} ms. "
    words += f"The goal is {goal:g} ms{_miss(middle / goal)}; "
    words += f"above it are {len(slow)} of {len(ours)} networks"
    return words + (": " + ", ".join(slow) if slow else "") + "."


def _miss(factor: float) -> str:
    """How a median stands to its goal, where 1 is the goal and more is worse."""
    return f", which the median misses by a factor of {factor:.2g}" if factor > 1 else ""


def _ratios(results: Results) -> str:
    rows, sentences = [], []
    goals = zip(("biobalm", "mpbn"), (BIOBALM, (MPBN,)), results.header["goals"][1:], strict=True)
    for label, names, goal in goals:
        ratios = find_ratios(results, names)
        if not ratios:
            continue
        middle = statistics.median(ratios.values())
        worst, best = min(ratios, key=ratios.__getitem__), max(ratios, key=ratios.__getitem__)
        row = [f"{label} / boolnet", str(len(ratios)), format_ratio(middle)]
        row.append(format_ratio(geometric_mean(list(ratios.values()))))
        row += [f"{format_ratio(ratios[case])} ({case})" for case in (worst, best)]
        rows.append([*row, f"{sum(ratio < goal for ratio in ratios.values())}"])
        sentences.append(f"{goal:g} times {label}{_miss(goal / middle)}")
    if not rows:
        return ""
    head = ["times as long, per mutant", "networks", "median", "geometric mean", "least", "most"]
    table = format_table([*head, "short of the goal"], rows)
    return f"{table}\n\nThe goals are {'; '.join(sentences)}."


def _coverage(ours: Outcomes) -> str:
    answered = [outcome for outcome in ours.values() if outcome.status == "ok"]
    rows = sum(map(count_mutants, answered))
    unfinished = sum(len(outcome.answer["bounds"]) for outcome in answered)
    return f"Rows that are not proven complete: {unfinished} of {rows:,}." if rows else ""


def _agreement(results: Results) -> str:
    differing = list(iter_differing(results))
    if differing:
        return "\n".join(["**Answers differ:**", "", *(f"- {words}" for words in differing)])
    exact = sum(_compared(results, names) for names in BIOBALM)
    bounds = _compared(results, MPBN)
    return (
        f"Mutants compared: {exact:,} with biobalm, whose numbers of attractors are the same; "
        f"{bounds:,} with mpbn, which has no more minimal trap spaces than there are attractors."
    )


def _compared(results: Results, program: str) -> int:
    total = 0
    for case, outcome in results.outcomes.get(program, {}).items():
        mine = results.outcomes.get(OURS, {}).get(case)
        if mine and mine.status == outcome.status == "ok":
            known = mine.answer["each"]
            theirs = outcome.answer["each"] or outcome.answer.get("spaces each", {})
            total += sum(mutant in known for mutant in theirs)
    return total


def iter_differing(results: Results) -> Iterator[str]:
    """Mutants whose attractors two programs count differently, or against a lower bound."""
    for case in results.cases:
        said: dict[str, dict[str, int]] = {}
        bounds: dict[str, dict[str, int]] = {}
        for program, outcomes in results.outcomes.items():
            if case in outcomes and outcomes[case].status == "ok":
                answer = outcomes[case].answer
                said[program] = answer.get("each", {})
                bounds[program] = answer.get("bounds", {}) | answer.get("spaces each", {})
        for mutant in dict.fromkeys(name for found in said.values() for name in found):
            exact = {who: found[mutant] for who, found in said.items() if mutant in found}
            least = min(exact.values())
            above = {
                w: found[mutant] for w, found in bounds.items() if found.get(mutant, 0) > least
            }
            if len(set(exact.values())) > 1 or above:
                told = [f"{who} {number}" for who, number in exact.items()]
                told += [f"{who} at least {number}" for who, number in above.items()]
                yield f"{case}, {mutant}: {', '.join(told)}"
