"""Rows of screens of published networks against fresh searches of the mutants, and mpbn."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.rules import hold_inputs, read_rules
from benchmarks.screen_agreement import Trial, compare_fresh
from boolnet.dynamics.scheme import ASYNCHRONOUS, MOST_PERMISSIVE, SYNCHRONOUS, UpdateScheme
from boolnet.formats.files import parse_network

SCHEMES = (ASYNCHRONOUS, SYNCHRONOUS, MOST_PERMISSIVE)
SECONDS = 30


@pytest.mark.slow
@pytest.mark.parametrize("update", SCHEMES, ids=str)
@pytest.mark.parametrize("edges", [False, True], ids=["nodes", "regulations"])
@pytest.mark.parametrize("number", ["019", "025", "080", "157", "161", "247"])
def test_rows_are_what_a_fresh_search_of_the_mutant_says(
    shared: Path, number: str, edges: bool, update: UpdateScheme
) -> None:
    found = list((shared / "networks" / "bnet").glob(f"{number}-*.bnet"))
    if not found:
        pytest.skip("the published networks are not on this machine")
    rules = hold_inputs(read_rules(found[0].read_text(encoding="utf-8")))
    trial = Trial(found[0].stem, rules, update, edges, seed=int(number))
    screen = trial.screen()
    rows = list(trial.iter_rows(screen))

    assert rows
    for row in rows:
        text = trial.mutant(screen, row)
        assert [] == compare_fresh(screen, row, parse_network(text), SECONDS), row.perturbation
        if update is MOST_PERMISSIVE:
            assert count_trap_spaces(text) == row.attractors, row.perturbation


def count_trap_spaces(text: str) -> int:
    """The minimal trap spaces of the rules in *text*, by mpbn."""
    mpbn = pytest.importorskip("mpbn")
    rules = read_rules(text)
    return int(mpbn.MPBooleanNetwork(rules).count_minimal_trapspaces())
