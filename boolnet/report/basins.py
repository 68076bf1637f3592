"""How many states lead to each attractor, as text and as JSON."""

from __future__ import annotations

from fractions import Fraction

from boolnet.analysis.basins import BasinReport
from boolnet.report.numbers import format_count, format_percent
from boolnet.report.record import Record
from boolnet.report.style import Style

SHOWN = 20  # rows; the rest is summed up


def format_basins(report: BasinReport, style: Style) -> list[str]:
    """The table *Basins*: the largest first, at most `SHOWN` rows."""
    title = style.title(f"Basins: where the {format_count(report.states)} states lead")
    numbered = [(f"A{i}", size) for i, size in enumerate(report.sizes, 1)]
    known = sorted(
        ((label, size) for label, size in numbered if size is not None),
        key=lambda pair: -pair[1],
    )
    rows = [(label, *_cells(size, report.states)) for label, size in known[:SHOWN]]
    rest = known[SHOWN:]
    if rest:
        total = sum(size for _, size in rest)
        rows.append((f"{len(rest)} more listed", *_cells(total, report.states)))
    widths = [max((len(row[i]) for row in rows), default=0) for i in range(3)]
    lines = [
        f"  {label.ljust(widths[0])}  {size.rjust(widths[1])}  {share.rjust(widths[2])}"
        for label, size, share in rows
    ]
    if len(known) < len(numbered):
        lines.append(f"  {len(numbered) - len(known)} of those listed were not counted")
    return [title, *lines]


def describe_basin(size: int | None, states: int) -> Record:
    """The states that lead to an attractor, and which share of all that is."""
    share = None if size is None else float(Fraction(size, states))
    return {"states": size, "share": share}


def _cells(size: int, states: int) -> tuple[str, str]:
    return format_count(size), format_percent(Fraction(size, states))
