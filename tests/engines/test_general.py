"""Tests of `boolnet.engines.general`: attractors when any set of nodes may move together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boolnet.analysis.attractors import AttractorReport, find_attractors
from boolnet.dynamics.scheme import ASYNCHRONOUS, GENERAL
from boolnet.engines import general
from boolnet.engines.attractor import AttractorKind
from boolnet.engines.budget import Budget, Coverage
from boolnet.engines.general import forward_from
from boolnet.errors import BudgetExceeded
from boolnet.logic import expression as ex
from boolnet.network.network import Network
from tests import oracles
from tests.routes import ROUTES, taking
from tests.strategies import table_rules

x, y, z = (ex.symbol(name) for name in "xyz")
SAME = ex.negation(ex.parity([x, y]))
# 11 is a fixed point; {00, 01, 10} is left only when both nodes move together, from 00.
HIDDEN = Network.of({"x": SAME, "y": SAME})


@st.composite
def tangled(draw: st.DrawFn, least: int = 3, most: int = 6) -> Network:
    """Networks of exclusive or and negative feedback, where joint moves make a difference."""
    names = tuple(f"v{i}" for i in range(draw(st.integers(least, most))))
    rules = {}
    for i, name in enumerate(names):
        some = draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
        parity = ex.parity([ex.symbol(other) for other in some])
        kinds = [st.just(parity), st.just(ex.negation(parity)), table_rules(names)]
        kinds.append(st.just(ex.negation(ex.symbol(names[i - 1]))))
        rules[name] = draw(st.one_of(kinds))
    return Network.of(rules)


def states_of(report: AttractorReport) -> list[frozenset[int]]:
    states = oracles.all_states(report.network)
    return [frozenset(s for s in states if s in attractor) for attractor in report]


@pytest.mark.parametrize("route", ROUTES)
@given(tangled())
def test_the_attractors_are_those_of_brute_force(route: str, network: Network) -> None:
    with taking(route) as budget:
        report = find_attractors(network, update=GENERAL, limit=None, budget=budget)
        found = states_of(report)

    assert Coverage.COMPLETE is report.coverage
    assert len(found) == len(set(found)) == report.count
    assert oracles.attractors(network, GENERAL) == set(found)


@given(tangled(most=5))
def test_an_asynchronous_attractor_lies_in_a_general_one_or_outside_all(network: Network) -> None:
    """What the search stands on, straight from the definitions."""
    general_ones = oracles.attractors(network, GENERAL)
    single = oracles.attractors(network, ASYNCHRONOUS)

    for states in single:
        assert all(states <= other or not states & other for other in general_ones)
    for other in general_ones:
        assert any(states <= other for states in single)


@pytest.mark.parametrize("route", ROUTES)
def test_a_hidden_attractor_is_left_when_nodes_move_together(route: str) -> None:
    with taking(route) as budget:
        report = find_attractors(HIDDEN, update=GENERAL, budget=budget)

    assert [{"x": 1, "y": 1}] == [attractor.fixed for attractor in report]
    assert 2 == find_attractors(HIDDEN).count


@pytest.mark.parametrize("route", ROUTES)
def test_joint_moves_make_one_attractor_of_two(route: str) -> None:
    """z remembers which of x and y, both 0 or both 1, the others move around.

    One by one they never get to the other side; together they do, and back.
    """
    even = ex.negation(ex.parity([x, y, z]))
    network = Network.of({"x": even, "y": even, "z": ex.at_least(2, [x, y, z])})

    with taking(route) as budget:
        single = states_of(find_attractors(network, budget=budget))
        joint = states_of(find_attractors(network, update=GENERAL, budget=budget))

    assert [3, 3] == [len(states) for states in single]
    assert [frozenset(range(8))] == joint


def test_a_walk_shows_that_a_hidden_attractor_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def decide(*_: object) -> None:
        raise AssertionError("the walk was to settle it")

    monkeypatch.setattr(general._ByJointMoves, "_decide", decide)
    with taking("solver") as budget:
        report = find_attractors(HIDDEN, update=GENERAL, budget=budget)

    assert ("asynchronous attractors that joint moves leave", 1) in report.method


def test_a_toggle_switch_can_start_at_both_ends_only() -> None:
    """01 and 10 are fixed; from 00 both can rise together, but that only leads to 11."""
    network = Network.of({"x": ex.negation(y), "y": ex.negation(x)})

    report = find_attractors(network, update=GENERAL)

    assert (2, 2) == (report.count, report.counts[AttractorKind.FIXED_POINT])


@given(tangled())
def test_what_cannot_be_decided_is_not_counted(network: Network) -> None:
    """Diagrams that are too small leave a truthful lower bound."""

    def refuse(*_: object) -> None:
        raise BudgetExceeded("too much for this test")

    with taking("diagrams") as budget, pytest.MonkeyPatch.context() as patch:
        patch.setattr(general, "forward_from", refuse)
        report = find_attractors(network, update=GENERAL, budget=budget)

    expected = oracles.attractors(network, GENERAL)
    assert report.count <= len(expected)
    if report.coverage is Coverage.COMPLETE:
        assert report.count == len(expected)
    for attractor in report:
        within = [
            states
            for states in expected
            if attractor.fixed.items() <= oracles.constants_of(states, network).items()
        ]
        assert within


def test_a_large_network_is_answered_exactly() -> None:
    """Sixteen hidden attractors that joint moves leave, and a ring of 40 that never rests."""
    rules = {}
    for i in range(16):
        a, b = ex.symbol(f"a{i}"), ex.symbol(f"b{i}")
        rules |= {f"a{i}": ex.negation(ex.parity([a, b])), f"b{i}": ex.negation(ex.parity([a, b]))}
    rules |= {f"r{i}": ex.symbol(f"r{i - 1}") for i in range(1, 40)}
    rules["r0"] = ex.negation(ex.symbol("r39"))
    network = Network.of(rules)

    joint, single = find_attractors(network, update=GENERAL), find_attractors(network, limit=0)

    assert (1, Coverage.COMPLETE) == (joint.count, joint.coverage)
    assert 2**16 == single.count
    # One front runs round the ring and changes its nodes one by one: 2 states for each.
    assert 2 * 40 == joint.attractors[0].count


def test_the_states_reached_from_a_state_need_not_be_an_attractor() -> None:
    part = dict(enumerate(HIDDEN.functions))

    partial = forward_from(HIDDEN.circuits, part, {0: False, 1: False}, Budget())

    assert all(partial.contains({0: bool(s & 1), 1: bool(s & 2)}) for s in range(4))
