"""Ladders in answers: one row of levels in place of several nodes, and what goes along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from boolnet.network.ladder import Ladder
from boolnet.network.perturbation import Perturbation

BROKEN = "!"  # an upper level is on, and one below it is not
UNKNOWN = "?"


def find_levels(perturbation: Perturbation, closed: Perturbation) -> dict[str, bool]:
    """The levels that *closed* holds beyond what *perturbation* names."""
    asked = dict(perturbation.nodes)
    return {name: value for name, value in closed.nodes if name not in asked}


def fold_levels(values: Mapping[str, str], ladders: Sequence[Ladder]) -> dict[str, str]:
    """*values* of nodes with one entry for each ladder, under its lowest level.

    Args:
        values: What the cell of each node shows.
        ladders: Those of the network.
    """
    folded = dict(values)
    for ladder in ladders:
        cells = [folded.pop(name) for name in ladder]
        folded[ladder[0]] = format_level(cells)
    return {name: folded[name] for name in values if name in folded}


def format_level(cells: Sequence[str]) -> str:
    """``2`` for ``1 1 0``; ``0-2`` where it moves; `BROKEN` where an upper one is on alone."""
    least = next((i for i, cell in enumerate(cells) if cell != "1"), len(cells))
    most = next((i for i, cell in enumerate(cells) if cell == "0"), len(cells))
    if any(cell != "0" for cell in cells[most:]):
        return BROKEN
    if UNKNOWN in cells:
        return UNKNOWN
    return str(least) if least == most else f"{least}-{most}"


def describe_ladders(names: Sequence[str], ladders: Sequence[Ladder]) -> str:
    """``OPG: 2 is OPG_hi, 3 OPG_max``: what the levels of the rows *names* are called."""
    told = []
    for ladder in ladders:
        if ladder[0] in names:
            first, *rest = [f"{level} is {name}" for level, name in enumerate(ladder[1:], 2)]
            told.append(", ".join([f"{ladder[0]}: {first}", *rest]))
    return "; ".join(told)
