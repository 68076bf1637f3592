"""Tests of `boolnet.engines.cycles`: synchronous attractors, block by block."""

from __future__ import annotations

import random
from math import gcd, lcm

import pytest
from hypothesis import given

from boolnet.analysis.attractors import AttractorReport, AttractorSearch
from boolnet.analysis.question import Question
from boolnet.dynamics.scheme import SYNCHRONOUS
from boolnet.engines import cycles
from boolnet.engines.attractor import AttractorKind
from boolnet.engines.budget import Budget, Coverage
from boolnet.engines.cycles import CycleLeaves
from boolnet.logic import expression as ex
from boolnet.network.network import Network
from tests import oracles
from tests.strategies import networks

ROUTES = {
    "small parts walked": (CycleLeaves(), Budget),
    "blocks walked": (CycleLeaves(walked=0), Budget),
    "blocks unrolled": (CycleLeaves(walked=0), lambda: Budget(explicit_nodes=0)),
    "divided by the search": (CycleLeaves(direct=0, walked=0), Budget),
}


def states_of(report: AttractorReport) -> list[frozenset[int]]:
    """The states of each listed attractor, drawn until all were seen."""
    rng = random.Random(1)
    found = []
    for attractor in report:
        assert attractor.states is not None
        states: set[int] = set()
        while len(states) < attractor.states.count():
            states.add(attractor.states.sample(rng))
        found.append(frozenset(states))
    return found


@pytest.mark.parametrize("route", ROUTES)
@given(networks(most=7))
def test_cycles_are_the_synchronous_attractors(route: str, network: Network) -> None:
    leaves, budget = ROUTES[route]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cycles, "MORE", 0)
        search = AttractorSearch(Question(network, update=SYNCHRONOUS), budget(), leaves)
        report = search.report(None)
        tendencies = {name: search.node(name) for name in network.names}

    expected = oracles.attractors(network, SYNCHRONOUS)
    assert Coverage.COMPLETE is report.coverage
    assert len(expected) == report.count
    assert expected == set(states_of(report))
    for position, name in enumerate(network.names):
        shares = [{state >> position & 1 for state in states} for states in expected]
        tendency = tendencies[name]
        counts = (shares.count({1}), shares.count({0}), shares.count({0, 1}))
        assert counts == (tendency.on, tendency.off, tendency.mixed)


def ring(prefix: str, size: int, *, driven_by: str = "") -> dict[str, ex.Expression]:
    """A ring of copies with one inhibition: a wave of period 2 * size or a part of it."""
    names = [f"{prefix}{i}" for i in range(size)]
    rules = {name: ex.symbol(names[i - 1]) for i, name in enumerate(names)}
    first = ex.negation(ex.symbol(names[-1]))
    rules[names[0]] = ex.parity([first, ex.symbol(driven_by)]) if driven_by else first
    return rules


def count_by_map(rules: dict[str, ex.Expression]) -> dict[int, int]:
    """How many cycles of which period, by taking every state once; rules must permute them."""
    network = Network.of(rules)
    left = set(oracles.all_states(network))
    found: dict[int, int] = {}
    while left:
        state = start = left.pop()
        period = 1
        while (state := SYNCHRONOUS.successors(network, state).pop()) != start:
            left.discard(state)
            period += 1
        found[period] = found.get(period, 0) + 1
    return found


def search_of(rules: dict[str, ex.Expression], budget: Budget | None = None) -> AttractorSearch:
    return AttractorSearch(Question(Network.of(rules), update=SYNCHRONOUS), budget or Budget())


def periods_of(search: AttractorSearch) -> dict[int, int]:
    tally = search.answer.tally(None, search.combine)
    return {weight: count for (weight, _), count in tally.items()}


def test_rings_with_periods_that_have_no_common_divisor_run_for_a_billion_steps() -> None:
    """A ring in which a new wave starts when the last has left: one cycle of size + 1 steps."""
    rules = {}
    for size in (4, 6, 10, 12, 16, 18, 22, 28):
        names = [f"r{size}_{i}" for i in range(size)]
        rules |= {name: ex.symbol(names[i - 1]) for i, name in enumerate(names)}
        rules[names[0]] = ex.conjunction(ex.negation(ex.symbol(name)) for name in names)

    search = search_of(rules)
    report = search.report()

    assert Coverage.COMPLETE is report.coverage
    assert {5 * 7 * 11 * 13 * 17 * 19 * 23 * 29: 1} == periods_of(search)
    assert [AttractorKind.CYCLE] == [attractor.kind for attractor in report]
    assert 1_078_282_205 == report.attractors[0].period


@pytest.mark.parametrize("sizes", [(3, 4), (3, 5, 7, 9, 10)])
def test_rings_below_one_clock_meet_in_the_clock_only(sizes: tuple[int, ...]) -> None:
    """Cycles of periods p and q that share a clock of period 2 make gcd(p, q) / 2."""
    clock = {"clock": ex.negation(ex.symbol("clock"))}
    expected = {2: 1}
    rules = dict(clock)
    for size in sizes:
        rules |= ring(f"r{size}_", size, driven_by="clock")
        below = count_by_map(clock | ring("x", size, driven_by="clock"))
        joint: dict[int, int] = {}
        for p, many in expected.items():
            for q, count in below.items():
                times = many * count * gcd(p, q) // 2
                joint[lcm(p, q)] = joint.get(lcm(p, q), 0) + times
        expected = joint

    search = search_of(rules)

    assert expected == periods_of(search)
    assert search.answer.complete
    if len(rules) < 10:
        assert expected == count_by_map(rules)


def test_a_ring_below_two_rings_is_answered_for_every_way_they_can_run_together() -> None:
    rules = ring("a", 2) | ring("b", 4)
    rules |= ring("c", 3, driven_by="a0")
    rules["c1"] = ex.parity([ex.symbol("c0"), ex.symbol("b0")])

    assert count_by_map(rules) == periods_of(search_of(rules))


def test_what_is_driven_for_too_long_counts_one_cycle_for_each_that_drives() -> None:
    rules = ring("a", 4) | ring("b", 5)
    rules |= {"c": ex.parity([ex.symbol(name) for name in ("a0", "b0", "c")])}
    exact = sum(count_by_map(rules).values())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cycles, "LONGEST", 10)
        report = search_of(rules).report()

    assert Coverage.LOWER_BOUND is report.coverage
    assert 0 < report.count < exact
    assert any("not looked into" in step for step, _ in report.method)


@given(networks(most=6))
def test_a_search_that_is_stopped_half_way_gives_a_true_lower_bound(network: Network) -> None:
    expected = oracles.attractors(network, SYNCHRONOUS)
    for looks in (0, 1, 3, 7):
        budget = _Impatient(looks)
        leaves = CycleLeaves(walked=0)
        search = AttractorSearch(Question(network, update=SYNCHRONOUS), budget, leaves)
        report = search.report(None)
        assert 1 <= report.count <= len(expected)
        assert set(states_of(report)) <= expected
        if report.coverage is Coverage.COMPLETE:
            assert len(expected) == report.count


class _Impatient(Budget):
    """A budget that is spent after it was looked at a number of times."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.looks = looks

    @property
    def spent(self) -> bool:
        self.looks -= 1
        return self.looks < 0
