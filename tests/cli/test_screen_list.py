"""``boolnet screen --list``: mistakes are shown as they are for rules, hits can be given back."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

from tests.running import boolnet

CONDITIONS = ("jak_stat3", "--inputs", "0", "--quiet", "--table", "csv")


def rows_of(table: str) -> list[list[str]]:
    """The rows without their numbers: a set counts experiments that contradict themselves."""
    return [cells[1:] for cells in csv.reader(StringIO(table))]


def test_every_mistake_of_a_list_is_shown_and_nothing_is_computed(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("STAT33=0\nSTAT3=1\nSTAT3%0,IL6%1\n", encoding="utf-8")

    result = boolnet("screen", *CONDITIONS, "--list", tmp_path / "list.txt")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert 'error[BN601]: there is no node "STAT33"' in result.stderr
    assert "list.txt:1:1" in result.stderr
    assert "help: write STAT3=0 IL6=1" in result.stderr
    assert "2 errors" in result.stderr
    assert "boolnet check" not in result.stderr  # that is about rules


def test_the_table_of_a_screen_is_a_list(tmp_path: Path) -> None:
    only = ("--only", "STAT3,IL6,SOCS3", "--pairs")
    first = boolnet("screen", *CONDITIONS, *only)
    (tmp_path / "hits.csv").write_text(first.stdout, encoding="utf-8")

    again = boolnet("screen", *CONDITIONS, "--list", tmp_path / "hits.csv")

    assert (first.exit_code, again.exit_code) == (0, 0)
    assert len(rows_of(first.stdout)) == 2 + 6 + 12  # the head, the baseline, singles, pairs
    assert rows_of(again.stdout) == rows_of(first.stdout)


def test_a_list_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = boolnet("screen", *CONDITIONS, "--list", tmp_path / "absent.txt")

    assert result.exit_code == 2
    assert "error[BN001]: cannot read" in result.stderr
    assert "jak_stat3" not in result.stderr


def test_an_input_that_is_held_against_a_therapy_is_explained(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("estrogen Estrogen=0\n", encoding="utf-8")
    asked = ("osteoimmune", "-e", "ovx", "--quiet", "--list", tmp_path / "list.txt")

    result = boolnet("screen", *asked, "--explain", "1")

    assert result.exit_code == 0
    assert "Knockout of Estrogen" in result.stdout
    assert "holds it at 0, which prevails" in result.stderr
