"""``boolnet conditions`` as people see it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.running import boolnet

LATCH = "S, S\nR, R\nN, N\nQ, (S | Q) & !R\nOsc, N & !Osc\n"


@pytest.fixture
def latch(tmp_path: Path) -> Path:
    path = tmp_path / "latch.bnet"
    path.write_text(LATCH, encoding="utf-8")
    return path


def test_a_node_of_a_rule_file_can_be_asked_about(latch: Path) -> None:
    result = boolnet("conditions", latch, "--phenotype", "Q")

    assert 0 == result.exit_code
    assert (
        """Conditions for Q in latch, 5 nodes, asynchronous update
  free inputs  3 (2^3 conditions): S, R, N

Q
  2 of the 3 free inputs matter

  In every attractor   2 of 8 settings (25%)
    S = 1; R = 0

  In some attractors   2 of 8 settings (25%)
    S, R = 0

  In no attractor      4 of 8 settings (50%)
    R = 1

In some attractors: in all states of one, and not of every one.

Each line stands for all settings with its values; inputs that it does not name
may be 0 or 1. Checked: no value of a line can be left out, no line can be left
out, and together the lines are exactly the settings above them.

8 settings: in every attractor under 2, in some under 2 and in none under 4; """
        in result.stdout
    )


def test_a_phenotype_that_comes_and_goes_has_a_part_of_its_own(latch: Path) -> None:
    result = boolnet("conditions", latch, "--phenotype", "Osc")

    assert "In some states only  4 of 8 settings (50%)\n    N = 1\n" in result.stdout
    assert "throughout no attractor, but in some states of one" in result.stdout


def test_without_a_phenotype_it_says_how_to_ask(latch: Path) -> None:
    result = boolnet("conditions", latch)

    assert 2 == result.exit_code
    assert "no phenotype is given, and a rule file names none" in result.stderr
    assert "--phenotype Osc" in result.stderr


def test_all_phenotypes_of_a_model_are_asked_about_by_default() -> None:
    result = boolnet("conditions", "rank_nfatc1", "--limit", "1")

    assert 0 == result.exit_code
    assert result.stdout.startswith("Conditions for 7 phenotypes in rank_nfatc1, 84 nodes")
    assert re.search(
        r"^    \.\.\. and \d+ more lines; --limit lists more$", result.stdout, re.MULTILINE
    )
    assert "7 phenotypes under 98,304 settings; complete" in result.stdout


def test_what_no_input_decides_is_said_in_words(latch: Path) -> None:
    everywhere = boolnet("conditions", latch, "--phenotype", "Q", "--set", "R=1")
    nothing_free = boolnet("conditions", latch, "--phenotype", "Q", "--inputs", "0")

    assert "In no attractor      all 4 settings\n    whatever the inputs are\n" in everywhere.stdout
    assert "In some attractors   no input is free\n    always\n" in nothing_free.stdout


def test_a_spent_budget_leaves_what_is_undecided_and_says_so() -> None:
    result = boolnet("conditions", "rank_nfatc1", "--phenotype", "Osteoclast", "--timeout", "0")

    assert 4 == result.exit_code
    assert "Undecided            all 98,304 settings" in result.stdout
    assert result.stdout.endswith("98,304 settings; 98,304 undecided: stopped after 0 s\n")


def test_the_numbers_are_those_of_the_attractors() -> None:
    """One setting of a model, asked in both ways."""
    setting = ["--environment", "low_rankl", "--phenotype", "Osteoclast"]
    table = json.loads(boolnet("conditions", "rank_nfatc1", *setting, "--json").stdout)
    listed = json.loads(boolnet("attractors", "rank_nfatc1", *setting, "--json").stdout)

    verdicts = {v["in"]: v["settings"] for v in table["tables"][0]["verdicts"]}
    assert [False, True, True] == [a["phenotypes"]["Osteoclast"] for a in listed["attractors"]]
    assert {"every": 0, "some": 1, "mixed": 0, "no": 0, "undecided": 0} == verdicts
