"""Tests of `boolnet.report.levels`."""

from __future__ import annotations

from pathlib import Path

import pytest

from boolnet.report.levels import describe_ladders, fold_levels, format_level
from tests.running import boolnet

RULES = """#@ levels: X < X_hi < X_max
targets, factors
L, L
X, 1
X_hi, L
X_max, L & !X_max
Y, X_max & !L
"""


@pytest.mark.parametrize(
    ("cells", "level"),
    [("000", "0"), ("100", "1"), ("111", "3"), ("1~0", "1-2"), ("~~0", "0-2"), ("1~~", "1-3"),
     ("010", "!"), ("0~0", "!"), ("1?0", "?")],
)  # fmt: skip
def test_a_level_is_how_far_up_the_ladder_is_on(cells: str, level: str) -> None:
    assert level == format_level(list(cells))


def test_a_ladder_has_one_cell_under_its_lowest_level() -> None:
    values = {"A": "1", "X": "1", "B": "0", "X_hi": "0"}

    assert {"A": "1", "X": "1", "B": "0"} == fold_levels(values, [("X", "X_hi")])
    assert "X: 2 is X_hi" == describe_ladders(["A", "X"], [("X", "X_hi")])


def test_tables_show_levels_in_one_row_and_say_once_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "x.bnet"
    path.write_text(RULES, encoding="utf-8")

    text = boolnet("attractors", path).stdout

    assert ["X", "1", "2-3"] in [line.split() for line in text.splitlines()]
    assert "Levels: X: 2 is X_hi, 3 is X_max" in text


def test_what_is_held_names_the_levels_that_go_along(tmp_path: Path) -> None:
    path = tmp_path / "x.bnet"
    path.write_text(RULES, encoding="utf-8")

    text = boolnet("attractors", path, "-k", "X_hi").stdout
    wrong = boolnet("attractors", path, "-k", "X", "-o", "X_hi")

    assert "held         X_hi = 0 (with X_max)" in text
    assert 2 == wrong.exit_code
    assert "error[BN603]: X_hi = 1 includes X = 1, and X = 0 contradicts it" in wrong.stderr


def test_a_perturbation_that_breaks_a_ladder_is_warned_of(tmp_path: Path) -> None:
    """Y no longer sees X: what it drives, an upper level, is on where the lower is off."""
    path = tmp_path / "x.bnet"
    rules = "#@ levels: X < X_hi\nL, L\nX, L\nX_hi, Y\nY, X\n"
    path.write_text(rules, encoding="utf-8")

    broken = boolnet("attractors", path, "--block", "X->Y=1", "--set", "L=0", "--json")
    whole = boolnet("attractors", path, "--set", "L=0", "--json")

    assert "warning: X_hi is on without X in A1: the perturbation breaks the levels" in (
        broken.stderr
    )
    assert "" == whole.stderr
