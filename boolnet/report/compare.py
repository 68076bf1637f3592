"""The attractors under all update schemes, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest

from boolnet.analysis.compare import Comparison
from boolnet.analysis.matching import Mark, Matched, Scheme, Shared
from boolnet.dynamics.scheme import ASYNCHRONOUS
from boolnet.engines.attractor import AttractorKind
from boolnet.engines.budget import Coverage
from boolnet.report.conditions import format_question
from boolnet.report.echo import show, width
from boolnet.report.matrix import UNKNOWN, VARIES, Column, Matrix
from boolnet.report.numbers import format_count, plural
from boolnet.report.style import Style, pad, wrap_text

_SIGNS = {Mark.ARTEFACT: "*", Mark.AVOIDANT: "^", Mark.LEFT: "!"}
_PART, _NOT_KNOWN = "~", "?"
_MEANINGS = {
    "*": "artefact of synchrony: none of its states belongs to an asynchronous attractor; "
    "nodes that change one by one leave it for good",
    _PART: "only some of its states belong to an asynchronous attractor",
    "^": "motif-avoidant: it lies outside every minimal trap space",
    "!": "left for good under general update, by nodes that change together",
    _NOT_KNOWN: "not known where it lies, or whether a mark is missing",
}
_WIDE = 10**9  # from here on the digits of a number of states would not fit a column


def format_comparison(comparison: Comparison, style: Style | None = None) -> str:
    """The comparison as text: counts, the table of what belongs together, and the marks.

    Args:
        comparison: What was found.
        style: The look; plain text in 80 columns when `None`.
    """
    style = style or Style()
    name = show(comparison.question.network.title) or "the network"
    title = f"Attractors of {name} under every update scheme"
    lines = format_question(title, comparison.question, style)
    lines += ["", *_count_table(comparison, style)]
    if _is_listed(comparison.schemes[0]):
        columns = [scheme for scheme in comparison.schemes[1:] if _is_listed(scheme)]
        lines += ["", *_match_table(comparison.schemes[0], columns, style)]
        for sign in _signs_in(columns):
            lines += wrap_text(_MEANINGS[sign], style.width, first=f"  {sign} ", indent=4)
        lines += _phenotypes(comparison, columns, style)
    notes = [*_not_matched(comparison), *_one_each(comparison)]
    if notes:
        lines.append("")
    for note in notes:
        lines += wrap_text(note, style.width)
    return "\n".join([*lines, "", _closing(comparison)])


def _is_listed(scheme: Scheme) -> bool:
    """Whether all attractors that are known are there to be shown."""
    return scheme.report is not None and len(scheme.report) == scheme.report.count


def _count_table(comparison: Comparison, style: Style) -> list[str]:
    """How many attractors of each kind there are under each scheme."""
    rows = [("Update", "attractors", "fixed points", "others", "")]
    rows += [(scheme.update.name, *_numbers(scheme)) for scheme in comparison.schemes]
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    lines = []
    for row in rows:
        cells = "  ".join(cell.rjust(w) for cell, w in zip(row[1:4], widths[1:], strict=True))
        lines.append(f"{row[0].ljust(widths[0])}  {cells}  {row[4]}".rstrip())
    return [style.title(lines[0]), *lines[1:]]


def _numbers(scheme: Scheme) -> tuple[str, str, str, str]:
    report = scheme.report
    if report is None:
        return "?", "?", "?", "not searched"
    points = report.counts[AttractorKind.FIXED_POINT]
    if scheme.is_complete:
        others = report.count - points
        return format_count(report.count), format_count(points), format_count(others), "complete"
    others = sum(report.counts.values()) - points
    told = report.stopped or "some parts were beyond the budget"
    return f">={report.count:,}", f">={points:,}", f">={others:,}", told


def _match_table(spaces: Scheme, schemes: Sequence[Scheme], style: Style) -> list[str]:
    """A row for the fixed points, one for each other trap space, one for what lies outside."""
    head = ["Trap space", *(_capital(scheme.update.name) for scheme in schemes)]
    rows = [[_fixed_points(scheme) for scheme in (spaces, *schemes)]]
    for space in spaces.attractors:
        if not space.is_fixed_point:
            inside = [
                [m for m in scheme.attractors if m.place.trap_space == space.label]
                for scheme in schemes
            ]
            free = len(space.attractor.space.free)
            rows.append([[f"{space.label}  {format_count(free)} free"], *_cells(inside, schemes)])
    for title, known in (("outside all", True), ("not known", False)):
        outside = [
            [m for m in s.attractors if m.place.trap_space is None and m.place.known is known]
            for s in schemes
        ]
        if any(outside):
            rows.append([[title], *_cells(outside, schemes)])
    rows = [row for row in rows if any(row)]
    widths = [
        max([width(head[i]), *(width(line) for row in rows for line in row[i])])
        for i in range(len(head))
    ]
    lines = [style.title(_line(head, widths))]
    for first, *cells in rows:
        table = zip_longest(first, *(cell or ["-"] for cell in cells), fillvalue="")
        lines += [_line(parts, widths) for parts in table]
    return lines


def _line(parts: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(pad(part, w) for part, w in zip(parts, widths, strict=True)).rstrip()


def _fixed_points(scheme: Scheme) -> list[str]:
    """``F1-F3``: they have the same labels under every scheme."""
    numbers = sorted(int(m.label[1:]) for m in scheme.attractors if m.is_fixed_point)
    if len(numbers) < 2:
        return [f"F{number}  fixed" for number in numbers]
    if numbers[-1] - numbers[0] < len(numbers):
        return [f"F{numbers[0]}-F{numbers[-1]}  fixed"]
    return [f"{format_count(len(numbers))} fixed"]


def _cells(columns: Sequence[Sequence[Matched]], schemes: Sequence[Scheme]) -> Iterator[list[str]]:
    """What is in one row, per scheme; with several to share states with, with which."""
    several = any(
        len(column) > 1
        for column, scheme in zip(columns, schemes, strict=True)
        if scheme.update == ASYNCHRONOUS
    )
    for column in columns:
        yield [_cell(matched, named=several) for matched in column]


def _cell(matched: Matched, *, named: bool) -> str:
    """``A1  6 states``, ``S2  period 4 *``; *named* adds ``in A1``."""
    attractor = matched.attractor
    preposition = "in"
    if attractor.period is not None:
        words = f"period {_short(attractor.period)}"
    else:
        words = "not counted" if attractor.count is None else f"{_short(attractor.count)} states"
        preposition = "has"
    if named and matched.asynchronous:
        words += f", {preposition} {', '.join(matched.asynchronous)}"
    signs = "".join(_signs_of(matched))
    return f"{matched.label}  {words} {signs}".rstrip()


def _short(number: int) -> str:
    if number < _WIDE:
        return format_count(number)
    return f"{Decimal(number):.1e}".replace("e+", "e")


def _signs_of(matched: Matched) -> Iterator[str]:
    for mark in matched.marks:
        yield _SIGNS[mark]
    if matched.shared is Shared.SOME:
        yield _PART
    if matched.undecided or not matched.place.known:
        yield _NOT_KNOWN


def _signs_in(schemes: Sequence[Scheme]) -> list[str]:
    used = {sign for s in schemes for matched in s.attractors for sign in _signs_of(matched)}
    return [sign for sign in _MEANINGS if sign in used]


def _phenotypes(comparison: Comparison, schemes: Sequence[Scheme], style: Style) -> list[str]:
    """The phenotypes of the fixed points, once, and of all other attractors."""
    names = [phenotype.name for phenotype in comparison.question.phenotypes]
    listed = {m.label: m for scheme in schemes for m in scheme.attractors}
    if not names or not listed:
        return []
    ordered = sorted(listed.values(), key=lambda m: not m.is_fixed_point)
    columns = [Column.of(m.label, m.attractor) for m in ordered]
    matrix = Matrix.of(columns, names, style)
    lines = ["", matrix.head("Phenotypes", style), *matrix.phenotype_rows(names, style)]
    shown = {cell for column in matrix.columns for cell in column.phenotypes.values()}
    if VARIES in shown:
        lines.append(f"  {VARIES} in some of its states")
    if UNKNOWN in shown:
        lines.append(f"  {UNKNOWN} may vary: the states are not known")
    if matrix.left_out:
        here = f"{len(matrix.columns)} of {len(columns)} attractors are shown"
        note = f"{here}, as many as fit the page; --json has all"
        lines += wrap_text(note, style.width, first="  ", indent=4)
    return lines


def _not_matched(comparison: Comparison) -> Iterator[str]:
    """What is not in the table, and why."""
    for scheme in comparison.schemes:
        if scheme.refusal:
            yield f"{_capital(scheme.update.name)}: {scheme.refusal}."
    left_out = [s for s in comparison.schemes if s.report is not None and not _is_listed(s)]
    many = [scheme.update.name for scheme in left_out if scheme.is_complete]
    cut_off = [scheme.update.name for scheme in left_out if not scheme.is_complete]
    if many:
        yield (
            f"The attractors under {_join(many)} update are counted, but not matched one by one: "
            "there are more than --limit lists."
        )
    if cut_off:
        yield (
            f"The attractors under {_join(cut_off)} update are not matched one by one: the "
            "search ended before it had worked them out."
        )


def _join(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _one_each(comparison: Comparison) -> Iterator[str]:
    """What the numbers alone prove, where nothing was matched."""
    if _is_listed(comparison.schemes[0]):
        return
    cycles = any(s.moving for s in comparison.schemes if s.update.is_deterministic)
    if cycles and comparison.scheme("asynchronous").is_at_rest:
        yield (
            "All asynchronous attractors are fixed points, so every cycle is an artefact of "
            "synchrony: nodes that change one by one leave it for good."
        )
    names = [s.update.name for s in comparison.schemes[1:] if s.one_each]
    if not names:
        return
    yield (
        f"Under {_join(names)} update there are as many attractors as minimal trap spaces. Each of "
        "these holds one at least, so it holds exactly one, and there is no other."
    )


def _closing(comparison: Comparison) -> str:
    """The last line: what was marked, and how much is proven."""
    artefacts = _how_many(*comparison.count(Mark.ARTEFACT), "artefact", " of synchrony")
    avoidant = _how_many(*comparison.count(Mark.AVOIDANT), "motif-avoidant attractor")
    if comparison.coverage is Coverage.COMPLETE:
        return f"{artefacts}, {avoidant}; complete"
    return f"{artefacts}, {avoidant}; {comparison.stopped or 'some parts were beyond the budget'}"


def _how_many(number: int, exact: bool, noun: str, rest: str = "") -> str:
    if exact:
        return (plural(number, noun) if number else f"no {noun}") + rest
    if number:
        return f"at least {plural(number, noun)}{rest}"
    return f"{noun}s{rest} not known"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
