"""Tests of how reachability looks: snapshot files, readable in review.

``BOOLNET_UPDATE=1 scripts/test tests/report`` writes them anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from boolnet.analysis.attractors import find_attractors
from boolnet.analysis.question import Question
from boolnet.analysis.reachability import ReachReport, find_reachable
from boolnet.dynamics.scheme import MOST_PERMISSIVE
from boolnet.engines.budget import Budget
from boolnet.formats.files import parse_network
from boolnet.network.conditions import parse_condition
from boolnet.network.phenotype import Phenotype
from boolnet.report.reach import format_reach
from boolnet.report.style import Style
from tests.routes import deciding

SNAPSHOTS = Path(__file__).parents[1] / "fixtures" / "report"

# A signal commits a cell for good; until then Early can be switched on by a pulse.
NETWORK = parse_network(
    """targets, factors
Signal, Signal
Commit, Signal | Commit
Pulse, Signal & !Delay
Delay, Pulse | Delay
Early, Pulse & Delay & !Commit | Early
Osc_A, Commit & !Osc_B
Osc_B, Osc_A
""",
    "cell",
)
FATE = Phenotype("Fate", parse_condition("Commit"), title="the cell has its fate")


def ask(start: dict[str, int], *texts: str, permissively: bool = False) -> ReachReport:
    targets = [Phenotype(text, parse_condition(text)) for text in texts] or None
    question = Question(NETWORK, phenotypes=(FATE,))
    if permissively:
        question = Question(NETWORK, update=MOST_PERMISSIVE, phenotypes=(FATE,))
    return find_reachable(question, start, targets)


def reach_attractors() -> str:
    return format_reach(ask({**dict.fromkeys(NETWORK.names, 0), "Signal": 1}), "Signal = 1")


def reach_from_some_states() -> str:
    return format_reach(ask({"Delay": 0}), "Delay = 0", Style(60))


def reach_most_permissively() -> str:
    start = {**dict.fromkeys(NETWORK.names, 0), "Signal": 1}
    report = ask(start, "Early", "Early & !Commit", "!Commit & Osc_B", permissively=True)
    return format_reach(report, "Signal = 1, all other nodes = 0")


def reach_by_looking_at_everything() -> str:
    with deciding("diagrams alone"):
        start = {**dict.fromkeys(NETWORK.names, 0), "Signal": 1}
        first = format_reach(ask(start, "Osc_B & !Commit"), "Signal = 1")
        second = format_reach(ask({"Commit": 0, "Early": 0}, "Early & !Delay"), "Commit = 0")
    return f"{first}\n\n{second}"


def reach_undecided() -> str:
    budget = Budget()
    attractors = find_attractors(NETWORK, inputs="1")
    budget.stop("stopped after 5 s")
    question = Question(NETWORK, inputs="1")
    report = find_reachable(question, {"Delay": 0}, attractors=attractors, budget=budget)
    return format_reach(report, "Delay = 0")


@pytest.mark.parametrize(
    "look",
    [
        reach_attractors,
        reach_from_some_states,
        reach_most_permissively,
        reach_by_looking_at_everything,
        reach_undecided,
    ],
    ids=lambda look: look.__name__,
)
def test_the_look_is_that_of_the_snapshot(look: Callable[[], str]) -> None:
    path = SNAPSHOTS / f"{look.__name__}.txt"
    text = look() + "\n"

    if os.environ.get("BOOLNET_UPDATE"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("columns", [48, 60, 80, 120, 300])
def test_lines_keep_to_the_width(columns: int) -> None:
    text = format_reach(ask({"Delay": 0}), "Delay = 0", Style(columns))

    *lines, last = text.splitlines()
    assert [] == [line for line in lines if len(line) > columns]
    assert "complete" in last
