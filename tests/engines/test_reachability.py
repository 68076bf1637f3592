"""The means of deciding reachability: a network for each that needs it."""

from __future__ import annotations

from typing import Any

import pytest

from boolnet.analysis.question import Question
from boolnet.analysis.reachability import Reach, find_reachable
from boolnet.dynamics.scheme import ASYNCHRONOUS, MOST_PERMISSIVE
from boolnet.engines import paths, permissive
from boolnet.engines.budget import Budget, Coverage
from boolnet.engines.permissive import Obstacle
from boolnet.engines.rules import Trap
from boolnet.engines.verdict import Elsewhere, Exhausted
from boolnet.formats.files import parse_network
from boolnet.network.conditions import parse_condition
from boolnet.network.network import Network
from boolnet.network.phenotype import Phenotype
from boolnet.network.space import Space
from tests.routes import MEANS, deciding

# B follows A, and C needs B without A: most permissively A is read both ways on its way up.
PULSE = parse_network("A, 1\nB, A\nC, B & !A\n")
# Once X is on it stays on, and without it there is no Y.
LATCH = parse_network("S, S\nX, X | S\nY, X\n")
# Either gene keeps the other off.
SWITCH = parse_network("X, !Y\nY, !X\nZ, X\n")
# The memory of a pulse, and a clock.
COUNTER = parse_network("P, !Q\nQ, P\nM, M | P & Q\nN, M & !P & !Q | N\nD, N | D\n")


def condition(text: str) -> Phenotype:
    return Phenotype(text, parse_condition(text))


def ask(network: Network, start: dict[str, int], target: str | None = None, **how: Any) -> Reach:
    targets = None if target is None else [condition(target)]
    report = find_reachable(Question(network, **how), start, targets)
    assert 1 == len(report.reaches)
    return report.reaches[0]


def test_a_trap_space_is_a_reason_with_no_node_to_spare() -> None:
    found = ask(LATCH, {"S": 0, "X": 0, "Y": 1}, "X")

    assert (False, False) == (found.some, found.every)
    assert isinstance(found.why, Trap)
    assert {"S": 0, "X": 0} == Space(LATCH.names, *found.why.space).fixed
    assert ("a trap space around the start",) == found.steps


def test_most_permissive_update_is_a_reason() -> None:
    found = ask(LATCH, {"S": 1, "X": 0, "Y": 0}, "Y & !X")

    assert found.some is False
    assert isinstance(found.why, Obstacle)
    assert [LATCH.index["X"]] == list(found.why.staying)
    assert ((LATCH.index["Y"], True),) == found.why.missing


def test_what_only_most_permissive_update_reaches_is_excluded_by_looking_at_everything() -> None:
    start = {"A": 0, "B": 0, "C": 0}
    permissive_one = ask(PULSE, start, "C", update=MOST_PERMISSIVE)
    with deciding("no walks"):
        found = ask(PULSE, start, "C")
    with deciding("diagrams alone"):
        again = ask(PULSE, start, "C")

    assert permissive_one.some is True
    assert found.some is False is again.some
    # From A = B = 1, the third, it is not reached even most permissively.
    assert Exhausted(2, 3, backwards=False) == found.why
    assert ("all states looked at",) == found.steps
    assert Exhausted(3, 3, backwards=False) == again.why
    assert ("decision diagrams",) == again.steps


@pytest.mark.parametrize("means", MEANS)
def test_every_means_finds_the_path(means: str) -> None:
    with deciding(means):
        found = ask(COUNTER, dict.fromkeys("PQMND", 0), "D")

    step = {"as it comes": "walks", "no walks": "goal-directed searches"}
    assert (step.get(means, "decision diagrams"),) == found.steps
    assert found.path is not None
    nodes = [step.node for step in found.path.steps]
    assert ["P", "Q", "M", "P", "Q", "N", "D"] == nodes  # nothing can be left out


def test_a_state_of_another_attractor_is_a_reason_not_to_come_from_everywhere() -> None:
    report = find_reachable(Question(SWITCH), {"Z": 0})
    first, second = report.reaches

    assert (True, False) == (first.some, first.every)
    assert (True, False) == (second.some, second.every)
    assert {Elsewhere(0)} <= {first.why, second.why}


def test_a_start_with_free_nodes_is_told_apart_on_diagrams() -> None:
    with deciding("diagrams alone"):
        found = ask(PULSE, {"C": 0}, "C")

    assert (True, False) == (found.some, found.every)
    assert found.failing is not None
    assert isinstance(found.why, Exhausted)
    assert found.path is not None
    assert {"A": 0, "B": 1, "C": 0} == found.path.start.fixed


def test_where_one_attractor_is_left_it_is_reached_from_everywhere() -> None:
    network = parse_network("A, A | B\nB, A | !B\nC, A & B\n")
    found = ask(network, {})

    assert (True, True) == (found.some, found.every)
    assert "exclusion of all other attractors" == found.steps[0]


def test_at_a_budget_the_answer_is_undecided_and_says_so() -> None:
    with deciding("diagrams alone"):
        budget = Budget(diagram_nodes=16)
        report = find_reachable(
            Question(COUNTER), dict.fromkeys("PQMND", 0), [condition("D")], budget=budget
        )

    (reach,) = report.reaches
    assert (None, None) == (reach.some, reach.every)
    assert Coverage.LOWER_BOUND is report.coverage
    assert "a decision diagram outgrew 16 nodes" == report.stopped
    assert "1 undecided" in str(report)


def test_a_spent_budget_leaves_what_is_proven() -> None:
    for update in (ASYNCHRONOUS, MOST_PERMISSIVE):
        budget = Budget()
        budget.stop("interrupted")
        question = Question(LATCH, update=update)
        targets = [condition("X"), condition("!X & Y & S")]
        start = {"S": 0, "X": 0, "Y": 0}

        report = find_reachable(question, start, targets, budget=budget)

        assert [False, False] == [reach.some for reach in report.reaches]


# -- most permissive -------------------------------------------------------------------------


def test_a_most_permissive_path_says_who_is_on_its_way() -> None:
    found = ask(PULSE, {"A": 0, "B": 0, "C": 0}, "C", update=MOST_PERMISSIVE)

    assert found.path is not None
    steps = [(step.node, step.value, step.arrives) for step in found.path.steps]
    assert [("A", 1, False), ("B", 1, False), ("C", 1, False)] == steps[:3]
    assert [("A", 1, True), ("B", 1, True), ("C", 1, True)] == steps[3:]


def test_too_many_different_starts_are_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(permissive, "BOXES", 1)
    network = parse_network("A, A\nB, B\nC, (A & !B) | (!A & B)\n")
    report = find_reachable(Question(network, update=MOST_PERMISSIVE), {"C": 0}, [condition("C")])

    assert not report.reaches[0].decided
    assert "the states of the start differ too much to be told apart" == report.stopped


def test_shortening_leaves_no_detour() -> None:
    part = dict(enumerate(COUNTER.functions))
    walker = paths.Paths(COUNTER.circuits, part, Budget())
    remembered = 1 << COUNTER.index["M"]
    around = [0, 1, 0, 1]  # P, Q up, then down again

    moves = walker.shorten(0, [*around, *around, 0, 1, 2], lambda state: bool(state & remembered))

    assert (0, 1, 2) == moves
