"""The strongest single experiments as a heat map for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from boolnet.analysis.screen_row import Shown
from boolnet.analysis.screen_summary import ScreenSummary
from boolnet.report.echo import show, width
from boolnet.report.numbers import format_share, plural
from boolnet.report.style import Style, pad, pad_left, wrap_names

_SAME = "."
_WIDEST_NAME = 32
_NARROWEST_CELL = 4
_FEWEST_LINES = 3  # of each environment
_MOST_PLACES = 6  # environments that have lines of their own


def format_heat_map(summary: ScreenSummary, style: Style) -> list[str]:
    """Experiments by phenotypes, or by environments where there is one phenotype.

    A cell is the mean of the phenotype, or a full stop where it is that of the first line. With
    several phenotypes in several environments a line is an experiment in one environment. A
    single column is not drawn: the hits say the same.
    """
    columns = max(len(summary.phenotypes), len(summary.environments))
    if not summary.map_rows or not summary.phenotypes or columns < 2:
        return []
    phenotypes = [show(phenotype.name) for phenotype in summary.phenotypes]
    experiments = [
        (group[0].perturbation, {row.environment: row.phenotypes for row in group})
        for group in summary.map_rows
    ]
    places = [(row.environment, row.phenotypes) for row in summary.baselines]
    lines: list[_Line] = []
    if len(phenotypes) == 1 and len(places) > 1:
        titles, told = [show(name) for name, _ in places], phenotypes[0]
        alone = [shown[0] for _, shown in places]
        lines.append(_Line("no experiment", alone, ()))
        for name, found in experiments:
            cells = [found[where][0] if where in found else None for where, _ in places]
            lines.append(_Line(name, cells, alone))
        return _draw(told, titles, lines, style)
    most = max(_FEWEST_LINES, len(experiments) // len(places))
    for where, wild in places[:_MOST_PLACES]:
        label = f"no experiment in {where}" if len(places) > 1 else "no experiment"
        lines.append(_Line(label, wild, ()))
        changed = [(n, f[where]) for n, f in experiments if f.get(where, wild) != wild]
        lines += [_Line(name, shown, wild) for name, shown in changed[:most]]
    more = len(places) - _MOST_PLACES
    drawn = _draw("", phenotypes, lines, style)
    return [*drawn, style.faint(f"  {plural(more, 'environment')} more")] if more > 0 else drawn


class _Line(NamedTuple):
    """One experiment: what its cells show, and what they show without it."""

    name: str
    cells: Sequence[Shown | None]
    wild: Sequence[Shown]


def _draw(
    told: str,
    titles: Sequence[str],
    lines: Sequence[_Line],
    style: Style,
) -> list[str]:
    names = min(max(width(show(name)) for name, _, _ in lines), _WIDEST_NAME, style.width // 2)
    labels = list(titles)
    title = "Single experiments" + (f" and {told}" if told else "")
    note = f"  the mean; {_SAME} as without an experiment"
    drawn = [style.title(title), style.faint(note)]
    if width(title + note) <= style.width:
        drawn = ["".join(drawn)]
    if sum(max(width(label) + 2, _NARROWEST_CELL) for label in labels) > style.width - names - 2:
        labels = [str(number) for number in range(1, len(titles) + 1)]
        legend = [f"{number} {title}" for number, title in zip(labels, titles, strict=True)]
        drawn += wrap_names(legend, style.width, first="  ", indent=2)
    cells = [max(width(label) + 2, _NARROWEST_CELL) for label in labels]
    fitting = 0
    while fitting < len(cells) and sum(cells[: fitting + 1]) <= style.width - names - 2:
        fitting += 1
    head = "".join(
        pad_left(label, cell) for label, cell in zip(labels, cells[:fitting], strict=False)
    )
    drawn.append(style.faint(" " * (names + 2) + head))
    for line in lines:
        label = show(line.name)
        if width(label) > names:
            label = label[: names - 2] + ".."
        text = "  " + pad(label, names)
        for place in range(fitting):
            shown = line.cells[place]
            same = bool(line.wild) and shown == line.wild[place]
            letter = " " if shown is None else _SAME if same else format_level(shown)
            text += style.heat(pad_left(letter, cells[place]), _mean(shown))
        drawn.append(text)
    if fitting < len(cells):
        drawn.append(style.faint(f"  {len(cells) - fitting} columns more do not fit the page"))
    return drawn


def format_level(shown: Shown) -> str:
    """``1``, ``0``, ``.5``; ``~`` for some attractors and no mean, ``?`` for nothing known."""
    mean = _mean(shown)
    if mean is not None:
        return format_share(mean)
    return "?" if shown.words == "unknown" else "~"


def _mean(shown: Shown | None) -> Fraction | None:
    if shown is None:
        return None
    if shown.mean is not None:
        return shown.mean
    return {"every": Fraction(1), "no": Fraction(0)}.get(shown.words)
