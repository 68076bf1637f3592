"""Attractors, fixed points and trap spaces as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from boolnet.analysis.attractors import AttractorReport
from boolnet.analysis.basins import BasinReport
from boolnet.engines.attractor import Attractor, AttractorKind
from boolnet.engines.budget import Cause, Coverage
from boolnet.engines.tendency import Tendency
from boolnet.report.basins import format_basins
from boolnet.report.conditions import format_question, format_settings
from boolnet.report.echo import show
from boolnet.report.levels import BROKEN, describe_ladders
from boolnet.report.matrix import (
    UNKNOWN,
    VARIES,
    Column,
    Matrix,
    find_constant,
    format_constant,
)
from boolnet.report.numbers import format_count, plural
from boolnet.report.style import Style, wrap, wrap_text

_NOUNS = {
    AttractorKind.FIXED_POINT: "fixed point",
    AttractorKind.CYCLE: "cycle",
    AttractorKind.COMPLEX: "complex attractor",
}


@dataclass(frozen=True)
class Wording:
    """How one kind of search speaks of what it found.

    Attributes:
        title: The heading.
        noun: One of them.
        letter: What their labels begin with.
        means: Whether shares of states say something; not for trap spaces.
    """

    title: str = "Attractors"
    noun: str = "attractor"
    letter: str = "A"
    means: bool = True


ATTRACTORS = Wording()
FIXED_POINTS = Wording("Fixed points", "fixed point", "F")
TRAP_SPACES = Wording("Minimal trap spaces", "minimal trap space", "T", means=False)


def format_attractors(
    report: AttractorReport,
    style: Style | None = None,
    *,
    wording: Wording = ATTRACTORS,
    tallies: Mapping[str, Tendency] | None = None,
    basins: BasinReport | None = None,
) -> str:
    """The answer as text: what was asked, the table, and how much is proven.

    Args:
        report: What was found.
        style: The look; plain text in 80 columns when `None`.
        wording: Attractors, fixed points or trap spaces.
        tallies: Per phenotype, in how many of *all* attractors it holds.
        basins: How many states lead to each attractor that is listed.
    """
    style = style or Style()
    subject = wording.title
    if wording is ATTRACTORS:
        update = str(report.question.update)
        subject = f"{update[:1].upper()}{update[1:]} attractors"
    title = f"{subject} of {show(report.network.title) or 'the network'}"
    lines = format_question(title, report.question, style)
    if report.attractors:
        lines += ["", *_table(report, wording, style)]
    if tallies:
        lines += ["", *_tally_table(tallies, wording, style)]
    if basins is not None:
        lines += ["", *format_basins(basins, style)]
    lines += ["", *_closing(report, wording, style)]
    return "\n".join(lines)


def _table(report: AttractorReport, wording: Wording, style: Style) -> list[str]:
    ladders = report.network.ladders
    columns = [
        Column.of(f"{wording.letter}{number}", attractor, means=wording.means, ladders=ladders)
        for number, attractor in enumerate(report.attractors, 1)
    ]
    names = list(columns[0].values)
    phenotypes = list(report.attractors[0].phenotypes)
    matrix = Matrix.of(columns, [*phenotypes, *_moving(columns, names)], style)
    # Rows that say the same in every column that fits are told in a line instead.
    constant = find_constant(matrix.columns, names)
    moving = _moving(matrix.columns, names)
    inputs = [name for name in report.question.free_inputs if name in moving]
    others = [name for name in moving if name not in inputs]
    lines = []
    if wording is not FIXED_POINTS:
        lines = [*_legend(report.attractors[: len(matrix.columns)], columns, wording, style), ""]
    parts = (
        ("Phenotypes", matrix.phenotype_rows(phenotypes, style)),
        ("Free inputs", matrix.rows(inputs, style)),
        ("Nodes", matrix.rows(others, style)),
    )
    for title, rows in parts:
        if rows:
            lines += [matrix.head(title, style), *rows, ""]
    if constant:
        shown = len(matrix.columns)
        heading = "Other nodes" if others else "Nodes"
        if shown > 1:
            which = "both" if shown == 2 else f"all {shown}"
            heading = f"The same in {which}" + (" shown" if matrix.left_out else "")
        lines += [style.title(heading), *format_constant(constant, style), ""]
    notes = list(_notes(columns, matrix, wording, style))
    levels = describe_ladders(names, ladders)
    if levels:
        notes += wrap_text(f"Levels: {show(levels)}", style.width, first="  ", indent=4)
    return [*lines, *notes] if notes else lines[:-1]


def _moving(columns: Sequence[Column], names: Sequence[str]) -> list[str]:
    """The nodes that are not the same in all of *columns*, or move in one."""
    constant = find_constant(columns, names)
    settled = {name for group in constant.values() for name in group}
    return [name for name in names if name not in settled]


def _legend(
    attractors: Sequence[Attractor], columns: Sequence[Column], wording: Wording, style: Style
) -> list[str]:
    """``A1-A3 fixed points``, ``A4 cycle of period 6``: neighbours that are alike together."""
    groups: list[tuple[str, str, str]] = []
    for column, attractor in zip(columns, attractors, strict=False):
        words = _describe(attractor, wording)
        if groups and groups[-1][2] == words:
            groups[-1] = (groups[-1][0], column.label, words)
        else:
            groups.append((column.label, column.label, words))
    rows = []
    for first, last, words in groups:
        label = first if first == last else f"{first}-{last}"
        rows.append((label, words))
    widest = max(len(label) for label, _ in rows)
    return [f"  {style.title(label.ljust(widest))}  {words}" for label, words in rows]


def _describe(attractor: Attractor, wording: Wording) -> str:
    if attractor.kind is AttractorKind.FIXED_POINT:
        return "fixed point"
    if attractor.period is not None:
        return f"cycle of period {format_count(attractor.period)}"
    free = len(attractor.space.nodes) - attractor.space.mask.bit_count()
    if not wording.means:
        return f"{plural(free, 'node')} free"
    count = "states not counted" if attractor.count is None else plural(attractor.count, "state")
    unsure = "at most " if attractor.states is None else ""
    return f"complex, {count}, {unsure}{plural(free, 'node')} moving"


def _notes(
    columns: Sequence[Column], matrix: Matrix, wording: Wording, style: Style
) -> Iterator[str]:
    shown = {value for column in matrix.columns for value in column.cells}
    notes = []
    if any("." in value or value in (">0", "<1") for value in shown):
        notes.append(".5 and the like: the share of the attractor's states in which the node is 1")
    if VARIES in shown:
        what = "in some of its states" if wording.means else "free, or in some of its states"
        notes.append(f"{VARIES} {what}")
    if BROKEN in shown:
        notes.append(f"{BROKEN} an upper level is on and one below it is not: levels are broken")
    if UNKNOWN in shown:
        notes.append(f"{UNKNOWN} may vary: the states are not known")
    if matrix.left_out:
        here = f"{len(matrix.columns)} of the {len(columns)} listed {wording.noun}s are shown"
        notes.append(f"{here}, as many as fit the page; --json has all")
    for note in notes:
        yield from wrap_text(note, style.width, first="  ", indent=4)


def _tally_table(tallies: Mapping[str, Tendency], wording: Wording, style: Style) -> list[str]:
    """In how many of all attractors each phenotype holds."""
    rows: list[tuple[str, ...]] = [("", "in all states", "in some", "in none")]
    unknown = any(tally.unknown for tally in tallies.values())
    for name, tally in tallies.items():
        numbers = [format_count(n) for n in (tally.on, tally.mixed, tally.off)]
        rows.append((show(name), *numbers))
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    heading = style.title(f"Phenotypes in all {wording.noun}s that were counted")
    lines = [heading]
    for row in rows:
        cells = "  ".join(cell.rjust(w) for cell, w in zip(row[1:], widths[1:], strict=True))
        lines.append(f"  {row[0].ljust(widths[0])}  {cells}")
    if unknown:
        lines.append("  The rest could not be told.")
    return lines


def _closing(report: AttractorReport, wording: Wording, style: Style) -> list[str]:
    """How much was found and listed, and, last, how much of it is proven."""
    lines = []
    listed, free = len(report.attractors), len(report.question.free_inputs)
    if listed < report.count:
        over = (
            f", over {plural(free, 'free input')} ({format_settings(report.question)})"
            if free
            else ""
        )
        found = f"{format_found(report, wording.noun)}{over}"
        page = f"first page: {format_count(listed)} of {found}"
        if not listed and report.coverage is not Coverage.COMPLETE:
            page = f"nothing to list yet: {found}, none worked out one by one"
        elif report.stopped and report.coverage is Coverage.COMPLETE:
            page += f"; the list {report.stopped}"
        lines += wrap(page.split(), style.width)
    # Not wrapped: the last line is what people and scripts look at first.
    return [*lines, format_proof(report, wording.noun)]


def format_found(report: AttractorReport, noun: str = "attractor") -> str:
    """``3 attractors``, or ``at least 3 attractors``."""
    least = "" if report.coverage is Coverage.COMPLETE else "at least "
    return least + plural(report.count, noun)


def format_proof(report: AttractorReport, noun: str = "attractor") -> str:
    """One sentence: how many there are, and how much of that is proven, and how."""
    kinds = _format_kinds(report) if noun == "attractor" else ""
    found = format_found(report, noun) + kinds
    if report.coverage is Coverage.COMPLETE:
        steps = ", ".join(step for step, _ in report.method)
        return f"{found}; complete" + (f" (by {steps})" if steps else "")
    return f"{found}; {format_stopped(report)}"


def format_stopped(report: AttractorReport) -> str:
    """Why the answer is not complete, and whether another run would stop elsewhere."""
    if not report.stopped:
        return "some parts were beyond the budget"
    if report.cause in (None, Cause.INTERRUPT):
        return report.stopped
    same = report.cause is not None and report.cause.is_reproducible
    return f"{report.stopped}, {'as in every run' if same else 'where another run may differ'}"


def _format_kinds(report: AttractorReport) -> str:
    """``, all fixed points``, or ``: 2 fixed points, 1 cycle``."""
    found = {kind: number for kind, number in report.counts.items() if number}
    unknown = report.count - sum(found.values())
    if len(found) == 1 and not unknown:
        ((kind, number),) = found.items()
        return f", all {_NOUNS[kind]}s" if number > 1 else f", a {_NOUNS[kind]}"
    parts = [plural(number, _NOUNS[kind]) for kind, number in found.items()]
    if unknown:
        parts.append(f"{format_count(unknown)} of unknown kind")
    return f": {', '.join(parts)}" if parts else ""
