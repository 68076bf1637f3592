"""Tests of how a screen looks: snapshot files, readable in review.

``BOOLNET_UPDATE=1 scripts/test tests/report`` writes them anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from boolnet.analysis.screen import Screen
from boolnet.analysis.screen_summary import summarise
from boolnet.network.perturbation import knockout
from boolnet.report.echo import width
from boolnet.report.screen import format_screen
from boolnet.report.style import Style
from tests.bone import NETWORK, PHENOTYPES, rows_of, screen_of

SNAPSHOTS = Path(__file__).parents[1] / "fixtures" / "report"
BOTH = ("healthy", "inflamed")


def look(
    environments: Sequence[str] = ("healthy",),
    largest: int = 1,
    *,
    phenotypes: int = 2,
    incomplete: Sequence[int] = (),
    style: Style | None = None,
    top: int = 20,
) -> str:
    names = [phenotype.name for phenotype in PHENOTYPES]
    rows = rows_of(environments, largest, incomplete)
    summary = summarise(rows, names, top)
    if phenotypes == 1:
        from dataclasses import replace

        rows = (replace(row, phenotypes=row.phenotypes[:1]) for row in rows_of(environments))
        summary = summarise(rows, names[:1], top)
    return format_screen(screen_of(environments, largest), summary, style)


def screen_of_single_experiments() -> str:
    return look()


def screen_of_pairs() -> str:
    return look(largest=2, top=6)


def screen_in_environments() -> str:
    return look(BOTH, 2, top=4)


def screen_of_one_phenotype_in_environments() -> str:
    return look(BOTH, phenotypes=1)


def screen_in_colour() -> str:
    return look(style=Style(60, colour=True, ascii_only=False))


def screen_that_ended_at_the_budget() -> str:
    return look(largest=2, incomplete=(0, 4, 40), top=3)


def screen_of_nothing() -> str:
    rows = [row for row in rows_of() if row.number == 0]
    return format_screen(screen_of(), summarise(rows, ["BoneLoss", "Repair"]))


def screen_in_a_mutant_background() -> str:
    asked = screen_of(BOTH)
    background = Screen(
        NETWORK, asked.experiments, asked.environments, knockout("Wnt"), settings={"OPG": None}
    )
    same = [row for row in rows_of(BOTH) if not row.perturbation or "changes nothing" in str(row)]
    return format_screen(background, summarise(same, ["BoneLoss", "Repair"]))


def screen_from_a_start() -> str:
    asked = screen_of()
    values = Screen(NETWORK, asked.experiments, asked.environments, start={"Loss": False})
    treated = Screen(NETWORK, asked.experiments, asked.environments, start="wildtype")
    rows = [row for row in rows_of() if row.number < 4]
    summary = summarise(rows, ["BoneLoss", "Repair"], 1)
    heads = [format_screen(each, summary).split("\n\n")[0] for each in (values, treated)]
    return "\n\n".join(heads)


LOOKS = [
    screen_from_a_start,
    screen_of_single_experiments,
    screen_of_pairs,
    screen_in_environments,
    screen_of_one_phenotype_in_environments,
    screen_in_colour,
    screen_that_ended_at_the_budget,
    screen_of_nothing,
    screen_in_a_mutant_background,
]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.__name__)
def test_the_look_is_that_of_the_snapshot(look: Callable[[], str]) -> None:
    path = SNAPSHOTS / f"{look.__name__}.txt"
    text = look() + "\n"

    if os.environ.get("BOOLNET_UPDATE"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("columns", [48, 60, 80, 120, 300])
def test_lines_keep_to_the_width(columns: int) -> None:
    text = look(BOTH, 2, style=Style(columns))

    assert [] == [line for line in text.splitlines() if width(line) > columns]


def test_colour_adds_nothing_but_colour() -> None:
    import re

    plain, coloured = look(BOTH, 2), look(BOTH, 2, style=Style(colour=True))

    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain
    assert plain.isascii()


def test_every_hit_has_the_number_that_explains_it() -> None:
    numbers = {f"{row.number}  {row.perturbation}" for row in rows_of(largest=2)}
    text = look(largest=2)

    listed = [line.strip() for line in text.splitlines() if " -> " in line]
    assert listed
    assert all(any(line.startswith(number) for number in numbers) for line in listed)
